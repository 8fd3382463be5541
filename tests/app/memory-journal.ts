import type { AppendResult, JournalPort } from '../../src/app/ports.ts';
import {
  GENESIS_HASH,
  hashOfEntry,
  type JournalDraft,
  type JournalEntry,
} from '../../src/domain/journal/journal-entry.ts';

export const JOURNAL_ID = '0c9f6a52-0d3e-4b61-8d0c-2f6a9c1b7e11';

/** A journal as the host keeps one, without the disk. */
export interface MemoryJournal extends JournalPort {
  journalId: string;
  kioskId: string;
  entries: JournalEntry[];
  acknowledgedSeq: number;
  /** Answers the next append instead of the journal. */
  nextAppend: (() => Promise<AppendResult>) | null;
}

export function memoryJournal(): MemoryJournal {
  const journal: MemoryJournal = {
    journalId: JOURNAL_ID,
    kioskId: 'kiosk-1',
    entries: [],
    acknowledgedSeq: 0,
    nextAppend: null,
    async append(draft) {
      const instead = journal.nextAppend;
      journal.nextAppend = null;
      if (instead !== null) return instead();
      const entry = entryAfter(journal, draft);
      journal.entries.push(entry);
      return { ok: true, entry };
    },
    async status() {
      const { journalId, entries, acknowledgedSeq } = journal;
      return { journalId, headSeq: entries.length, acknowledgedSeq };
    },
    async read(fromSeq, limit) {
      return journal.entries.slice(fromSeq - 1, fromSeq - 1 + limit);
    },
  };
  return journal;
}

const TICKET: JournalDraft = {
  siteId: 'xijiao-pool',
  body: {
    kind: 'use',
    cardRef: 'ab'.repeat(16),
    itemId: 'outdoor-ticket',
    person: 'holder',
    quantity: 1,
    start: '2026-11-23T15:42',
    minutes: null,
    listTotalFen: 5_000,
    totalFen: 2_500,
    ruleId: 'outdoor-ticket-any',
    clause: '5.6',
    catalogueVersion: 1,
    verdict: 'yes',
    confirmed: [],
  },
};

export async function recordTickets(journal: MemoryJournal, count: number): Promise<void> {
  for (let ticket = 0; ticket < count; ticket += 1) await journal.append(TICKET);
}

function entryAfter({ journalId, kioskId, entries }: MemoryJournal, draft: JournalDraft): JournalEntry {
  const head = entries.at(-1);
  const seq = (head?.seq ?? 0) + 1;
  const entry = {
    format: 1 as const,
    journalId,
    seq,
    parent: head?.hash ?? GENESIS_HASH,
    kioskId,
    ...draft,
    at: { deviceMs: Date.parse('2026-11-23T07:42:00Z'), monotonicMs: seq, serverOffsetMs: null },
  };
  return { ...entry, hash: hashOfEntry(entry) };
}
