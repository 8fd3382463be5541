import type { Discrepancy } from '../../protocol/wire-limits.ts';
import type { Services } from '../services.ts';
import type { DiscrepancyRow } from '../storage/store-rows.ts';

/** What an officer must look into, the newest change first. */
export async function listDiscrepancies(
  { store }: Pick<Services, 'store'>,
  query: {
    readonly open: boolean;
    readonly limit: number;
    readonly siteIds?: readonly string[] | null;
  },
): Promise<readonly Discrepancy[]> {
  return (await store.read((reads) => reads.discrepancies(query))).map(discrepancyOf);
}

/** An officer has looked into it; null if there is no such discrepancy. */
export async function closeDiscrepancy(
  { store, now }: Pick<Services, 'store' | 'now'>,
  { discrepancyId, note }: { readonly discrepancyId: string; readonly note: string },
): Promise<Discrepancy | null> {
  return store.transaction(async (writes) => {
    await writes.lockBookRow();
    const found = await writes.discrepancyById(discrepancyId);
    if (found === null) return null;
    const closed: DiscrepancyRow = { ...found, closedAt: now(), closedNote: note };
    await writes.putDiscrepancy(closed);
    return discrepancyOf(closed);
  });
}

export function discrepancyOf(row: DiscrepancyRow): Discrepancy {
  return {
    discrepancyId: row.discrepancyId,
    kind: row.kind,
    openedAtMs: row.openedAt,
    changedAtMs: row.changedAt,
    subject: { ...row.subject },
    entries: [...row.entries],
    closedAtMs: row.closedAt,
    closedNote: row.closedNote,
  };
}
