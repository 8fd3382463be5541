import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { EntryRef } from '../storage/store-rows.ts';

/**
 * Under which name a merged entry is counted: its `seq` is another entry's in its own journal. A UUID (version 8, RFC
 * 9562) of its hash, so that nobody else has it.
 */
export function mergedRefOf({ hash, seq }: Pick<JournalEntry, 'hash' | 'seq'>): EntryRef {
  const [a, b, c, d, e] = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    hash.slice(13, 16),
    hash.slice(17, 20),
    hash.slice(20, 32),
  ];
  return { journalId: `${a}-${b}-8${c}-a${d}-${e}`, seq };
}
