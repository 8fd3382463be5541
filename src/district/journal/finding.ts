import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { DiscrepancyKind, DiscrepancyRow, EntryRef } from '../storage/store-rows.ts';

/** A discrepancy keeps this many entries: what comes after is in the journals. */
const ENTRIES_MAX = 50;

/** What the district found in an entry, and the discrepancy that an officer will see. */
export interface Finding {
  readonly seq: number;
  readonly kind: DiscrepancyKind;
  /** The discrepancy: the findings in a reply to a push keep the first name that the wire gave it. */
  readonly caseId: string;
}

/** A matter for the office: the same key is the same matter. */
export type Matter = Pick<DiscrepancyRow, 'key' | 'kind' | 'subject' | 'entries'>;

/**
 * Opens a discrepancy, or adds to the one of the same key, in the transaction that stores the entries. One that was
 * closed opens again with the new entries.
 */
export async function openDiscrepancy(
  writes: DistrictWrites,
  { secrets, now }: Pick<Services, 'secrets' | 'now'>,
  matter: Matter,
): Promise<string> {
  const before = await writes.discrepancyByKey(matter.key);
  const at = now();
  const discrepancyId = before?.discrepancyId ?? secrets.uuid();
  await writes.putDiscrepancy({
    ...matter,
    discrepancyId,
    openedAt: before?.openedAt ?? at,
    changedAt: at,
    entries: distinct([...(before?.entries ?? []), ...matter.entries]).slice(0, ENTRIES_MAX),
    closedAt: null,
    closedNote: null,
  });
  return discrepancyId;
}

function distinct(refs: readonly EntryRef[]): readonly EntryRef[] {
  const byKey = new Map(refs.map(({ journalId, seq }) => [`${journalId}/${seq}`, { journalId, seq }]));
  return [...byKey.values()];
}
