import type { Transaction } from 'kysely';
import { chainFaultOf, type Hash, type JournalEntry } from '../domain/journal-entry.ts';
import type { PushReply } from '../protocol/wire.ts';
import type { Database } from './database/database.ts';
import type { Tables } from './database/tables.ts';
import { rowOf } from './journal-row.ts';
import { type Outcome, type Refusal, refused } from './refusal.ts';

export type JournalHead = PushReply['acknowledged'];

interface Batch {
  readonly journalId: string;
  readonly entries: readonly JournalEntry[];
  /** The kiosk whose token brought it. */
  readonly kioskId: string;
  readonly receivedAt: Date;
}

/**
 * Takes a batch of journal entries in one transaction, all or nothing, and answers the journal's head.
 * Entries that the district holds already are passed over. One that it holds with another hash is a fork:
 * it and what follows it in the batch go to quarantine, and nothing held is touched.
 *
 * Refusals: `not-found` where the journal is not this kiosk's, `gap` with the first `seq` that is missing,
 * `fork` and `bad-entry` with the `seq` in question.
 */
export async function pushEntries(database: Database, batch: Batch): Promise<Outcome<JournalHead>> {
  const fault = batchFaultOf(batch);
  if (fault !== null) return refused(fault);
  return database.transaction().execute(async (transaction) => {
    const head = await lockHead(transaction, batch);
    if (head === null) {
      return refused({ kind: 'not-found', message: `this kiosk has no journal ${batch.journalId}` });
    }
    const forkSeq = await forkSeqOf(transaction, batch, head);
    if (forkSeq !== null) {
      await quarantine(transaction, batch, forkSeq);
      return refused({ kind: 'fork', message: `entry ${forkSeq} is held with another hash`, seq: forkSeq });
    }
    return appendNew(transaction, batch, head);
  });
}

/** What is wrong with a batch in itself, before anything that is stored. */
function batchFaultOf({ journalId, entries }: Batch): Refusal | null {
  const [first] = entries;
  if (first === undefined) return null;
  const unstorable = entries.find(hasUnstorableText);
  if (unstorable !== undefined) {
    return { kind: 'bad-entry', message: 'text with NUL or half a character', seq: unstorable.seq };
  }
  const fault = chainFaultOf({ journalId, seq: first.seq - 1, hash: first.parent }, entries);
  if (fault === null) return null;
  if (fault.kind !== 'gap') return { kind: 'bad-entry', message: `wrong ${fault.kind}`, seq: fault.seq };
  const missing = first.seq + entries.findIndex((entry, index) => entry.seq !== first.seq + index);
  return { kind: 'gap', message: `entry ${missing} is missing in the batch`, seq: missing };
}

/** PostgreSQL stores neither, and no kiosk writes them. */
function hasUnstorableText(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed();
  if (typeof value === 'object' && value !== null) return Object.values(value).some(hasUnstorableText);
  return false;
}

/** The journal's row stays locked until the commit: batches of one journal come one after the other. */
async function lockHead(transaction: Transaction<Tables>, batch: Batch): Promise<JournalHead | null> {
  const row = await transaction
    .selectFrom('journal')
    .select(['head_seq', 'head_hash'])
    .where('journal_id', '=', batch.journalId)
    .where('kiosk_id', '=', batch.kioskId)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : { seq: Number(row.head_seq), hash: row.head_hash };
}

/** The first `seq` that the district holds with another hash than the batch has. */
async function forkSeqOf(
  transaction: Transaction<Tables>,
  { journalId, entries }: Batch,
  head: JournalHead,
): Promise<number | null> {
  const known = entries.filter((entry) => entry.seq <= head.seq);
  const [first] = known;
  if (first === undefined) return null;
  const rows = await transaction
    .selectFrom('journal_entry')
    .select(['seq', 'hash'])
    .where('journal_id', '=', journalId)
    .where('seq', '>=', first.seq)
    .where('seq', '<', first.seq + known.length)
    .execute();
  const hashes = new Map<number, Hash>(rows.map((row) => [Number(row.seq), row.hash]));
  return known.find((entry) => hashes.get(entry.seq) !== entry.hash)?.seq ?? null;
}

async function quarantine(transaction: Transaction<Tables>, batch: Batch, forkSeq: number): Promise<void> {
  const forked = batch.entries.filter((entry) => entry.seq >= forkSeq);
  await transaction
    .insertInto('forked_entry')
    .values(
      forked.map((entry) => ({
        journal_id: entry.journalId,
        seq: entry.seq,
        hash: entry.hash,
        received_from: batch.kioskId,
        received_at: batch.receivedAt,
        entry: JSON.stringify(entry),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function appendNew(
  transaction: Transaction<Tables>,
  batch: Batch,
  head: JournalHead,
): Promise<Outcome<JournalHead>> {
  const fresh = batch.entries.filter((entry) => entry.seq > head.seq);
  const [first] = fresh;
  const last = fresh.at(-1);
  if (first === undefined || last === undefined) return { ok: true, value: head };
  if (first.seq > head.seq + 1) {
    return refused({ kind: 'gap', message: `entry ${head.seq + 1} is missing`, seq: head.seq + 1 });
  }
  if (first.parent !== head.hash) {
    return refused({ kind: 'bad-entry', message: 'wrong parent', seq: first.seq });
  }
  await transaction
    .insertInto('journal_entry')
    .values(fresh.map((entry) => rowOf(entry, batch)))
    .execute();
  await transaction
    .updateTable('journal')
    .set({ head_seq: last.seq, head_hash: last.hash })
    .where('journal_id', '=', batch.journalId)
    .execute();
  return { ok: true, value: { seq: last.seq, hash: last.hash } };
}
