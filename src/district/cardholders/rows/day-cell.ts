import { DAY_MS } from '../../../domain/base/duration.ts';
import { plainTyped } from '../../../domain/base/typed-text.ts';
import { plusDays, WallDate, wallDateOf } from '../../../domain/base/wall-time.ts';
import type { Cell, DayEpoch } from '../table/table.ts';

/** 31 December 9999, the last day of Excel. */
const SERIAL_MAX = 2_958_465;
/** Excel believes in 29 February 1900: from its number on, all numbers are one too large. */
const LEAP_FAULT_SERIAL = 60;
/** A number that is a year of our time means that year, and no day of 1905. */
const YEARS = { from: 1900, to: 2199 } as const;

const TIME = String.raw`(?:[T ]*[0-9]{1,2}[:时][0-9]{1,2}(?:[:分][0-9]{1,2}(?:\.[0-9]+)?秒?)?分?)?`;
const WEEKDAY = '(?:\\(?(?:星期|周|礼拜)[一二三四五六日天]\\)?)?';
const PARTS = new RegExp(
  `^([0-9]{4}) ?[-/.年] ?([0-9]{1,2}) ?[-/.月] ?([0-9]{1,2}) ?[日号]? ?${WEEKDAY}${TIME}$`,
);
const EIGHT_DIGITS = /^([0-9]{4})([0-9]{2})([0-9]{2})$/;
const SERIAL = /^[0-9]{1,7}(?:\.[0-9]+)?$/;
const CHINESE =
  /^([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]$/;
const CHINESE_DIGITS = '〇一二三四五六七八九';

/**
 * The day that a cell means: written in a usual form, as the number of a spreadsheet, or as eight digits. Null for what
 * is no day of the calendar, or could be two.
 */
export function dayOf(cell: Cell, epoch: DayEpoch): WallDate | null {
  if (cell === null) return null;
  if (typeof cell === 'number') return dayOfNumber(cell, epoch);
  const text = plainTyped(cell).replace(/\s+/g, ' ');
  if (SERIAL.test(text)) return dayOfNumber(Number(text), epoch);
  // An instant in UTC, as programs write it.
  if (/^[0-9-]{10}T[0-9:.]{5,16}Z$/.test(text)) return dayOfInstant(text);
  const [, year, month, day] = PARTS.exec(text) ?? EIGHT_DIGITS.exec(text) ?? chinese(text) ?? [];
  return dayOfParts(year, month, day);
}

function dayOfNumber(number: number, epoch: DayEpoch): WallDate | null {
  const [, year, month, day] = EIGHT_DIGITS.exec(String(number)) ?? [];
  if (year !== undefined) return dayOfParts(year, month, day);
  const serial = Math.floor(number);
  if (number >= YEARS.from && number <= YEARS.to) return null;
  if (!(serial <= SERIAL_MAX) || serial < (epoch === 1904 ? 0 : 1)) return null;
  if (epoch === 1904) return bounded('1904-01-01', serial);
  if (serial === LEAP_FAULT_SERIAL) return null;
  return bounded('1899-12-31', serial > LEAP_FAULT_SERIAL ? serial - 1 : serial);
}

/** Null beyond the year 9999. */
function bounded(first: WallDate, days: number): WallDate | null {
  const day = plusDays(first, days);
  return Date.parse(day) - Date.parse(first) === days * DAY_MS ? day : null;
}

function dayOfInstant(text: string): WallDate | null {
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? null : wallDateOf(instant);
}

function dayOfParts(year = '', month = '', day = ''): WallDate | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return WallDate.safeParse(date).success ? date : null;
}

/** 二〇二六年一月三十一日 in digits; null for another text. */
function chinese(text: string): readonly string[] | null {
  const [, year, month, day] = CHINESE.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const digits = [...year.replace(/[零○]/g, '〇')].map((digit) => CHINESE_DIGITS.indexOf(digit));
  return [text, digits.join(''), chineseNumber(month), chineseNumber(day)];
}

/** 一 to 九十九. */
function chineseNumber(text: string): string {
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text];
  const digitOf = (digit: string | undefined, otherwise: number) =>
    digit ? CHINESE_DIGITS.indexOf(digit) : otherwise;
  return String((text.includes('十') ? digitOf(tens, 1) * 10 : 0) + digitOf(ones, 0));
}
