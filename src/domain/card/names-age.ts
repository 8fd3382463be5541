import { DAY_MS } from '../base/duration.ts';
import type { Instant } from '../base/wall-time.ts';

/** The third rung of the staleness ladder: past it no name may be left on a kiosk. */
const NAMES_AGE_MS_MAX = 14 * DAY_MS;

/**
 * Whether the key to the names has to go: the roster beneath it is more than 14 days old by everything that
 * is known of time. A key that was made since counts from its making; with no roster known there is none to
 * keep a key for.
 */
export function areNamesTooOld(
  highWaterMs: Instant,
  key: { readonly madeMs: Instant; readonly rosterAsOfMs: Instant | null },
): boolean {
  return highWaterMs - Math.max(key.madeMs, key.rosterAsOfMs ?? key.madeMs) > NAMES_AGE_MS_MAX;
}
