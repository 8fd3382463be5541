import type { WallDate } from '../base/wall-time.ts';

/**
 * How much one use may be, in one place: `desk` is what a clerk may record today, `journal` what may stand in a
 * journal, since earlier releases recorded more. More than a school class is a slip of the hand, and so is a court for
 * longer than a working day.
 */
export const USE_BOUNDS = {
  desk: { quantityMax: 99, minutesMax: 480 },
  journal: { quantityMax: 999, minutesMax: 1440 },
} as const;

/** No desk for talent cards existed before: nothing was recorded on an earlier day. */
export const FIRST_DAY: WallDate = '2026-01-01';

/** How many days ahead a pass may begin: one that was bought today is renewed for the day after its end. */
export const PASS_DAYS_AHEAD = 366;
