import { isStorableText } from '../../domain/base/plain-text.ts';
import { bodyOf, chainFaultOf, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { UnfitJournal } from '../../protocol/wire.ts';
import { forkKeyOf } from '../intake/forked.ts';
import { headFor } from '../intake/journal-head.ts';
import { findMismatches } from '../intake/mismatches.ts';
import { putInQuarantine } from '../intake/quarantined.ts';
import { type Outcome, type Refusal, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { JournalHead, KioskRow, OwnedHead, Receipt } from '../storage/store-rows.ts';
import { auditEntries } from './audit.ts';
import { type Finding, type Matter, openDiscrepancy } from './finding.ts';

/** What a receipt may tell. */
const FINDINGS_MAX = 1_000;

/** `findings`: the discrepancies that the batch opened or added to. */
interface Pushed {
  /** The epoch of the state that the batch was committed to, even if a backup is restored right after. */
  readonly epoch: string;
  readonly acknowledged: JournalHead;
  /** The last entry of the batch, which the district has now in one way or another. */
  readonly taken?: JournalHead;
  readonly findings: readonly Finding[];
  /** The kiosk that brought it was revoked: what it brings after this receipt goes to quarantine. */
  readonly isRevoked: boolean;
}

interface Batch {
  readonly journalId: string;
  readonly entries: readonly JournalEntry[];
  /** The kiosk that brought it. */
  readonly kioskId: string;
  /** The kiosk says that somebody has cut or changed the journal. */
  readonly unfit?: UnfitJournal | undefined;
}

/**
 * Takes a batch of journal entries in one transaction, all or nothing, and answers the journal's head and what an
 * officer must look into, which the same transaction has opened discrepancies for. A journal that the district has
 * never heard of begins with it: a kiosk may have lost its disk, or the district its last hours. A journal follows the
 * kiosk that can go on with it, whose hashes nobody else knows: an enrolment that came late, for a kiosk that has long
 * had another one, must not take its journal away, nor must a batch that is refused or the old identity of a device
 * that was revoked. How many journals a kiosk may have is bounded. Entries that the district holds already are skipped.
 * An entry that does not follow from what is stored is a fork, as a cloned disk makes one: it goes to quarantine with all
 * entries after it, and nothing stored is touched.
 *
 * Refusals: `gap` with the first `seq` that is missing, `fork` and `bad-entry` with the `seq` in question; `fork`
 * without one for a question about a journal that another kiosk brought last: say what you have of it; `too-many-tries`
 * for one journal too many.
 */
export async function pushEntries(
  services: Pick<Services, 'store' | 'catalogue' | 'secrets' | 'now'>,
  batch: Batch,
): Promise<Outcome<Pushed>> {
  const fault = batchFaultOf(batch);
  if (fault !== null) return refused(fault);
  const receipt = { kioskId: batch.kioskId, receivedAt: services.now() };
  return services.store.transaction(async (writes) => {
    const { epoch } = await writes.identity();
    const bringer = await writes.lockKioskRow(batch.kioskId);
    if (bringer === null)
      return refused({ kind: 'unauthorized', message: 'no such kiosk was enrolled here' });
    const found = await headFor(writes, services, batch);
    if (!found.ok) return found;
    const { head, isFresh } = found.value;
    const isOwn = head.kioskId === batch.kioskId;
    if (!isOwn && batch.entries.length === 0 && batch.unfit === undefined) {
      const message = `journal ${batch.journalId} is another kiosk's so far`;
      return refused({ kind: 'fork', message, epoch });
    }
    const isTakeable = isOwn || (await mayTake(writes, bringer, head));
    const isForeign = !isTakeable && !(await hasHad(writes, batch));
    const isUnfit = batch.unfit !== undefined;
    const forkSeq =
      (await forkSeqOf(writes, batch, head)) ?? (isForeign || isUnfit ? firstUnknownOf(batch, head) : null);
    if (forkSeq !== null || isUnfit) {
      const forked = forkSeq === null ? [] : batch.entries.filter((entry) => entry.seq >= forkSeq);
      await writes.quarantine(forked, receipt, 'fork');
      await writes.lockBookRow();
      await openDiscrepancy(writes, services, forkMatterOf(batch, forked, bringer));
      const message = forkWords(batch, { forkSeq, isForeign });
      const told = { ...takenOf(batch), ...(isUnfit ? ({ unfit: true } as const) : {}) };
      const refusal = { kind: 'fork', message, ...told, epoch } as const;
      return refused(forkSeq === null ? refusal : { ...refusal, seq: forkSeq });
    }
    const isRevoked = bringer.revokedAt !== null;
    const isQuarantined = isRevoked && (isFresh || bringer.revocationToldAt !== null);
    const appended = await appendNew(writes, services, { batch, head, receipt, bringer, isQuarantined });
    if (!appended.ok) return appended;
    if (!isOwn && isTakeable) {
      await writes.giveJournal(batch.journalId, batch.kioskId);
    }
    if (isRevoked) await writes.markRevocationTold(batch.kioskId, receipt.receivedAt);
    return { ok: true, value: { epoch, ...appended.value, ...takenOf(batch), isRevoked } };
  });
}

/** Told with the answer: an older answer that a proxy plays again must not pass for the one to this batch. */
function takenOf({ entries }: Batch): Pick<Pushed, 'taken'> {
  const last = entries.at(-1);
  return last === undefined ? {} : { taken: { seq: last.seq, hash: last.hash } };
}

/** A device that was revoked hands in what it has recorded, and takes no journal from one that is in service. */
async function mayTake(
  writes: DistrictWrites,
  bringer: KioskRow,
  { kioskId: ownerId }: OwnedHead,
): Promise<boolean> {
  if (bringer.revokedAt === null) return true;
  const owner = await writes.kioskById(ownerId);
  return owner?.revokedAt !== null;
}

/** The fault of a batch that can be seen without what is stored; null if it has none. */
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

/** True if a text of the entry cannot be stored. Kiosks write no such text in the fields that this release reads. */
function hasUnstorableText(entry: JournalEntry): boolean {
  const texts = [entry.kioskId, entry.siteId, entry.body.kind, ...Object.values(bodyOf(entry) ?? {}).flat()];
  return texts.some((text) => typeof text === 'string' && !isStorableText(text));
}

/** The first `seq` that does not follow from what the district holds; null if all does. */
async function forkSeqOf(
  writes: DistrictWrites,
  { journalId, entries }: Batch,
  head: OwnedHead,
): Promise<number | null> {
  const [first] = entries;
  if (first === undefined) return null;
  const known = entries.filter((entry) => entry.seq <= head.seq);
  const stored = known.length === 0 ? [] : await writes.entriesFrom(journalId, first.seq, known.length);
  const differing = known.find((entry, index) => stored[index]?.hash !== entry.hash);
  if (differing !== undefined) return differing.seq;
  const fresh = entries[known.length];
  if (fresh === undefined) return null;
  // The entry is in quarantine, from an edited copy of the journal. Taken here, it would count twice after a merge.
  if (await writes.isQuarantined(fresh)) return fresh.seq;
  if (fresh.seq === head.seq + 1) return fresh.parent === head.hash ? null : fresh.seq;
  const parent = { journalId, seq: fresh.seq - 1, hash: fresh.parent };
  return (await writes.isQuarantined(parent)) ? fresh.seq : null;
}

/** A device that was enrolled again may still hand in what it wrote before, under the enrolment of then. */
async function hasHad(reads: DistrictReads, { journalId, kioskId }: Batch): Promise<boolean> {
  return (await reads.kioskIdsOfJournal(journalId)).includes(kioskId);
}

/** What a kiosk would add to a journal that it has never had: the kiosk whose it is could not go on behind it. */
function firstUnknownOf({ entries }: Batch, head: JournalHead): number | null {
  return entries.find((entry) => entry.seq > head.seq)?.seq ?? null;
}

function forkWords(
  { journalId, unfit }: Batch,
  { forkSeq, isForeign }: { readonly forkSeq: number | null; readonly isForeign: boolean },
): string {
  if (unfit !== undefined) return `journal ${journalId} does not fit the head that its kiosk had sealed`;
  return isForeign
    ? `journal ${journalId} is another kiosk's`
    : `entry ${forkSeq} is stored with another hash`;
}

/**
 * Two disks have written under one journal id, or somebody has cut or changed a journal: an officer must find
 * out what is real. Nothing may be left of one that was cut; then the last entry that its kiosk had sealed is
 * named.
 */
function forkMatterOf(
  { journalId, unfit }: Batch,
  forked: readonly JournalEntry[],
  { siteIds }: KioskRow,
): Matter {
  const [first] = forked;
  const seq = first?.seq ?? unfit?.sealedSeq ?? null;
  return {
    key: forkKeyOf(journalId),
    kind: 'journal-fork',
    subject: {
      siteId: first?.siteId ?? siteIds[0] ?? '',
      itemId: null,
      cardRef: null,
      date: null,
      court: null,
    },
    entries: seq === null || seq === 0 ? [] : [{ journalId, seq }],
  };
}

async function appendNew(
  writes: DistrictWrites,
  services: Pick<Services, 'catalogue' | 'secrets' | 'now'>,
  given: {
    readonly batch: Batch;
    readonly head: JournalHead;
    readonly receipt: Receipt;
    readonly bringer: KioskRow;
    readonly isQuarantined: boolean;
  },
): Promise<Outcome<Pick<Pushed, 'acknowledged' | 'findings'>>> {
  const { batch, head, receipt, bringer, isQuarantined } = given;
  const fresh = batch.entries.filter((entry) => entry.seq > head.seq);
  const [first] = fresh;
  const last = fresh.at(-1);
  if (first === undefined || last === undefined) {
    const { seq, hash } = head;
    return { ok: true, value: { acknowledged: { seq, hash }, findings: [] } };
  }
  if (first.seq > head.seq + 1) {
    return refused({ kind: 'gap', message: `entry ${head.seq + 1} is missing`, seq: head.seq + 1 });
  }
  await writes.appendEntries(fresh, receipt);
  const findings = isQuarantined
    ? await putInQuarantine(writes, services, { entries: fresh, receipt })
    : [
        ...(await findMismatches(writes, services, { entries: fresh, bringer })),
        ...(await auditEntries(writes, services, fresh)),
      ];
  const acknowledged = { seq: last.seq, hash: last.hash };
  return { ok: true, value: { acknowledged, findings: findings.slice(0, FINDINGS_MAX) } };
}
