import type { GivenBody } from '../../domain/journal/entry-body.ts';
import { bodyOf, type JournalEntry } from '../../domain/journal/journal-entry.ts';

/** A use, or the opening of a record, which is one as long as its record says so. */
export type UseEntry = JournalEntry & {
  readonly body: GivenBody;
  /** Nobody came: its courts are free again. */
  readonly isMissed?: boolean;
};

/** What was given: as it stands in a journal, by itself or as the opening of a record. */
const GIVEN: readonly string[] = [
  'use',
  'booking-opened',
  'pass-sold',
  'matter-opened',
  'agreement-signed',
  'errand-opened',
] satisfies GivenBody['kind'][];

/** Uses that no void took back. */
export function standingUses(entries: readonly JournalEntry[]): readonly UseEntry[] {
  const voided = new Set(
    entries.flatMap((entry) => {
      const body = bodyOf(entry);
      return body?.kind === 'void' ? [`${entry.journalId}/${body.voidsSeq}`] : [];
    }),
  );
  return entries.filter(isUse).filter((entry) => !voided.has(refOf(entry)));
}

export function isUse(entry: JournalEntry): entry is UseEntry {
  const kind = bodyOf(entry)?.kind;
  return kind !== undefined && GIVEN.includes(kind);
}

/** The place of an entry, whichever it is. */
export function refOf({ journalId, seq }: { readonly journalId: string; readonly seq: number }): string {
  return `${journalId}/${seq}`;
}
