import { chainFaultOf, type JournalEntry } from '../domain/journal-entry.ts';
import { auditEntries } from './audit.ts';
import { type Finding, type Matter, openCase } from './finding.ts';
import { type Outcome, type Refusal, refused } from './refusal.ts';
import type { Services } from './services.ts';
import type { DistrictWrites } from './store.ts';
import type { JournalHead, Receipt } from './store-rows.ts';

/** `findings`: the cases that the batch opened or added to. */
interface Pushed {
  readonly acknowledged: JournalHead;
  readonly findings: readonly Finding[];
}

interface Batch {
  readonly journalId: string;
  readonly entries: readonly JournalEntry[];
  /** The kiosk that brought it. */
  readonly kioskId: string;
}

/**
 * Takes a batch of journal entries in one transaction, all or nothing, and answers the journal's head and
 * what an officer must look into, which the same transaction has opened cases for.
 * Entries that the district holds already are passed over. One that it holds with another hash is a fork:
 * it and what follows it in the batch go to quarantine, and nothing held is touched.
 *
 * Refusals: `not-found` where the journal is not this kiosk's, `gap` with the first `seq` that is missing,
 * `fork` and `bad-entry` with the `seq` in question.
 */
export async function pushEntries(
  services: Pick<Services, 'store' | 'catalogue' | 'secrets' | 'now'>,
  batch: Batch,
): Promise<Outcome<Pushed>> {
  const fault = batchFaultOf(batch);
  if (fault !== null) return refused(fault);
  const receipt = { kioskId: batch.kioskId, receivedAt: services.now() };
  return services.store.transaction(async (writes) => {
    const head = await writes.lockJournal(batch.journalId, batch.kioskId);
    if (head === null) {
      return refused({ kind: 'not-found', message: `this kiosk has no journal ${batch.journalId}` });
    }
    const forkSeq = await forkSeqOf(writes, batch, head);
    if (forkSeq !== null) {
      const forked = batch.entries.filter((entry) => entry.seq >= forkSeq);
      await writes.quarantine(forked, receipt);
      await openCase(writes, services, forkMatterOf(forked));
      return refused({ kind: 'fork', message: `entry ${forkSeq} is held with another hash`, seq: forkSeq });
    }
    return appendNew(writes, services, { batch, head, receipt });
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

/** The first `seq` that the district holds with another hash than the batch has. */
async function forkSeqOf(
  writes: DistrictWrites,
  { journalId, entries }: Batch,
  head: JournalHead,
): Promise<number | null> {
  const known = entries.filter((entry) => entry.seq <= head.seq);
  const [first] = known;
  if (first === undefined) return null;
  const held = await writes.entriesFrom(journalId, first.seq, known.length);
  return known.find((entry, index) => held[index]?.hash !== entry.hash)?.seq ?? null;
}

/** Two disks have written under one journal id: an officer must find out which is the real one. */
function forkMatterOf(forked: readonly JournalEntry[]): Matter {
  const [first] = forked;
  if (first === undefined) throw new Error('a fork has an entry');
  const { journalId, seq, siteId } = first;
  return {
    key: `fork:${journalId}`,
    kind: 'journal-fork',
    subject: { siteId, itemId: null, cardRef: null, date: null, court: null },
    entries: [{ journalId, seq }],
  };
}

async function appendNew(
  writes: DistrictWrites,
  services: Pick<Services, 'catalogue' | 'secrets' | 'now'>,
  given: { readonly batch: Batch; readonly head: JournalHead; readonly receipt: Receipt },
): Promise<Outcome<Pushed>> {
  const { batch, head, receipt } = given;
  const fresh = batch.entries.filter((entry) => entry.seq > head.seq);
  const [first] = fresh;
  const last = fresh.at(-1);
  if (first === undefined || last === undefined) {
    return { ok: true, value: { acknowledged: head, findings: [] } };
  }
  if (first.seq > head.seq + 1) {
    return refused({ kind: 'gap', message: `entry ${head.seq + 1} is missing`, seq: head.seq + 1 });
  }
  if (first.parent !== head.hash) {
    return refused({ kind: 'bad-entry', message: 'wrong parent', seq: first.seq });
  }
  await writes.appendEntries(fresh, receipt);
  const findings = await auditEntries(writes, services, fresh);
  return { ok: true, value: { acknowledged: { seq: last.seq, hash: last.hash }, findings } };
}
