import { dateOfMinute, plusDays, type WallDate, type WallMinute } from '../base/wall-time.ts';

const MINUTES_PER_DAY = 1440;

/** A stretch of one day, in minutes after midnight: `from` is in, `to` is out; 1440 is the next midnight. */
export interface Minutes {
  readonly from: number;
  readonly to: number;
}

export interface DatedMinutes extends Minutes {
  readonly date: WallDate;
}

export const WHOLE_DAY: Minutes = { from: 0, to: MINUTES_PER_DAY };

export function overlaps(one: Minutes, other: Minutes): boolean {
  return one.from < other.to && other.from < one.to;
}

/** The minutes that both have; null if they have none in common. */
export function common(one: Minutes, other: Minutes): Minutes | null {
  const both = { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
  return both.from < both.to ? both : null;
}

/** The parts of a stretch that lie in none of the others, in order. */
export function without(whole: Minutes, cuts: readonly Minutes[]): readonly Minutes[] {
  let left: readonly Minutes[] = whole.from < whole.to ? [whole] : [];
  for (const cut of cuts) {
    left = left.flatMap((one) => {
      if (!overlaps(one, cut)) return [one];
      const parts = [
        { from: one.from, to: cut.from },
        { from: cut.to, to: one.to },
      ];
      return parts.filter(({ from, to }) => from < to);
    });
  }
  return left;
}

/** Sorts stretches and joins those that touch or overlap. */
export function joined(stretches: readonly Minutes[]): readonly Minutes[] {
  const result: Minutes[] = [];
  const sorted = stretches
    .filter(({ from, to }) => from < to)
    .toSorted((one, other) => one.from - other.from);
  for (const { from, to } of sorted) {
    const last = result.at(-1);
    if (last === undefined || last.to < from) result.push({ from, to });
    else if (last.to < to) result[result.length - 1] = { from: last.from, to };
  }
  return result;
}

/** True if each minute of the wanted stretch lies in one of these. */
export function covers(stretches: readonly Minutes[], wanted: Minutes): boolean {
  return without(wanted, stretches).length === 0;
}

/** Cuts a span of time at each midnight. */
export function daysOfSpan(span: {
  readonly start: WallMinute;
  readonly minutes: number;
}): readonly DatedMinutes[] {
  const days: DatedMinutes[] = [];
  let date = dateOfMinute(span.start);
  let from = Number(span.start.slice(11, 13)) * 60 + Number(span.start.slice(14, 16));
  let left = span.minutes;
  while (left > 0) {
    const to = Math.min(MINUTES_PER_DAY, from + left);
    days.push({ date, from, to });
    left -= to - from;
    from = 0;
    date = plusDays(date, 1);
  }
  return days;
}
