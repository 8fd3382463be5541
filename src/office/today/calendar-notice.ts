import type { WallDate } from '../../domain/base/wall-time.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';

/** The State Council tells the holidays of the next year in November. */
const TOLD_FROM_MONTH = 11;

/**
 * The year whose notice is missing: this year's at any time, next year's from November on. Null if none is.
 */
export function missingNoticeYear(catalogue: Pick<Catalogue, 'calendar'>, today: WallDate): number | null {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  const years = new Set(catalogue.calendar.notices.map((notice) => notice.year));
  if (!years.has(year)) return year;
  return month >= TOLD_FROM_MONTH && !years.has(year + 1) ? year + 1 : null;
}
