import { dateOfMinute, plusDays, type WallMinute } from '../base/wall-time.ts';
import type { Calendar, DayFacts } from '../calendar/calendar.ts';
import { type Band, bandAt, isForDay, MINUTES_PER_DAY, minuteOfDay } from '../catalogue/rulebook.ts';

/** Minutes of one day that lie in one band. */
export interface Stretch {
  readonly band: Band;
  readonly day: DayFacts;
  readonly minutes: number;
}

/** At least one stretch: what a price is made of. */
export type Stretches = readonly [Stretch, ...Stretch[]];

export interface Span {
  readonly start: WallMinute;
  readonly minutes: number;
}

/**
 * The stretches of a span, each within one band of one day, in order. Null if some minute of it lies
 * in no band: the guide gives no price then, and none is guessed.
 */
export function stretchesOf(
  bands: readonly Band[],
  calendar: Calendar,
  span: Span,
): readonly Stretch[] | null {
  const stretches: Stretch[] = [];
  let date = dateOfMinute(span.start);
  let minute = minuteOfDay(span.start.slice(11));
  let left = span.minutes;
  while (left > 0) {
    const day = calendar.dayFacts(date);
    const band = bandAt(bands, day, minute);
    if (band === null) return null;
    const minutes = Math.min(left, band.endMinute - minute);
    stretches.push({ band, day, minutes });
    left -= minutes;
    minute += minutes;
    if (minute === MINUTES_PER_DAY) {
      minute = 0;
      date = plusDays(date, 1);
    }
  }
  return stretches;
}

/** How far ahead the next start is looked for. */
const NEXT_START_DAYS_MAX = 31;

/**
 * The first start after the span's own at which all its minutes have a price, on a grid of this many minutes; null for
 * none in reach.
 */
export function nextStartOf(
  bands: readonly Band[],
  calendar: Calendar,
  span: Span,
  grid = 1,
): WallMinute | null {
  let date = dateOfMinute(span.start);
  for (let days = 0; days <= NEXT_START_DAYS_MAX; days++) {
    const day = calendar.dayFacts(date);
    const starts = bands
      .filter((band) => isForDay(band, day))
      .map((band) => Math.ceil(band.startMinute / grid) * grid)
      .filter((minute) => minute < MINUTES_PER_DAY)
      .map((minute) => `${day.date}T${timeText(minute)}`)
      .sort();
    for (const start of starts) {
      if (start > span.start && stretchesOf(bands, calendar, { ...span, start }) !== null) return start;
    }
    date = plusDays(date, 1);
  }
  return null;
}

/** 510 as `08:30`. */
function timeText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
