import { mergedRefOf } from '../../district/intake/merged-ref.ts';
import type { QuarantinedRow } from '../../district/storage/store-rows.ts';
import { bodyOf, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import { isUse, refOf, standingUses, type UseEntry } from './standing-uses.ts';

/** What stands of the entries that the district goes by and of those that an officer has merged, under their names. */
export function standingWithMerged(
  held: readonly JournalEntry[],
  quarantined: readonly QuarantinedRow[],
): readonly UseEntry[] {
  const byHash = new Map(quarantined.map(({ entry }) => [entry.hash, entry]));
  const merged = quarantined.filter((row) => row.outcome === 'accepted').map((row) => row.entry);
  const takenBack = new Set(
    merged.flatMap((entry) => {
      const body = bodyOf(entry);
      return body?.kind === 'void' ? [voidedRef(entry, body.voidsSeq, byHash)] : [];
    }),
  );
  const uses = merged.filter(isUse);
  const all = [...standingUses(held), ...uses.map((use) => ({ ...use, ...mergedRefOf(use) }))];
  return all.filter((use) => !takenBack.has(refOf(use)));
}

function voidedRef(entry: JournalEntry, voidsSeq: number, byHash: ReadonlyMap<string, JournalEntry>): string {
  let at = entry;
  while (at.seq > voidsSeq) {
    const before = byHash.get(at.parent);
    if (before === undefined) return refOf({ journalId: entry.journalId, seq: voidsSeq });
    at = before;
  }
  return refOf(mergedRefOf(at));
}
