import { type CourtStretch, isSameCourtDay } from '../../domain/shared/lease.ts';
import { common, without } from '../../domain/shared/minutes.ts';
import type { CourtDay, LeaseRow } from '../storage/store-rows.ts';

/**
 * The stretches of courts' days while one request is answered. Every minute of a day is in one row at most; a minute in
 * none is free and nobody wants it.
 */
export class CourtDays {
  readonly #days = new Map<string, readonly LeaseRow[]>();
  readonly #changed = new Map<string, CourtDay>();

  constructor(rows: readonly LeaseRow[]) {
    for (const row of rows) this.#days.set(keyOf(row), [...(this.#days.get(keyOf(row)) ?? []), row]);
  }

  rows(): readonly LeaseRow[] {
    return [...this.#days.values()].flat();
  }

  /** The rows of a stretch, cut to it, with a free one for what is in none; in order. */
  within(stretch: CourtStretch): readonly LeaseRow[] {
    const known = (this.#days.get(keyOf(stretch)) ?? []).flatMap((row) => {
      const both = common(row, stretch);
      return both === null ? [] : [{ ...row, ...both }];
    });
    const { siteId, resourceId, date, court } = stretch;
    const free = without(stretch, known).map((minutes) => ({
      ...{ siteId, resourceId, date, court },
      ...minutes,
      ...{ holder: null, serial: 0, wantedBy: null, claimed: false },
    }));
    return [...known, ...free].sort(byTime);
  }

  /** Replaces whatever was known of the row's minutes by the row. */
  put(row: LeaseRow): void {
    const key = keyOf(row);
    const others = (this.#days.get(key) ?? []).flatMap((other) =>
      without(other, [row]).map(({ from, to }) => ({ ...other, from, to })),
    );
    this.#days.set(key, merged([...others, row].sort(byTime)));
    const { siteId, resourceId, date, court } = row;
    this.#changed.set(key, { siteId, resourceId, date, court });
  }

  /** Marks a day whose stored rows differ from these, so that it is written again. */
  touch({ siteId, resourceId, date, court }: CourtDay): void {
    const day = { siteId, resourceId, date, court };
    this.#changed.set(keyOf(day), day);
  }

  changed(): { readonly days: readonly CourtDay[]; readonly rows: readonly LeaseRow[] } {
    const days = [...this.#changed.values()];
    return { days, rows: days.flatMap((day) => this.#days.get(keyOf(day)) ?? []) };
  }
}

/** Joins rows that touch and say the same, and drops rows that say nothing. */
function merged(rows: readonly LeaseRow[]): readonly LeaseRow[] {
  const result: LeaseRow[] = [];
  for (const row of rows) {
    if (row.holder === null && row.wantedBy === null) continue;
    const last = result.at(-1);
    if (last !== undefined && last.to === row.from && saysTheSame(last, row)) {
      result[result.length - 1] = { ...last, to: row.to };
    } else result.push(row);
  }
  return result;
}

function saysTheSame(one: LeaseRow, other: LeaseRow): boolean {
  return (
    isSameCourtDay(one, other) &&
    one.holder === other.holder &&
    one.serial === other.serial &&
    one.wantedBy === other.wantedBy &&
    one.claimed === other.claimed
  );
}

function byTime(one: LeaseRow, other: LeaseRow): number {
  return one.from - other.from;
}

function keyOf({ siteId, resourceId, date, court }: CourtDay): string {
  return `${siteId}/${resourceId}/${date}/${court}`;
}
