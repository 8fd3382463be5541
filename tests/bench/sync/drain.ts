import type { LineTraffic } from './shaped-line.ts';

/** How one contender brought the waiting entries over a line. */
export interface Drain extends LineTraffic {
  /** Entries that the server had at the end, counted there. */
  readonly arrived: number;
  readonly seconds: number;
}

/** A drain is stopped here, and what has arrived by then counts. */
export const DRAIN_SECONDS_MAX = 180;
