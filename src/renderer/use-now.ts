import { useEffect, useState } from 'react';
import { useKiosk } from './kiosk-context.ts';

const CLOCK_TICK_MS = 5_000;

/** The desk's clock, looked at every few seconds. */
export function useNow(): number {
  const { now, clock } = useKiosk();
  const [shown, setShown] = useState(now);
  useEffect(() => {
    const show = () => setShown(now());
    const timer = setInterval(show, CLOCK_TICK_MS);
    // A clock that was put right shows at once.
    const unsubscribe = clock.subscribe(show);
    return () => {
      clearInterval(timer);
      unsubscribe();
    };
  }, [now, clock]);
  return shown;
}
