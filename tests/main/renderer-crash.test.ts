import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import { endAfterHang, reloadAfterCrash } from '../../src/main/renderer-crash.ts';
import { resetElectron, told } from '../support/electron-double.ts';

vi.mock('electron', () => import('../support/electron-double.ts'));

beforeEach(resetElectron);

test('loads the page again when its process died', () => {
  const { crash, reloads } = page();
  crash('crashed', 0);
  crash('oom', 1);
  expect(reloads()).toBe(2);
});

test('leaves a page alone that ended in order', () => {
  const { crash, reloads } = page();
  crash('clean-exit', 0);
  expect(reloads()).toBe(0);
});

test('gives up at the sixth death within ten minutes', () => {
  const { crash, reloads } = page();
  for (let minute = 0; minute < 5; minute += 1) crash('crashed', minute * 60_000);
  expect([reloads(), told.exits]).toEqual([5, []]);
  crash('crashed', 9 * 60_000);
  expect([reloads(), told.exits]).toEqual([5, [1]]);
  expect(told.errors.join()).toContain('画面反复出错');
});

test('forgets a death after ten minutes', () => {
  const { crash, reloads } = page();
  for (let death = 0; death < 12; death += 1) crash('crashed', death * 2 * 60_000);
  expect([reloads(), told.exits]).toEqual([12, []]);
});

test('ends a page that answers no more for 20 s, and leaves one alone that answers again', () => {
  vi.useFakeTimers();
  const webContents = { forcefullyCrashRenderer: vi.fn() };
  const window = Object.assign(new EventEmitter(), { webContents });
  endAfterHang(window as unknown as BrowserWindow);
  window.emit('unresponsive');
  vi.advanceTimersByTime(19_000);
  window.emit('responsive');
  vi.advanceTimersByTime(60_000);
  expect(webContents.forcefullyCrashRenderer).not.toHaveBeenCalled();
  window.emit('unresponsive');
  vi.advanceTimersByTime(20_000);
  expect(webContents.forcefullyCrashRenderer).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

function page() {
  let now = 0;
  const reload = vi.fn();
  const contents = Object.assign(new EventEmitter(), { reload });
  reloadAfterCrash({ webContents: contents } as unknown as BrowserWindow, () => now);
  return {
    crash(reason: string, at: number) {
      now = at;
      contents.emit('render-process-gone', {}, { reason });
    },
    reloads: () => reload.mock.calls.length,
  };
}
