import { plusDays, WallDate } from '../../domain/base/wall-time.ts';

export const PERIODS = ['last30', 'thisMonth', 'lastMonth'] as const;
type Name = (typeof PERIODS)[number];

/** Both days are in it. */
export interface Period {
  readonly from: WallDate;
  readonly last: WallDate;
}

export function periodNamed(name: Name, today: WallDate): Period {
  const first = `${today.slice(0, 7)}-01`;
  if (name === 'last30') return { from: plusDays(today, -29), last: today };
  if (name === 'thisMonth') return { from: first, last: today };
  const last = plusDays(first, -1);
  return { from: `${last.slice(0, 7)}-01`, last };
}

/** The day that an address names; null if it names none. */
export function dayIn(text: string | undefined): WallDate | null {
  return WallDate.safeParse(text).data ?? null;
}

/** The month that an address names, as `2026-10`; null if it names none. */
export function monthIn(text: string | undefined): string | null {
  return text !== undefined && dayIn(`${text}-01`) !== null ? text : null;
}

/** `2026-10` of a day of November 2026. */
export function monthBefore(today: WallDate): string {
  return periodNamed('lastMonth', today).from.slice(0, 7);
}

/** The first day of the month after. */
export function endOfMonth(month: string): WallDate {
  const later = plusDays(`${month}-28`, 4);
  return `${later.slice(0, 7)}-01`;
}
