// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import { StepDialog } from '../../../src/renderer/dialogs/StepDialog.tsx';
import { useDesk } from '../../../src/renderer/kiosk-context.ts';
import { DecidedPane } from '../../../src/renderer/screens/verdict/DecidedPane.tsx';
import { OnScreen, paneKiosk } from '../pane.tsx';

const FAMILY = demoCardNumber(1);

function Step() {
  const overlay = useDesk((desk) => desk.overlay);
  return overlay?.kind === 'step' && <StepDialog step={overlay.step} />;
}

it('a booked court is a row with its steps, and a cancellation is told before Enter makes it', async () => {
  const pane = await paneKiosk({ siteId: 'fangcun-sports-centre', now: '2026-11-25T10:00' });
  pane.isCounting = true;
  const desk = pane.desk.getState;
  await desk().show(FAMILY);
  desk().chooseItem('badminton-court');
  desk().change({ start: '2026-11-25T19:00' });
  await desk().confirm();
  await desk().show(FAMILY);
  pane.show(
    <>
      <OnScreen kind="decided" draw={(shown) => <DecidedPane screen={shown} greenChannel={false} />} />
      <Step />
    </>,
  );
  const row = document.querySelector('[data-record]');
  expect(row?.textContent).toContain('羽毛球场 今天 19:00–20:00 · 已订');
  await pane.user.click(await screen.findByRole('button', { name: '退订' }));
  expect((await screen.findByRole('status')).textContent).toContain('退 56.00 元');
  expect(pane.journal.entries).toHaveLength(1);
  await pane.keys('{Enter}');
  await expect.poll(() => pane.desk.getState().screen.kind).toBe('stepped');
  expect(pane.journal.entries.at(-1)).toMatchObject({
    body: { kind: 'booking-cancelled', reason: 'holder', returnedFen: 5_600 },
  });
});
