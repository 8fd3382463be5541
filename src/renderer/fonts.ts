/** A window that is never idle loads them after so long. */
const WAIT_MS_MAX = 1_000;

/** Only a machine without Chinese fonts has these loaded. They are larger than all scripts, and no scan waits for them. */
export function loadFonts(): void {
  requestIdleCallback(() => void import('../ui/fonts.css'), { timeout: WAIT_MS_MAX });
}
