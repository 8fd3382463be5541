import { plusDays, type WallDate } from '../base/wall-time.ts';

/** The years that the table below covers. */
export const LUNAR_YEARS = { first: 2000, last: 2099 } as const;

/** 正月初一 of the first year. */
const FIRST_NEW_YEAR: WallDate = '2000-02-05';

/**
 * The months of the lunar years 2000 to 2099 as the almanac has them (GB/T 33661), one number a year. Its
 * lowest four bits are the leap month (0: none); the twelve above are the months 1 to 12 from high to low,
 * set for 30 days, else 29; the bit above those is set if the leap month has 30.
 * A table and not Intl: ICU's own astronomy puts the new year of 2027 and of 2030 a day off.
 */
// biome-ignore format: ten years a line
const MONTHS_OF_YEARS: readonly number[] = [
  0x0c960, 0x0d954, 0x0d4a0, 0x0da50, 0x07552, 0x056a0, 0x0abb7, 0x025d0, 0x092d0, 0x0cab5, // 2000
  0x0a950, 0x0b4a0, 0x0baa4, 0x0ad50, 0x055d9, 0x04ba0, 0x0a5b0, 0x15176, 0x052b0, 0x0a930, // 2010
  0x07954, 0x06aa0, 0x0ad50, 0x05b52, 0x04b60, 0x0a6e6, 0x0a4e0, 0x0d260, 0x0ea65, 0x0d530, // 2020
  0x05aa0, 0x076a3, 0x096d0, 0x04afb, 0x04ad0, 0x0a4d0, 0x1d0b6, 0x0d250, 0x0d520, 0x0dd45, // 2030
  0x0b5a0, 0x056d0, 0x055b2, 0x049b0, 0x0a577, 0x0a4b0, 0x0aa50, 0x1b255, 0x06d20, 0x0ada0, // 2040
  0x14b63, 0x09370, 0x049f8, 0x04970, 0x064b0, 0x168a6, 0x0ea50, 0x06b20, 0x1a6c4, 0x0aae0, // 2050
  0x0a2e0, 0x0d2e3, 0x0c960, 0x0d557, 0x0d4a0, 0x0da50, 0x05d55, 0x056a0, 0x0a6d0, 0x055d4, // 2060
  0x052d0, 0x0a9b8, 0x0a950, 0x0b4a0, 0x0b6a6, 0x0ad50, 0x055a0, 0x0aba4, 0x0a5b0, 0x052b0, // 2070
  0x0b273, 0x06930, 0x07337, 0x06aa0, 0x0ad50, 0x14b55, 0x04b60, 0x0a570, 0x054e4, 0x0d160, // 2080
  0x0e968, 0x0d520, 0x0daa0, 0x16aa6, 0x056d0, 0x04ae0, 0x0a9d4, 0x0a2d0, 0x0d150, 0x0f252, // 2090
];

/** The solar date of a day of a lunar month (not of a leap month), in a lunar year within `LUNAR_YEARS`. */
export function solarDateOf(lunar: {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}): WallDate {
  let days = lunar.day - 1;
  for (let year = LUNAR_YEARS.first; year < lunar.year; year++) days += daysBefore(monthsOf(year), 13);
  return plusDays(FIRST_NEW_YEAR, days + daysBefore(monthsOf(lunar.year), lunar.month));
}

function monthsOf(year: number): number {
  const months = MONTHS_OF_YEARS[year - LUNAR_YEARS.first];
  if (months === undefined) throw new RangeError(`no lunar months are known for ${year}`);
  return months;
}

/** Days of a lunar year before a month; 13 counts them all. A leap month follows the month it repeats. */
function daysBefore(months: number, month: number): number {
  const leapMonth = months & 0xf;
  let days = 0;
  for (let earlier = 1; earlier < month; earlier++) {
    days += 29 + ((months >> (16 - earlier)) & 1);
    if (earlier === leapMonth) days += 29 + ((months >> 16) & 1);
  }
  return days;
}
