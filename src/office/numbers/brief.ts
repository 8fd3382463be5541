export interface BriefRow {
  readonly name: string;
  readonly uses: number;
  readonly persons: number;
  readonly savedFen: number;
}

/** The rows with most uses, and what the others come to together. Persons do not add up, so the others have none. */
export function topOf(
  rows: readonly BriefRow[],
  limit: number,
): {
  readonly rows: readonly BriefRow[];
  readonly rest: { readonly count: number; readonly uses: number; readonly savedFen: number } | null;
} {
  const sorted = rows.toSorted((one, other) => other.uses - one.uses);
  const others = sorted.slice(limit);
  const sum = (of: (row: BriefRow) => number) => others.reduce((all, row) => all + of(row), 0);
  return {
    rows: sorted.slice(0, limit),
    rest:
      others.length === 0
        ? null
        : { count: others.length, uses: sum(({ uses }) => uses), savedFen: sum(({ savedFen }) => savedFen) },
  };
}

/** The change against the month before, as `+12.3%`; null if that month had nothing. */
export function changeText(now: number, before: number): string | null {
  if (before <= 0) return null;
  const percent = (((now - before) / before) * 100).toFixed(1);
  return `${now > before ? '+' : ''}${percent}%`;
}
