// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import { Dialogs } from '../../../src/renderer/dialogs/Dialogs.tsx';
import { RecordedPane } from '../../../src/renderer/screens/recorded/RecordedPane.tsx';
import { SteppedPane } from '../../../src/renderer/screens/recorded/SteppedPane.tsx';
import { DecidedPane } from '../../../src/renderer/screens/verdict/DecidedPane.tsx';
import { Look } from '../../../src/renderer/styles/Look.tsx';
import { OnScreen, paneKiosk } from '../pane.tsx';

const CARD = demoCardNumber(1);

it('an agreement is signed by hand, printed in two copies, and dissolved with a reason', async () => {
  const pane = await paneKiosk({ siteId: 'community-health-centre', now: '2026-11-23T10:00' });
  pane.isCounting = true;
  const desk = pane.desk.getState;
  await desk().show(CARD);
  desk().chooseItem('family-doctor-basic');
  pane.show(
    <>
      <OnScreen kind="decided" draw={(shown) => <DecidedPane screen={shown} manner="venue" />} />
      <OnScreen kind="recorded" draw={(shown) => <RecordedPane screen={shown} manner="venue" />} />
      <OnScreen kind="stepped" draw={(shown) => <SteppedPane screen={shown} />} />
      <Look theme="light">
        <Dialogs />
      </Look>
    </>,
  );
  const number = await screen.findByRole('textbox', { name: '协议编号' });
  await pane.user.click(number);
  await pane.user.paste(CARD);
  await pane.user.keyboard('{Enter}');
  await screen.findByText(/这像是英才卡号，不能作协议编号/);
  await pane.user.clear(number);
  await pane.user.paste('lz-jy-0001');
  await pane.user.tab();
  await pane.user.click(screen.getByRole('button', { name: '第二团队（示例）' }));
  await pane.user.click(screen.getByRole('button', { name: '未参保' }));
  expect(document.querySelector('[data-enter]')?.textContent).toContain('已核对参保方式，确认签约');
  await pane.user.click(screen.getByRole('button', { name: '本市参保' }));
  await desk().confirm();
  expect(pane.journal.entries.at(-1)?.body).toMatchObject({
    ...{ kind: 'agreement-signed', number: 'LZ-JY-0001', team: '第二团队（示例）', insurance: 'local' },
  });
  await pane.user.click(await screen.findByRole('button', { name: /打印签约协议（两份）/ }));
  await expect.poll(() => pane.papers.length).toBe(2);
  await desk().show(CARD);
  await pane.user.click(await screen.findByRole('button', { name: '解约' }));
  await pane.user.click(await screen.findByRole('button', { name: /迁出服务范围/ }));
  await desk().confirmStep();
  expect(pane.journal.entries.at(-1)?.body).toMatchObject({ kind: 'agreement-dissolved', reason: 'moved' });
});

it.each([
  ['community-health-centre', true],
  ['xijiao-pool', false],
])('the page of keys of %s names those of an agreement: %s', async (siteId, isNamed) => {
  const pane = await paneKiosk({ siteId, now: '2026-11-23T10:00' });
  pane.desk.getState().open({ kind: 'help' });
  pane.show(
    <Look theme="light">
      <Dialogs />
    </Look>,
  );
  await screen.findByText('待办事项');
  expect(screen.queryByText('选参保方式') !== null).toBe(isNamed);
});
