import type { Text } from '../base/text.ts';
import { dateOfMinute, plusDays, plusMinutes, type WallDate, type WallMinute } from '../base/wall-time.ts';
import type { OpeningHours } from '../catalogue/opening-hours.ts';
import type { Minutes } from '../shared/minutes.ts';
import type { Calendar } from './calendar.ts';
import { coversDay } from './day-rule.ts';

/** Whether a time lies within the opening hours, and if it does not, what is in the way and when it opens next. */
export type Opening =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'closed';
      /** The next opening after the start; null for none within a month. */
      readonly opensAt: WallMinute | null;
      /** Set if it is open at the start and closes before the end; `24:00` is the next day. */
      readonly closesAt: WallMinute | null;
      /** Why the day is not as others are; null for a usual day. */
      readonly reason: Text | null;
    };

/** Minutes of a day as text, which compares as the minutes do: `start` is in, `end` is out. */
interface Stretch {
  readonly start: string;
  readonly end: string;
}

/** How far ahead the next opening is looked for. */
const OPENING_DAYS_MAX = 31;
/** A time span that is asked about covers at most this many days. */
const SPAN_DAYS_MAX = 31;

const OPEN: Opening = { kind: 'open' };
const MIDNIGHT = '00:00';
const DAY_END = '24:00';

interface Span {
  readonly start: WallMinute;
  readonly minutes: number;
}

/**
 * Whether all of a time is within all of these hours: those of the site, and of the item or the resource. Without hours
 * nothing is known against it, and it is open.
 */
export function openAt(hours: readonly OpeningHours[], calendar: Calendar, span: Span): Opening {
  const closing = closingIn(hours, calendar, span);
  if (closing === null) return OPEN;
  return {
    kind: 'closed',
    opensAt: nextOpening(hours, calendar, span.start),
    closesAt: closing.at > span.start ? closing.at : null,
    reason: reasonOn(hours, closing.date),
  };
}

/** The same as yes or no, which costs less. */
export function isOpenAt(hours: readonly OpeningHours[], calendar: Calendar, span: Span): boolean {
  return closingIn(hours, calendar, span) === null;
}

/** The first minute of a time that is not open, and the day whose hours say so; null if all are. */
function closingIn(
  hours: readonly OpeningHours[],
  calendar: Calendar,
  { start, minutes }: Span,
): { readonly at: WallMinute; readonly date: WallDate } | null {
  if (hours.length === 0) return null;
  const end = plusMinutes(start, minutes);
  let date = dateOfMinute(start);
  for (let days = 0; days <= SPAN_DAYS_MAX && minuteOn(date, MIDNIGHT) < end; days += 1) {
    const from = days === 0 ? start.slice(11) : MIDNIGHT;
    const until = dateOfMinute(end) === date ? end.slice(11) : DAY_END;
    const found = stretchesOn(hours, calendar, date).find((one) => one.start <= from && from < one.end);
    if (found === undefined) return { at: minuteOn(date, from), date };
    if (found.end < until) return { at: minuteOn(date, found.end), date };
    date = plusDays(date, 1);
  }
  return null;
}

/** When it opens next after a minute; null for not within a month. */
export function nextOpening(
  hours: readonly OpeningHours[],
  calendar: Calendar,
  after: WallMinute,
): WallMinute | null {
  let date = dateOfMinute(after);
  for (let days = 0; days <= OPENING_DAYS_MAX; days += 1) {
    for (const { start } of stretchesOn(hours, calendar, date)) {
      const opening = minuteOn(date, start);
      if (opening > after) return opening;
    }
    date = plusDays(date, 1);
  }
  return null;
}

/** The minutes of a day that lie within all of these hours, in order. */
export function openMinutesOn(
  hours: readonly OpeningHours[],
  calendar: Calendar,
  date: WallDate,
): readonly Minutes[] {
  return stretchesOn(hours, calendar, date).map(({ start, end }) => ({
    from: minuteOf(start),
    to: minuteOf(end),
  }));
}

/** `08:30` as 510. */
function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** Days that are remembered for one site or item before it starts over. */
const DAYS_KEPT_MAX = 400;

const known = new WeakMap<Calendar, WeakMap<readonly OpeningHours[], Map<WallDate, readonly Stretch[]>>>();

/**
 * The stretches of a day in which all are open, in order, none touching another; remembered, since days are asked
 * again.
 */
function stretchesOn(hours: readonly OpeningHours[], calendar: Calendar, date: WallDate): readonly Stretch[] {
  const days = daysKept(hours, calendar);
  const before = days.get(date);
  if (before !== undefined) return before;
  const whole: readonly Stretch[] = [{ start: MIDNIGHT, end: DAY_END }];
  const stretches = hours
    .map((one) => joined(exceptionOn(one, date)?.open ?? usualOn(one, calendar, date)))
    .reduce(common, whole);
  if (days.size >= DAYS_KEPT_MAX) days.clear();
  days.set(date, stretches);
  return stretches;
}

function daysKept(hours: readonly OpeningHours[], calendar: Calendar): Map<WallDate, readonly Stretch[]> {
  const ofCalendar = known.get(calendar) ?? new WeakMap();
  known.set(calendar, ofCalendar);
  const days = ofCalendar.get(hours) ?? new Map<WallDate, readonly Stretch[]>();
  ofCalendar.set(hours, days);
  return days;
}

function usualOn({ days }: OpeningHours, calendar: Calendar, date: WallDate): readonly Stretch[] {
  const day = calendar.dayFacts(date);
  return days.filter((one) => coversDay(one.days, day));
}

function exceptionOn({ exceptions }: OpeningHours, date: WallDate) {
  return exceptions.find(({ from, until }) => from <= date && date <= until);
}

function reasonOn(hours: readonly OpeningHours[], date: WallDate): Text | null {
  for (const one of hours) {
    const exception = exceptionOn(one, date);
    if (exception !== undefined) return exception.name;
  }
  return null;
}

/** Sorts stretches and joins those that touch or overlap. */
function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const sorted = stretches
    .filter(({ start, end }) => start < end)
    .toSorted((one, other) => (one.start < other.start ? -1 : 1));
  const result: Stretch[] = [];
  for (const next of sorted) {
    const last = result.at(-1);
    if (last === undefined || last.end < next.start) result.push(next);
    else if (last.end < next.end) result[result.length - 1] = { start: last.start, end: next.end };
  }
  return result;
}

/** The stretches that lie in both lists. */
function common(ones: readonly Stretch[], others: readonly Stretch[]): readonly Stretch[] {
  return ones.flatMap((one) =>
    others
      .map((other) => ({
        start: one.start > other.start ? one.start : other.start,
        end: one.end < other.end ? one.end : other.end,
      }))
      .filter(({ start, end }) => start < end),
  );
}

function minuteOn(date: WallDate, time: string): WallMinute {
  return time === DAY_END ? `${plusDays(date, 1)}T${MIDNIGHT}` : `${date}T${time}`;
}
