import type { UseBody } from '../../domain/journal/entry-body.ts';
import { bodyOf, type JournalEntry } from '../../domain/journal/journal-entry.ts';

export type UseEntry = JournalEntry & { readonly body: UseBody };

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
  return bodyOf(entry)?.kind === 'use';
}

/** The place of an entry, whichever it is. */
export function refOf({ journalId, seq }: { readonly journalId: string; readonly seq: number }): string {
  return `${journalId}/${seq}`;
}
