import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './duration.ts';

/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. Compares as text. */
export const WallDate = z.iso.date();
export type WallDate = z.infer<typeof WallDate>;

/** The last day that four digits of a year can name. It compares after every other day. */
export const LAST_DAY: WallDate = '9999-12-31';

/**
 * A minute in Asia/Shanghai, `YYYY-MM-DDTHH:MM`. Compares as text. The length keeps out a `Z`, which zod's
 * local time would allow.
 */
export const WallMinute = z.iso.datetime({ local: true, precision: -1 }).length(16);
export type WallMinute = z.infer<typeof WallMinute>;

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

const YEAR_LENGTH = 'YYYY'.length;
const DATE_LENGTH = 'YYYY-MM-DD'.length;
/** Asia/Shanghai has been UTC+8 without summer time since 1991. */
const SHANGHAI_OFFSET_MS = 8 * HOUR_MS;

/** The first and the last instant whose year has four digits. A wrong clock may put any instant into a journal. */
const FIRST_MS = Date.parse('0000-01-01T00:00Z');
const LAST_MS = Date.parse(`${LAST_DAY}T23:59Z`);

/**
 * The wall minute that holds the instant. If its year does not have four digits, it is the first or the last minute of
 * all.
 */
export function wallMinuteOf(instant: Instant): WallMinute {
  const ms = nameable(instant + SHANGHAI_OFFSET_MS);
  const dayIndex = Math.floor(ms / DAY_MS);
  const minute = Math.floor((ms - dayIndex * DAY_MS) / MINUTE_MS);
  return `${dateOfIndex(dayIndex)}T${twoFigures(Math.floor(minute / 60))}:${twoFigures(minute % 60)}`;
}

/**
 * The wall day that holds the instant. If its year does not have four digits, it is the first or the last day of all.
 */
export function wallDateOf(instant: Instant): WallDate {
  return dateOfIndex(Math.floor(nameable(instant + SHANGHAI_OFFSET_MS) / DAY_MS));
}

function nameable(ms: number): number {
  return Math.min(Math.max(ms, FIRST_MS), LAST_MS);
}

/** Most questions are about one day, and the text of a day costs more than all the rest of a wall minute. */
let latestDay = { index: 0, date: '1970-01-01' };

/** The day this many days after 1970-01-01. */
function dateOfIndex(index: number): WallDate {
  if (latestDay.index !== index) {
    latestDay = { index, date: new Date(index * DAY_MS).toISOString().slice(0, DATE_LENGTH) };
  }
  return latestDay.date;
}

function twoFigures(count: number): string {
  return count < 10 ? `0${count}` : `${count}`;
}

/** The day that a minute lies in. */
export function dateOfMinute(minute: WallMinute): WallDate {
  return minute.slice(0, DATE_LENGTH);
}

/** The year, four digits, that a day or a minute lies in. */
export function yearOf(wall: WallDate | WallMinute): string {
  return wall.slice(0, YEAR_LENGTH);
}

/** The first instant of a wall minute. */
export function instantOf(minute: WallMinute): Instant {
  return Date.parse(`${minute}:00Z`) - SHANGHAI_OFFSET_MS;
}

/** The wall minute that lies `minutes` later (or earlier, when negative). */
export function plusMinutes(minute: WallMinute, minutes: number): WallMinute {
  return wallMinuteOf(instantOf(minute) + minutes * MINUTE_MS);
}

/** The day that lies `days` later (or earlier, when negative); none before the year 0 or after the year 9999. */
export function plusDays(date: WallDate, days: number): WallDate {
  return dateOfIndex(Math.floor(nameable(Date.parse(`${date}T00:00Z`) + days * DAY_MS) / DAY_MS));
}
