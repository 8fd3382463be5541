import { MINUTE_MS } from '../base/duration.ts';

const WAIT_MS_MIN = 1_000;
export const PIN_WAIT_MS_MAX = 15 * MINUTE_MS;
/** A finger slips: this many wrong PINs cost no wait. */
const FREE_TRIES = 2;

/** The wait before the next try, after this many wrong PINs in a row: 1 s after the third, then twice as long each time. */
export function pinWaitMsAfter(failures: number): number {
  if (failures <= FREE_TRIES) return 0;
  return Math.min(PIN_WAIT_MS_MAX, WAIT_MS_MIN * 2 ** Math.min(failures - FREE_TRIES - 1, 30));
}
