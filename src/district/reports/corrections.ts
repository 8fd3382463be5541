import type { Correction, EarlierSettlement, Settlement, UsageSums } from '../../protocol/wire-reports.ts';
import type { SettlementRow } from '../storage/report-store.ts';

/** The items whose sums are no longer those of the day on which the month was closed, by their names. */
export function correctionsOf(kept: Settlement, present: Settlement): Correction[] {
  const [before, after] = [sumsByItem(kept), sumsByItem(present)];
  const items = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return items
    .map((item) => ({ item, kept: before.get(item) ?? null, now: after.get(item) ?? null }))
    .filter((pair) => !isSame(pair.kept, pair.now));
}

/** By value: a database gives the fields in an order of its own. */
export function isSame(one: UsageSums | null, other: UsageSums | null): boolean {
  if (one === null || other === null) return one === other;
  const keys = ['uses', 'quantity', 'listFen', 'paidFen', 'savedFen', 'persons', 'admissions'] as const;
  return keys.every((key) => (one[key] ?? 0) === (other[key] ?? 0));
}

/** What was closed before and reopened since, the first one first. */
export function earlierOf(rows: readonly SettlementRow[]): EarlierSettlement[] {
  return rows.flatMap(({ number, closedAt, reopenedAt, reopenedNote, content }) =>
    reopenedAt === null
      ? []
      : [
          {
            ...{ number, closedAtMs: closedAt, reopenedAtMs: reopenedAt },
            ...{ reopenedNote: reopenedNote ?? '', total: content.total },
          },
        ],
  );
}

function sumsByItem({ items }: Settlement): ReadonlyMap<string, UsageSums> {
  return new Map(items.map(({ item, ...sums }) => [item, sums]));
}
