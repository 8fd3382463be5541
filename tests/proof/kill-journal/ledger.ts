import { randomBytes } from 'node:crypto';
import {
  chainFaultOf,
  GENESIS_HASH,
  type JournalDraft,
  type JournalEntry,
} from '../../../src/domain/journal-entry.ts';
import { TICKET } from '../../support/journal-drafts.ts';

const CARD_REF_BYTES = 16;
const PAGE = 500;

/** What was asked and what was answered, held against what the journal then holds. */
export interface Ledger {
  /** A sale that is like no other. */
  nextSale(): JournalDraft;
  answered(entry: Pick<JournalEntry, 'seq' | 'hash'>): void;
  /** Entries of the journal that were checked, in order. */
  readonly entries: readonly JournalEntry[];
  readonly answeredCount: () => number;
  /** Reads what is new in the journal; a line for everything that is wrong. */
  check(read: (fromSeq: number, limit: number) => Promise<readonly JournalEntry[]>): Promise<string[]>;
}

export function ledger(): Ledger {
  const asked = new Set<string>();
  const found = new Set<string>();
  const unseen = new Map<number, string>();
  const entries: JournalEntry[] = [];
  let answeredCount = 0;

  function take(entry: JournalEntry): string[] {
    const wrong: string[] = [];
    const head = entries.at(-1);
    const link = { journalId: entry.journalId, seq: head?.seq ?? 0, hash: head?.hash ?? GENESIS_HASH };
    const fault = chainFaultOf(link, [entry]);
    if (fault !== null) wrong.push(`entry ${entry.seq}: ${fault.kind}`);
    const hash = unseen.get(entry.seq);
    if (hash !== undefined && hash !== entry.hash) wrong.push(`entry ${entry.seq} was answered as another`);
    unseen.delete(entry.seq);
    const cardRef = 'cardRef' in entry.body ? entry.body.cardRef : '';
    if (!asked.has(cardRef)) wrong.push(`entry ${entry.seq} was never asked for`);
    if (found.has(cardRef)) wrong.push(`the sale of entry ${entry.seq} is there twice`);
    found.add(cardRef);
    entries.push(entry);
    return wrong;
  }

  return {
    entries,
    answeredCount: () => answeredCount,
    nextSale() {
      const cardRef = randomBytes(CARD_REF_BYTES).toString('hex');
      asked.add(cardRef);
      if (TICKET.body.kind !== 'use') throw new Error('a ticket is a use');
      return { ...TICKET, body: { ...TICKET.body, cardRef } };
    },
    answered({ seq, hash }) {
      answeredCount += 1;
      const known = entries[seq - 1];
      // A page that was killed may be heard of after the journal was read.
      if (known === undefined || known.hash !== hash) unseen.set(seq, hash);
    },
    async check(read) {
      const wrong: string[] = [];
      for (;;) {
        const page = await read(entries.length + 1, PAGE);
        for (const entry of page) wrong.push(...take(entry));
        if (page.length < PAGE || wrong.length > 0) break;
      }
      for (const seq of unseen.keys()) wrong.push(`entry ${seq} was answered and is not there`);
      return wrong;
    },
  };
}
