import type { BrowserWindow } from 'electron';
import { stopWith } from './start-fault.ts';

const RELOADS_MAX = 5;
const WITHIN_MS = 10 * 60 * 1000;

/**
 * Loads the page again when its process died; what was recorded is on disk. A page that keeps dying ends the program,
 * so that whoever watches it (the desktop's autostart, a technician) starts again.
 */
export function reloadAfterCrash(
  { webContents: contents }: Pick<BrowserWindow, 'webContents'>,
  now: () => number = Date.now,
): void {
  let crashes: number[] = [];
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    crashes = [...crashes.filter((at) => now() - at < WITHIN_MS), now()];
    if (crashes.length > RELOADS_MAX) stopWith({ kind: 'page-keeps-dying' });
    else contents.reload();
  });
}

/** A page that works hard answers again within this. */
const HANG_MS_MAX = 20_000;

/** Ends the process of a page that has stopped answering. The page is loaded again; what was recorded is on disk. */
export function endAfterHang(window: BrowserWindow): void {
  let late: NodeJS.Timeout | undefined;
  window.on('unresponsive', () => {
    clearTimeout(late);
    late = setTimeout(() => window.webContents.forcefullyCrashRenderer(), HANG_MS_MAX);
  });
  window.on('responsive', () => clearTimeout(late));
  window.on('closed', () => clearTimeout(late));
}
