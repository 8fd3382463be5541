import type { OfficeCase } from '../../protocol/wire-limits.ts';
import type { Services } from '../services.ts';
import type { CaseRow } from '../storage/store-rows.ts';

/** What an officer must look into, the newest change first. */
export async function listCases(
  { store }: Pick<Services, 'store'>,
  query: {
    readonly open: boolean;
    readonly limit: number;
    readonly siteIds?: readonly string[] | null;
  },
): Promise<readonly OfficeCase[]> {
  return (await store.read((reads) => reads.cases(query))).map(officeCaseOf);
}

/** An officer has looked into it; null where there is no such case. */
export async function closeCase(
  { store, now }: Pick<Services, 'store' | 'now'>,
  { caseId, note }: { readonly caseId: string; readonly note: string },
): Promise<OfficeCase | null> {
  return store.transaction(async (writes) => {
    await writes.lockBook();
    const found = await writes.caseById(caseId);
    if (found === null) return null;
    const closed: CaseRow = { ...found, closedAt: now(), closedNote: note };
    await writes.putCase(closed);
    return officeCaseOf(closed);
  });
}

export function officeCaseOf(row: CaseRow): OfficeCase {
  return {
    caseId: row.caseId,
    kind: row.kind,
    openedAtMs: row.openedAt,
    changedAtMs: row.changedAt,
    subject: { ...row.subject },
    entries: [...row.entries],
    closedAtMs: row.closedAt,
    closedNote: row.closedNote,
  };
}
