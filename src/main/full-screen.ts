import type { App, BrowserWindow, Input } from 'electron';

/**
 * Keeps a window that fills the screen there: no key of the desk closes it, prints, or opens the system's files. A
 * technician ends it by starting the program again with `--quit`; so does whoever ends the session of the system.
 */
export function keepFullScreen(app: App, window: BrowserWindow): void {
  let isEnding = false;
  app.on('before-quit', () => {
    isEnding = true;
  });
  window.on('query-session-end', () => {
    isEnding = true;
  });
  window.on('close', (event) => {
    if (!isEnding) event.preventDefault();
  });
  window.webContents.on('before-input-event', (event, input) => {
    if (isWayOut(input)) event.preventDefault();
  });
}

/** Keys of a browser and of the system that lead out of the page; a scanner's keys are not among them. */
function isWayOut({ type, key, alt, control, meta }: Input): boolean {
  if (type !== 'keyDown') return false;
  const name = key.toLowerCase();
  if (name === 'f11' || (alt && name === 'f4')) return true;
  return (control || meta) && WAYS_OUT.includes(name);
}

/** Open, print, save, source, close. */
const WAYS_OUT: readonly string[] = ['o', 'p', 's', 'u', 'w'];
