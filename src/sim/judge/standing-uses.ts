import type { JournalEntry, UseBody } from '../../domain/journal/journal-entry.ts';

export type UseEntry = JournalEntry & { readonly body: UseBody };

/** Uses that no void took back. */
export function standingUses(entries: readonly JournalEntry[]): readonly UseEntry[] {
  const voided = new Set(
    entries.flatMap(({ journalId, body }) => (body.kind === 'void' ? [`${journalId}/${body.voidsSeq}`] : [])),
  );
  return entries.filter((entry): entry is UseEntry => entry.body.kind === 'use' && !voided.has(refOf(entry)));
}

/** The place of an entry, whichever it is. */
export function refOf({ journalId, seq }: { readonly journalId: string; readonly seq: number }): string {
  return `${journalId}/${seq}`;
}
