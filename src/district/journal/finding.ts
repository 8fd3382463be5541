import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { CaseKind, CaseRow, EntryRef } from '../storage/store-rows.ts';

/** A case keeps this many entries: what comes after is in the journals. */
const ENTRIES_MAX = 50;

/** What the district found in an entry, and the case that an officer will see. */
export interface Finding {
  readonly seq: number;
  readonly kind: CaseKind;
  readonly caseId: string;
}

/** A matter for the office: the same key is the same matter. */
export type Matter = Pick<CaseRow, 'key' | 'kind' | 'subject' | 'entries'>;

/**
 * Opens a case, or adds to the one of the same key, in the transaction that stores the entries. One that was
 * closed opens again with the new entries.
 */
export async function openCase(
  writes: DistrictWrites,
  { secrets, now }: Pick<Services, 'secrets' | 'now'>,
  matter: Matter,
): Promise<string> {
  const before = await writes.caseByKey(matter.key);
  const at = now();
  const caseId = before?.caseId ?? secrets.uuid();
  await writes.putCase({
    ...matter,
    caseId,
    openedAt: before?.openedAt ?? at,
    changedAt: at,
    entries: distinct([...(before?.entries ?? []), ...matter.entries]).slice(0, ENTRIES_MAX),
    closedAt: null,
    closedNote: null,
  });
  return caseId;
}

function distinct(refs: readonly EntryRef[]): readonly EntryRef[] {
  const byKey = new Map(refs.map(({ journalId, seq }) => [`${journalId}/${seq}`, { journalId, seq }]));
  return [...byKey.values()];
}
