import { DAY_MS } from '../base/duration.ts';
import type { Instant } from '../base/wall-time.ts';
import { isPossibleTime } from './clock-state.ts';

/** Serials and versions are counted one by one: nobody makes that many between two looks of a kiosk. */
const STEPS_MAX = 10_000;

/** True if a version may come after the one that is held: one far ahead would shut out all that come later. */
export function isNextVersion(version: number, held: number): boolean {
  return version - held <= STEPS_MAX;
}

/** The same for serials that may also be the time of the change, in milliseconds. */
export function isNextSerial(serial: number, held: number, now: Instant): boolean {
  return isNextVersion(serial, held) || serial <= now + DAY_MS;
}

/** True for a serial that can have been taken once, whatever the clock shows now. */
export function isPossibleSerial(serial: number): boolean {
  return isNextVersion(serial, 0) || serial < EARLIEST_TIME_MS || isPossibleTime(serial);
}

const EARLIEST_TIME_MS = Date.parse('2026-01-01T00:00:00+08:00');
