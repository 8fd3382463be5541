// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { PRACTICE_CARDS } from '../../../src/domain/card/practice-card.ts';
import { useDesk } from '../../../src/renderer/kiosk-context.ts';
import { RecordedPane } from '../../../src/renderer/screens/recorded/RecordedPane.tsx';
import { PracticeHead, PracticeMark } from '../../../src/renderer/screens/shell/PracticeMark.tsx';
import { IdlePane } from '../../../src/renderer/screens/verdict/IdlePane.tsx';
import { RejectedPane } from '../../../src/renderer/screens/verdict/RejectedPane.tsx';
import { OnScreen, paneKiosk } from '../pane.tsx';

const [CARD] = PRACTICE_CARDS.map(({ cardNumber }) => cardNumber);

/** The parts of the desk that show practice. */
function Head() {
  const isPractice = useDesk((desk) => desk.practice !== null);
  return isPractice ? (
    <>
      <PracticeHead />
      <PracticeMark />
    </>
  ) : null;
}

it('is marked while it lasts, has its own numbers, and ends by its button', async () => {
  const { user, desk, show } = await paneKiosk({ language: 'zh' });
  show(
    <>
      <Head />
      <OnScreen kind="recorded" draw={(shown) => <RecordedPane screen={shown} manner="venue" />} />
    </>,
  );
  await desk.getState().beginPractice();
  await screen.findByText('练习模式 · 不记账、不上传');
  expect(document.querySelector('[data-mark="practice"]')).not.toBeNull();
  // The window's test desk lends its own work: only what is shown matters here.
  await desk.getState().show('LWTEST0001E');
  desk.getState().chooseItem('outdoor-ticket');
  await desk.getState().confirm();
  await screen.findByText('编号 练习-1');
  await user.click(screen.getByRole('button', { name: '结束练习' }));
  await expect.poll(() => desk.getState().practice).toBeNull();
  expect(document.querySelector('[data-mark="practice"]')).toBeNull();
});

it('has each practice card as a button of the idle screen, in practice alone', async () => {
  const { user, desk, show } = await paneKiosk({ language: 'zh' });
  show(<IdlePane siteId="xijiao-pool" greenChannel={false} />);
  await screen.findByText('请出示英才卡');
  expect(screen.queryByRole('button', { name: /^练习卡/ })).toBeNull();
  await desk.getState().beginPractice();
  const buttons = await screen.findAllByRole('button', { name: /^练习卡/ });
  expect(buttons.map(({ textContent }) => textContent)).toEqual([
    '练习卡：带家属 LWPRACT001E',
    '练习卡：单人 LWPRACT002C',
    '练习卡：已过期 LWPRACT003A',
    '练习卡：已挂失 LWPRACT0048',
  ]);
  await user.click(screen.getByRole('button', { name: /带家属/ }));
  await expect.poll(() => desk.getState().screen.kind).not.toBe('idle');
});

it('a practice card at work says what it is and what to do', async () => {
  const { desk, show } = await paneKiosk({ language: 'en' });
  show(<OnScreen kind="rejected" draw={(shown) => <RejectedPane rejection={shown.rejection} />} />);
  await desk.getState().show(CARD ?? '');
  await screen.findByText('This is a practice card');
  screen.getByText(/begins practice with F10/);
});
