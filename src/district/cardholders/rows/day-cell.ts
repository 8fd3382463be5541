import { plainTyped } from '../../../domain/base/typed-text.ts';
import { plusDays, WallDate, wallDateOf } from '../../../domain/base/wall-time.ts';
import type { Cell, DayEpoch } from '../table/table.ts';
import { CHINESE_DIGITS, chineseNumber } from './cell-text.ts';

/** No card begins earlier or lasts longer: what says so is mistyped, or no day. All their numbers have five digits. */
export const DAYS = { from: '1950-01-01', until: '2150-12-31' } as const;
/** Excel believes in 29 February 1900, so all later numbers are one too large. */
const DAY_BEFORE_FIRST = { 1900: '1899-12-30', 1904: '1904-01-01' } as const;

const TIME = String.raw`(?:[T ]*(?:上午|下午|am|pm)? ?(?:[01]?[0-9]|2[0-3])[:时][0-5]?[0-9](?:[:分][0-5]?[0-9](?:\.[0-9]+)?秒?)?分?(?: ?(?:am|pm))?(?:\+08:?00)?)?`;
const WEEKDAY = '(?:\\(?(?:星期|周|礼拜)[一二三四五六日天]\\)?)?';
const PARTS = new RegExp(
  `^([0-9]{4}) ?[-/.年、。, ] ?([0-9]{1,2}) ?[-/.月、。, ] ?([0-9]{1,2}) ?[日号]? ?${WEEKDAY}${TIME}$`,
  'i',
);
const EIGHT_DIGITS = /^([0-9]{4})([0-9]{2})([0-9]{2})$/;
const SERIAL = /^[0-9]{5}(?:\.[0-9]+)?$/;
const CHINESE =
  /^([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]$/;

/**
 * The day that a cell means: written in a usual form, as the number of a spreadsheet, or as eight digits. Null for what
 * is no day of the calendar, or could be two.
 */
export function dayOf(cell: Cell, epoch: DayEpoch): WallDate | null {
  if (cell === null) return null;
  if (typeof cell === 'number') return dayOfNumber(cell, epoch);
  const text = bareDay(cell);
  if (SERIAL.test(text)) return dayOfNumber(Number(text), epoch);
  // An instant in UTC, as programs write it.
  if (/^[0-9-]{10}T[0-9:.]{5,16}Z$/.test(text)) return dayOfInstant(text);
  const [, year, month, day] = PARTS.exec(text) ?? EIGHT_DIGITS.exec(text) ?? chinese(text) ?? [];
  return dayOfParts(year, month, day);
}

/** Without the mark that makes a text of it in a spreadsheet, and without what says that the day counts. */
function bareDay(cell: string): string {
  return plainTyped(cell)
    .replace(/\s+/g, ' ')
    .replace(/^['‘’`]/, '')
    .replace(/ ?(?:起|止|\((?:含|含当日|当日)\))$/, '');
}

/** The first day and the last, as they stand in one cell: 2026-01-01至2028-12-31. Null for anything else. */
export function daysOf(cell: Cell, epoch: DayEpoch): readonly [WallDate, WallDate] | null {
  if (typeof cell !== 'string') return null;
  const text = plainTyped(cell);
  for (const { index, 0: mark } of text.matchAll(/[-~至到]+/g)) {
    const from = dayOf(text.slice(0, index).replace(/^自|^从/, ''), epoch);
    const until = dayOf(text.slice(index + mark.length), epoch);
    if (from !== null && until !== null) return [from, until];
  }
  return null;
}

function dayOfNumber(number: number, epoch: DayEpoch): WallDate | null {
  const text = String(number);
  const [, year, month, day] = EIGHT_DIGITS.exec(text) ?? [];
  if (year !== undefined) return dayOfParts(year, month, day);
  return SERIAL.test(text) ? bounded(plusDays(DAY_BEFORE_FIRST[epoch], Math.floor(number))) : null;
}

function bounded(day: WallDate): WallDate | null {
  return day >= DAYS.from && day <= DAYS.until ? day : null;
}

function dayOfInstant(text: string): WallDate | null {
  const instant = Date.parse(text);
  const isDay = !Number.isNaN(instant) && WallDate.safeParse(text.slice(0, 10)).success;
  return isDay ? bounded(wallDateOf(instant)) : null;
}

function dayOfParts(year = '', month = '', day = ''): WallDate | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return WallDate.safeParse(date).success ? bounded(date) : null;
}

/** 二〇二六年一月三十一日 in digits; null for another text. */
function chinese(text: string): readonly string[] | null {
  const [, year, month, day] = CHINESE.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const digits = [...year.replace(/[零○]/g, '〇')].map((digit) => CHINESE_DIGITS.indexOf(digit));
  return [text, digits.join(''), String(chineseNumber(month)), String(chineseNumber(day))];
}
