import { dateOfMinute, plusMinutes, type WallMinute } from '../base/wall-time.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { isOpenAt } from '../calendar/opening.ts';
import type { Item } from '../catalogue/catalogue.ts';
import { type Band, MINUTES_PER_DAY, minuteOfDay, type RulebookItem } from '../catalogue/rulebook.ts';
import type { Explanation, ItemReason } from './decision.ts';
import { offGrid } from './refusals.ts';
import { type Span, stretchesOf } from './stretch.ts';

/** The point of the grid at the minute or, between two points, after it; grids begin at midnight. */
export function nextOnGrid(start: WallMinute, grid: number): WallMinute {
  const minute = minuteOfDay(start.slice(11));
  return plusMinutes(start, Math.min(Math.ceil(minute / grid) * grid, MINUTES_PER_DAY) - minute);
}

/** The next or previous point of the grid: with half hours 10 becomes 30 or 0, and 60 becomes 90 or 30. */
export function steppedOnGrid(minutes: number, { grid, by }: { grid: number; by: 1 | -1 }): number {
  const steps = minutes / grid;
  return (by === 1 ? Math.floor(steps) + 1 : Math.ceil(steps) - 1) * grid;
}

/**
 * The first start from now on that is on the grid, open, and has a price for all its minutes, today; where today has none, the
 * next point of the grid, so that the answer says when there is one. A venue that sells any minute begins now.
 */
export function defaultStart(
  { item, bands, grid, hours }: Pick<RulebookItem, 'item' | 'bands' | 'grid' | 'hours'>,
  {
    now,
    minutes,
    calendar,
  }: { readonly now: WallMinute; readonly minutes: number; readonly calendar: Calendar },
): WallMinute {
  if (item.byTheMinute === true) return now;
  const first = nextOnGrid(now, grid);
  const today = dateOfMinute(now);
  let start = first;
  // A day has at most this many points.
  for (let step = 0; step <= MINUTES_PER_DAY / grid && dateOfMinute(start) === today; step += 1) {
    if (hasPrice(bands, calendar, { start, minutes }) && isOpenAt(hours, calendar, { start, minutes }))
      return start;
    start = plusMinutes(start, grid);
  }
  return first;
}

function hasPrice(bands: readonly Band[], calendar: Calendar, span: Span): boolean {
  return Number.isInteger(span.minutes) && span.minutes > 0 && stretchesOf(bands, calendar, span) !== null;
}

/** The reason why the venue does not book such a time; null if it does. */
export function offGridReason(
  { item, grid }: { readonly item: Item; readonly grid: number },
  { start, minutes }: Span,
): Explanation<ItemReason> | null {
  if (item.byTheMinute === true) return null;
  const next = nextOnGrid(start, grid);
  if (next !== start) return offGrid(grid, next);
  return minutes % grid === 0 ? null : offGrid(grid, null);
}
