// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { PRACTICE_CARDS } from '../../../src/domain/card/practice-card.ts';
import { useDesk } from '../../../src/renderer/kiosk-context.ts';
import { IdlePane } from '../../../src/renderer/screens/verdict/IdlePane.tsx';
import { SetupDialog } from '../../../src/renderer/setup/SetupDialog.tsx';
import { Look } from '../../../src/renderer/styles/Look.tsx';
import { paneKiosk } from '../pane.tsx';

function Shown() {
  const overlay = useDesk((desk) => desk.overlay);
  return (
    <Look theme="light">
      <IdlePane siteId="xijiao-pool" greenChannel={false} />
      {overlay?.kind === 'setup' && <SetupDialog overlay={overlay} scanner={null} />}
    </Look>
  );
}

it('leads by Enter from the site to the sign-in, and offers practice in the end', async () => {
  const pane = await paneKiosk({ language: 'zh', answers: { 'settings.write': null } });
  pane.show(<Shown />);
  pane.desk.getState().openSetup();
  const dialog = within(await screen.findByRole('dialog', { name: '首次设置' }));
  const current = () => dialog.getByRole('list').querySelector('[aria-current="step"]')?.textContent?.trim();
  expect(current()).toBe('服务点');
  dialog.getByText(/已在荔湾区登记为“前台 1”/);
  await pane.user.click(dialog.getByRole('button', { name: '荔湾区体育馆' }));
  await expect.poll(() => pane.kiosk.settings.getState().settings.siteId).toBe('liwan-gymnasium');
  await pane.keys('{PageDown}');
  await expect.poll(current).toBe('摄像头');
  dialog.getByText('还没有读到卡');
  await pane.desk.getState().show(PRACTICE_CARDS[0]?.cardNumber ?? '');
  await dialog.findByText('读到练习卡了，可以下一步');
  await pane.keys('{PageDown}');
  await expect.poll(current).toBe('打印机');
  await pane.user.click(await dialog.findByRole('button', { name: '打印测试页' }));
  await expect.poll(() => pane.papers).toHaveLength(1);
  await pane.keys('{PageDown}');
  await expect.poll(current).toBe('声音');
  await pane.keys('{PageDown}');
  await expect.poll(current).toBe('登录');
  dialog.getByText('本服务点不要求登录，谁都可以办理。');
  await pane.user.click(dialog.getByRole('button', { name: '练习模式' }));
  await expect.poll(() => pane.desk.getState().practice).not.toBeNull();
  expect(pane.desk.getState().overlay).toBeNull();
  expect(pane.setup).toBeNull();
});

it('says on the idle screen that it is not done, and goes on from there', async () => {
  const pane = await paneKiosk({ language: 'en' });
  pane.show(<Shown />);
  expect(screen.queryByText(/not set up to the end/)).toBeNull();
  await pane.kiosk.settings.getState().change({ setup: 'sounds' });
  pane.setup = 'sounds';
  await screen.findByText(/not set up to the end/);
  await pane.user.click(screen.getByRole('button', { name: 'Set up this desk' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Set up this desk' }));
  dialog.getByRole('heading', { name: 'Sounds' });
});
