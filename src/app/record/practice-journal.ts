import type { Instant } from '../../domain/base/wall-time.ts';
import {
  ENTRY_FORMAT,
  GENESIS_HASH,
  hashOfEntry,
  type JournalEntry,
} from '../../domain/journal/journal-entry.ts';
import type { JournalPort } from '../ports.ts';

interface PracticeJournalParts {
  readonly journalId: string;
  readonly now: () => Instant;
  /** The member who is signed in; null for nobody. */
  readonly staff: () => string | null;
}

/** A journal for practice in the memory of this process: it is never stored or sent, and is gone when practice ends. */
export function practiceJournal({ journalId, now, staff }: PracticeJournalParts): JournalPort {
  const entries: JournalEntry[] = [];
  return {
    async append(draft) {
      const head = entries.at(-1);
      const at = now();
      const entry = {
        format: ENTRY_FORMAT,
        journalId,
        seq: (head?.seq ?? 0) + 1,
        parent: head?.hash ?? GENESIS_HASH,
        kioskId: 'practice',
        ...draft,
        staff: staff(),
        at: {
          deviceMs: at,
          monotonicMs: 0,
          bootId: 'practice',
          serverOffsetMs: null,
          serverOffsetAgeMs: null,
          clock: 'trusted' as const,
          effectiveMs: at,
        },
      };
      const whole: JournalEntry = { ...entry, hash: hashOfEntry(entry) };
      entries.push(whole);
      return { ok: true, entry: whole };
    },
    // No entry waits, since none is ever sent.
    status: async () => ({ journalId, headSeq: entries.length, acknowledgedSeq: entries.length }),
    read: async (fromSeq, limit) => entries.slice(fromSeq - 1, fromSeq - 1 + limit),
  };
}
