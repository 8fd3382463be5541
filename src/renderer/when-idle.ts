/** A desk that is never idle goes on after so long. */
const IDLE_WAIT_MS_MAX = 5_000;

/** Resolves when the window has nothing else to do: for what the first scan does not need. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: IDLE_WAIT_MS_MAX }));
}
