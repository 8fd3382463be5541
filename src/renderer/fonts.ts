/** After this long they are loaded even if the window is never idle. */
const WAIT_MS_MAX = 1_000;

/** Only a machine without Chinese fonts has these loaded. They are larger than all scripts, and no scan waits for them. */
export function loadFonts(): void {
  requestIdleCallback(() => void import('../ui/fonts.css'), { timeout: WAIT_MS_MAX });
}
