// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import { StepDialog } from '../../../src/renderer/dialogs/StepDialog.tsx';
import { useDesk } from '../../../src/renderer/kiosk-context.ts';
import { RecordedPane } from '../../../src/renderer/screens/recorded/RecordedPane.tsx';
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
      <OnScreen kind="decided" draw={(shown) => <DecidedPane screen={shown} manner="venue" />} />
      <Step />
    </>,
  );
  const row = document.querySelector('[data-record]');
  expect(row?.textContent).toContain('羽毛球场 1 号场地 今天 19:00–20:00 · 已订');
  await pane.user.click(await screen.findByRole('button', { name: '退订' }));
  expect((await screen.findByRole('status')).textContent).toContain('退 56.00 元');
  expect(pane.journal.entries).toHaveLength(1);
  await pane.keys('{Enter}');
  await expect.poll(() => pane.desk.getState().screen.kind).toBe('stepped');
  expect(pane.journal.entries.at(-1)).toMatchObject({
    body: { kind: 'booking-cancelled', reason: 'holder', returnedFen: 5_600 },
  });
});

async function deskWithBooking(isNoteRefused: boolean) {
  const pane = await paneKiosk({ siteId: 'fangcun-sports-centre', now: '2026-11-25T10:00' });
  pane.isCounting = true;
  pane.isNoteRefused = isNoteRefused;
  const desk = pane.desk.getState;
  await desk().show(FAMILY);
  desk().chooseItem('badminton-court');
  desk().change({ start: '2026-11-25T19:00' });
  pane.show(
    <>
      <OnScreen kind="decided" draw={(shown) => <DecidedPane screen={shown} manner="venue" />} />
      <OnScreen kind="recorded" draw={(shown) => <RecordedPane screen={shown} manner="venue" />} />
    </>,
  );
  return pane;
}

it('a telephone is written down with the booking, stands in no entry, and is shown when it is asked for', async () => {
  const pane = await deskWithBooking(false);
  const field = await screen.findByRole('textbox', { name: /联系电话/ });
  await pane.user.type(field, 'abc');
  await pane.user.tab();
  expect(screen.getByText(/这不是电话号码/)).not.toBeNull();
  await pane.user.clear(field);
  await pane.user.click(field);
  await pane.user.paste('138 0013 8000');
  await pane.user.tab();
  await pane.desk.getState().confirm();
  const [entry] = pane.journal.entries;
  expect(JSON.stringify(entry)).not.toContain('8000');
  expect(entry?.body).toMatchObject({ notes: [{ kind: 'telephone' }] });
  expect([...pane.notes.values()]).toEqual(['138 0013 8000']);
  expect(document.querySelector('[data-telephone-lost]')).toBeNull();
  await pane.desk.getState().show(FAMILY);
  expect(document.body.textContent).not.toContain('138 0013 8000');
  await pane.user.click(await screen.findByRole('button', { name: '查看电话' }));
  expect((await screen.findByText(/电话：/)).textContent).toContain('138 0013 8000');
  await pane.desk.getState().show(demoCardNumber(2));
  expect(document.body.textContent).not.toContain('138 0013 8000');
  pane.notes.clear();
  await pane.desk.getState().show(FAMILY);
  await pane.user.click(await screen.findByRole('button', { name: '查看电话' }));
  expect(await screen.findByText(/电话已按期删除/)).not.toBeNull();
});

it('a device that takes no note makes the booking all the same, and says that the telephone is not kept', async () => {
  const pane = await deskWithBooking(true);
  pane.desk.getState().setTelephone('13800138000');
  await pane.desk.getState().confirm();
  expect(pane.journal.entries[0]?.body).not.toHaveProperty('notes');
  expect((await screen.findByText(/电话没有存下/)).textContent).toContain('请另行记下');
});

async function deskWithPass() {
  const pane = await paneKiosk({ siteId: 'youth-sports-club', now: '2026-11-23T15:42' });
  pane.isCounting = true;
  const desk = pane.desk.getState;
  await desk().show(FAMILY);
  desk().chooseItem('fitness-annual');
  desk().change({ listFen: 200_000 });
  await desk().confirm();
  await desk().show(FAMILY);
  pane.show(
    <>
      <OnScreen kind="decided" draw={(shown) => <DecidedPane screen={shown} manner="venue" />} />
      <Step />
    </>,
  );
  return pane;
}

it('a pass admits at once; the second time on a day it asks first', async () => {
  const pane = await deskWithPass();
  const bodies = () => pane.journal.entries.map(({ body }) => body.kind);
  await pane.user.click(await screen.findByRole('button', { name: /入场/ }));
  await expect.poll(bodies).toEqual(['pass-sold', 'pass-admitted']);
  await pane.desk.getState().show(FAMILY);
  await pane.user.click(await screen.findByRole('button', { name: /入场/ }));
  expect((await screen.findByText(/已入场一次/)).textContent).toContain('再次入场');
  expect(bodies()).toHaveLength(2);
  await pane.keys('{Enter}');
  await expect.poll(bodies).toHaveLength(3);
});

it('a pass is returned only once the clerk has said how much is given back, and never more than was paid', async () => {
  const pane = await deskWithPass();
  await pane.user.click(await screen.findByRole('button', { name: '退卡' }));
  await screen.findByText(/退多少元/);
  await pane.keys('{Enter}');
  expect(pane.journal.entries).toHaveLength(1);
  const step = () => pane.desk.getState().overlay;
  const [record] = document.querySelectorAll('[data-record]');
  const recordId = record?.getAttribute('data-record') ?? '';
  await pane.desk.getState().startStep('return', { recordId, returnedFen: 99_999_999 });
  await screen.findByText(/退款不能超过实收的/);
  expect(step()).toMatchObject({ kind: 'step', step: { act: null } });
  await pane.desk.getState().startStep('return', { recordId, returnedFen: 0 });
  await pane.keys('{Enter}');
  await expect
    .poll(() => pane.journal.entries.at(-1)?.body)
    .toMatchObject({
      kind: 'pass-returned',
      returnedFen: 0,
    });
});

it('a move to where the booking is already is refused with words', async () => {
  const pane = await deskWithBooking(false);
  await pane.desk.getState().confirm();
  await pane.desk.getState().show(FAMILY);
  const [row] =
    pane.desk.getState().screen.kind === 'decided' ? document.querySelectorAll('[data-record]') : [];
  const recordId = row?.getAttribute('data-record') ?? '';
  expect(await pane.desk.getState().startStep('move', { recordId })).toBe(true);
  expect(pane.desk.getState().overlay).toMatchObject({
    step: { act: null, text: { zh: expect.stringContaining('时间和场地都没有变') } },
  });
  await pane.desk.getState().startStep('move', { recordId, start: '2026-11-25T20:00' });
  expect(pane.desk.getState().overlay).toMatchObject({ step: { act: { kind: 'move' } } });
});
