import { notesIn } from '../../domain/notes/note.ts';
import { isDamaged } from '../journal/file/journal-file.ts';
import type { KioskJournals } from '../journal/kiosk-journals.ts';
import type { FindNaming } from './note-book.ts';

const ENTRIES_PER_READ = 500;

/**
 * Looks for the entry that names a note, starting where the journals stood when it was written. If a journal
 * is damaged or has gone since, nobody can say that no entry names the note.
 */
export function findNamingIn(journals: Pick<KioskJournals, 'left' | 'current'>): FindNaming {
  return async (behind, hash) => {
    const all = [...journals.left(), journals.current()].map(({ journal }) => journal);
    const first = all.findIndex(({ journalId }) => journalId === behind.journalId);
    const later = first === -1 ? [] : all.slice(first);
    if (later.length === 0 || later.some(isDamaged)) return { kind: 'unknown' };
    for (const journal of later) {
      let next = journal.journalId === behind.journalId ? behind.seq + 1 : 1;
      if (next <= journal.base().seq) return { kind: 'unknown' };
      // Every turn goes on behind the last entry that it read, so that the entries bound the loop.
      while (next <= journal.head().seq) {
        const entries = await journal.read(next, ENTRIES_PER_READ);
        const naming = entries.find(({ body }) => notesIn(body).some((ref) => ref.hash === hash));
        if (naming !== undefined) {
          const { journalId, seq } = naming;
          return { kind: 'named', entry: { journalId, seq } };
        }
        if (entries.length === 0) return { kind: 'unknown' };
        next += entries.length;
      }
    }
    return { kind: 'unnamed' };
  };
}
