import { useEffect, useState, useSyncExternalStore } from 'react';
import { useKiosk } from './kiosk-context.ts';

/** A desk that waits longer for its roster, as without a line, loads the rest meanwhile. */
const ROSTER_WAIT_MS_MAX = 10_000;

/**
 * False until everything that the first scan needs is loaded and painted. Other things are loaded after that, since on
 * an old machine they would only delay the roster.
 */
export function useIsPastFirstScan(): boolean {
  const { syncLoop } = useKiosk();
  const isRosterHere = useSyncExternalStore(
    syncLoop.subscribe,
    () => syncLoop.status().roster.pulledAt !== null,
  );
  const [isPast, setPast] = useState(false);
  useEffect(() => {
    let isGone = false;
    const pass = async () => {
      await whenIdle();
      if (!isGone) setPast(true);
    };
    const timer = setTimeout(pass, isRosterHere ? 0 : ROSTER_WAIT_MS_MAX);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [isRosterHere]);
  return isPast;
}

/** A desk that is never idle goes on after this long. */
const IDLE_WAIT_MS_MAX = 5_000;

/** Resolves when the window has nothing else to do: for what the first scan does not need. */
function whenIdle(): Promise<void> {
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: IDLE_WAIT_MS_MAX }));
}
