import { randomBytes } from 'node:crypto';
import type { JournalBody, UseBody } from '../../../src/domain/journal/entry-body.ts';
import {
  bodyOf,
  chainFaultOf,
  GENESIS_HASH,
  type JournalDraft,
  type JournalEntry,
} from '../../../src/domain/journal/journal-entry.ts';
import { TICKET, voidOf } from '../../support/journal-drafts.ts';

const CARD_REF_BYTES = 16;
const PAGE = 500;
/** What the district counts over several kiosks: every third sale is one, the others are tickets. */
export const COUNTED_ITEM = 'tennis-membership';
const COUNTED_EVERY = 3;
const VOID_EVERY = 8;

/** What was asked and what was answered, held against what the journal then holds. */
export interface Ledger {
  /** A sale that is like no other; now and then one that was answered is taken back instead, once. */
  nextDraft(): JournalDraft;
  answered(entry: Pick<JournalEntry, 'seq' | 'hash' | 'body'>): void;
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
  let draftCount = 0;
  let voidableSeq: number | null = null;

  function draftOf(count: number): JournalDraft {
    if (count % VOID_EVERY === 0 && voidableSeq !== null) {
      const draft = voidOf(voidableSeq);
      voidableSeq = null;
      return draft;
    }
    if (TICKET.body.kind !== 'use') throw new Error('a ticket is a use');
    const itemId = count % COUNTED_EVERY === 0 ? COUNTED_ITEM : TICKET.body.itemId;
    const cardRef = randomBytes(CARD_REF_BYTES).toString('hex');
    return { ...TICKET, body: { ...TICKET.body, cardRef, itemId } };
  }

  function take(entry: JournalEntry): string[] {
    const wrong: string[] = [];
    const head = entries.at(-1);
    const link = { journalId: entry.journalId, seq: head?.seq ?? 0, hash: head?.hash ?? GENESIS_HASH };
    const fault = chainFaultOf(link, [entry]);
    if (fault !== null) wrong.push(`entry ${entry.seq}: ${fault.kind}`);
    const hash = unseen.get(entry.seq);
    if (hash !== undefined && hash !== entry.hash) wrong.push(`entry ${entry.seq} was answered as another`);
    unseen.delete(entry.seq);
    const body = bodyOf(entry);
    const key = body === null ? 'unknown' : keyOf(body);
    if (!asked.has(key)) wrong.push(`entry ${entry.seq} was never asked for`);
    if (found.has(key)) wrong.push(`what entry ${entry.seq} records is there twice`);
    found.add(key);
    entries.push(entry);
    return wrong;
  }

  return {
    entries,
    answeredCount: () => answeredCount,
    nextDraft() {
      draftCount += 1;
      const draft = draftOf(draftCount);
      asked.add(keyOf(draft.body));
      return draft;
    },
    answered({ seq, hash, body }) {
      answeredCount += 1;
      if (body.kind === 'use') voidableSeq = seq;
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

/** Uses of the journal in order, each with the `seq` of the entry that took it back; null for none. */
export function usesIn(
  entries: readonly JournalEntry[],
): readonly { readonly entry: JournalEntry; readonly body: UseBody; readonly voidedBySeq: number | null }[] {
  const voidedBy = new Map(
    entries.flatMap((entry) => {
      const body = bodyOf(entry);
      return body?.kind === 'void' ? [[body.voidsSeq, entry.seq] as const] : [];
    }),
  );
  return entries.flatMap((entry) => {
    const body = bodyOf(entry);
    return body?.kind === 'use' ? [{ entry, body, voidedBySeq: voidedBy.get(entry.seq) ?? null }] : [];
  });
}

/** What tells a draft from all others: a card is sold to once, a sale taken back once. */
function keyOf(body: JournalBody): string {
  if (body.kind === 'void') return `void of ${body.voidsSeq}`;
  if ('cardRef' in body) return body.cardRef;
  if ('takenId' in body) return `${body.kind} of ${body.takenId}`;
  return 'recordId' in body ? `${body.kind} of ${body.recordId}` : body.kind;
}
