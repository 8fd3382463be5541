import { app, type WebContents } from 'electron';

const RELOADS_MAX = 5;
const WITHIN_MS = 10 * 60 * 1000;

/**
 * Loads the page again when its process died; what was recorded is on disk. A page that keeps dying ends the
 * program, so that whoever watches it (the desktop's autostart, a technician) begins anew.
 */
export function reloadAfterCrash(contents: WebContents, now: () => number = Date.now): void {
  let crashes: number[] = [];
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    crashes = [...crashes.filter((at) => now() - at < WITHIN_MS), now()];
    if (crashes.length > RELOADS_MAX) app.exit(1);
    else contents.reload();
  });
}
