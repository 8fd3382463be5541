// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../../src/domain/base/duration.ts';
import { instantOf } from '../../../src/domain/base/wall-time.ts';
import { DemoMark } from '../../../src/renderer/screens/shell/DemoMark.tsx';
import { ErrorFence } from '../../../src/renderer/screens/shell/ErrorFence.tsx';
import { LineMessage } from '../../../src/renderer/screens/shell/LineMessage.tsx';
import { NoSessionScreen } from '../../../src/renderer/screens/shell/NoSessionScreen.tsx';
import { StatusBar } from '../../../src/renderer/screens/shell/StatusBar.tsx';
import { paneKiosk } from '../pane.tsx';

const NOW = instantOf('2026-11-23T15:42');
const bar = () => screen.getByRole('contentinfo').textContent;
const DOWN = { kind: 'down', since: instantOf('2026-11-23T15:00') } as const;
const UNREACHABLE = { kind: 'unreachable', detail: 'ECONNREFUSED' } as const;

describe('the status bar', () => {
  it.each([
    ['zh', '已连接数据 5 分钟前待上传 2今日 0 笔'],
    ['en', 'ConnectedData 5 min oldTo send 2Today 0'],
  ] as const)('in %s says how line, data, what waits and today are', async (language, words) => {
    const roster = { pulledAt: NOW - 5 * MINUTE_MS, cards: 40 };
    const status = { line: { kind: 'up', since: NOW }, waiting: 2, roster } as const;
    const { show } = await paneKiosk({ language, status });
    show(<StatusBar now={NOW} />);
    expect(bar()).toContain(words);
  });

  it('says since when the line is down and that work goes on, and again when it is back', async () => {
    const { show, setStatus } = await paneKiosk({ status: { line: DOWN, trouble: UNREACHABLE } });
    show(<StatusBar now={NOW} />);
    expect(bar()).toContain('离线 15:00 起');
    expect(screen.getByTitle('ECONNREFUSED').textContent).toBe('连不上区平台，可继续办理，恢复后自动补传');
    setStatus({
      line: { kind: 'up', since: NOW },
      trouble: null,
      caughtUp: { serial: 1, delivered: 3, at: NOW },
    });
    expect(await screen.findByText('已补传 3 笔')).toBeDefined();
    expect(bar()).not.toContain('离线');
  });

  it('opens what its buttons name', async () => {
    const { show, user, desk, calls } = await paneKiosk();
    show(<StatusBar now={NOW} />);
    for (const [name, kind] of [
      ['今日 0 笔', 'today'],
      ['F1 帮助', 'help'],
      ['F10 设置', 'settings'],
      ['F8 撤销上一笔', 'nothing-to-void'],
    ] as const) {
      await user.click(screen.getByRole('button', { name }));
      await expect.poll(() => desk.getState().overlay?.kind).toBe(kind);
    }
    await user.click(screen.getByRole('button', { name: '待上传 0' }));
    expect(calls).toContain('syncNow');
    expect(screen.queryByRole('button', { name: 'Esc 返回' })).toBeNull();
  });

  it('offers to carry records to the district after days without a line, and to enrol again', async () => {
    const roster = { pulledAt: NOW - 4 * DAY_MS, cards: 40 };
    const { show, setStatus, user, desk } = await paneKiosk({ status: { line: DOWN, waiting: 2, roster } });
    show(<StatusBar now={NOW} />);
    await user.click(screen.getByRole('button', { name: '导出到U盘' }));
    expect(desk.getState().overlay?.kind).toBe('export');
    setStatus({ trouble: { kind: 'not-enrolled', detail: '' } });
    await user.click(await screen.findByRole('button', { name: '重新登记' }));
    expect(desk.getState().overlay?.kind).toBe('enrol');
  });

  it('asks for the date where the clock of the computer is not to be believed', async () => {
    const view = { nowMs: NOW, highWaterMs: NOW, clockTrust: 'suspect', offByMs: DAY_MS, isByDistrict: true };
    const { show, user, desk } = await paneKiosk({ answers: { 'clock.read': view } });
    show(<StatusBar now={NOW} />);
    await user.click(screen.getByRole('button', { name: /电脑时钟快了 1 天/ }));
    expect(desk.getState().overlay?.kind).toBe('confirm-date');
  });
});

describe('the message of the line', () => {
  const caughtUp = { serial: 1, delivered: 3, at: NOW };

  it('puts what the clerk must do before good news', async () => {
    const { show } = await paneKiosk({ language: 'en' });
    const trouble = { kind: 'device-revoked', detail: '' } as const;
    show(<LineMessage caughtUp={caughtUp} trouble={trouble} isExportOffered={false} />);
    expect(screen.getByText('This kiosk was disabled. Call 020-81378224.')).toBeDefined();
    expect(screen.queryByText(/Sent 3/)).toBeNull();
  });

  it('is silent where the way to carry records there says it already', async () => {
    const { show } = await paneKiosk();
    const { container } = show(<LineMessage caughtUp={null} trouble={UNREACHABLE} isExportOffered />);
    expect(container.textContent).toBe('');
  });
});

it('a screen that fails says that nothing is lost, and Enter opens it again', async () => {
  const { show, user } = await paneKiosk();
  vi.spyOn(console, 'error').mockReturnValue();
  const reload = vi.spyOn(window.location, 'reload').mockReturnValue();
  onTestFinished(() => void vi.restoreAllMocks());
  const Failing = () => {
    throw new Error('a bug');
  };
  show(
    <ErrorFence>
      <Failing />
    </ErrorFence>,
  );
  expect(screen.getByRole('heading').textContent).toBe('画面出错了');
  expect(screen.getByText('已记录的都在。按 Enter 重新打开画面。')).toBeDefined();
  expect(screen.getByText('a bug')).toBeDefined();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: '重新打开 ⏎' }));
  await user.keyboard('{Enter}');
  await expect.poll(() => reload.mock.calls.length).toBe(1);
});

it('a window without a kiosk says so in both languages, as nobody’s is known', async () => {
  await paneKiosk();
  render(<NoSessionScreen />);
  expect(screen.getByRole('heading').textContent).toBe('这个窗口没有连上前台');
  expect(screen.getByText(/^This window does not belong to a kiosk\./)).toBeDefined();
});

it('the mark of a demo is seen, and no screen reader reads it twelve times', async () => {
  await paneKiosk({ language: 'en' });
  const { container } = render(<DemoMark />);
  expect(screen.getByText('DEMO')).toBeDefined();
  expect(container.firstElementChild?.getAttribute('aria-hidden')).toBe('true');
});
