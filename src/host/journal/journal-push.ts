import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import { PUSH_BYTES_MAX, type PushReply } from '../../protocol/wire.ts';
import type { DistrictResult, ForkWord } from '../district/district-request.ts';
import type { AcknowledgementNote } from './acknowledgement.ts';
import type { BatchSize } from './batch-size.ts';
import type { JournalFile } from './file/journal-file.ts';
import { JournalUnreadable } from './file/journal-reading.ts';

/** `{"entries":[]}` around the entries of a batch. */
const ENVELOPE_BYTES = 16;

/** After this many halvings, a batch of 500 entries has one. */
const HALVINGS_MAX = 9;
const UNANSWERED: readonly LineFault['kind'][] = ['unreachable', 'timeout', 'connection-cut'];

/** `isForkProven`: the answer is to this very batch, and the district has it in quarantine or has another end. */
export type PushOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly fault: LineFault; readonly isForkProven?: boolean };

export interface PushParts {
  readonly journal: Pick<JournalFile, 'journalId' | 'head' | 'base' | 'read' | 'acknowledged'>;
  readonly note: AcknowledgementNote;
  readonly send: (entries: readonly JournalEntry[]) => Promise<DistrictResult<PushReply>>;
  readonly size: BatchSize;
  readonly uptimeMs?: (() => number) | undefined;
  /** Gets the last number that the district has in the journal of this id, whether our entry or another. */
  readonly onHeld?: (seq: number) => void;
}

/**
 * Sends one batch from where the district stands, and notes what it acknowledges. Where that is not known, or the
 * district turns out to hold less than it once did, an empty batch asks first. Where the district has another future of
 * this journal, ours is sent anyway, from the beginning, for its quarantine. Nothing that the district answers removes
 * an entry.
 */
export async function pushOnce(parts: PushParts): Promise<PushOutcome> {
  try {
    return await pushBatch(parts);
  } catch (error) {
    if (!(error instanceof JournalUnreadable)) throw error;
    return { ok: false, fault: { kind: 'refused', detail: error.message, retryAfterMs: null } };
  }
}

async function pushBatch({ journal, note, send, size, uptimeMs, onHeld }: PushParts): Promise<PushOutcome> {
  const known = note.current();
  const isKept = known !== null && known.seq >= journal.base().seq;
  const entries = isKept ? await batchFrom(journal, known.seq + 1, size.entriesMax()) : [];
  let result = await sendSmaller(entries, { send, size });
  if (!result.ok && result.wireKind === 'gap') {
    // A district restored from a backup: ask what it still has; the next round goes on from there.
    await note.set(null);
    result = await send([]);
  }
  if (!result.ok) {
    const isForkProven = result.fork !== null && (await noteFork({ journal, note }, result.fork));
    // The refusal does not say how many entries the other end has; their numbers are on slips.
    const asked = isForkProven ? await send([]) : result;
    if (asked.ok) onHeld?.(asked.value.acknowledged.seq);
    // If nobody answers, the journal is left in a later round, since a new one would give those numbers again.
    const isAnswered = asked.ok || asked.wireKind !== null;
    return { ok: false, fault: result.fault, isForkProven: isForkProven && isAnswered };
  }
  onHeld?.(result.value.acknowledged.seq);
  return takeReceipt({ journal, note, uptimeMs }, result.value);
}

/** Sends as much of the batch as the way to the district accepts: half of it if the whole was too large. */
async function sendSmaller(
  entries: readonly JournalEntry[],
  { send, size }: Pick<PushParts, 'send' | 'size'>,
): Promise<DistrictResult<PushReply>> {
  let sent = entries;
  let result = await send(sent);
  for (let halving = 0; halving < HALVINGS_MAX; halving += 1) {
    if (result.ok || result.wireKind !== 'too-large' || sent.length < 2) break;
    size.tooLarge(sent.length);
    sent = sent.slice(0, size.entriesMax());
    result = await send(sent);
  }
  if (result.ok) size.taken();
  else if (UNANSWERED.includes(result.fault.kind)) size.unanswered(sent.length);
  return result;
}

async function takeReceipt(
  parts: Pick<PushParts, 'journal' | 'note' | 'uptimeMs'>,
  { epoch, acknowledged, taken, serverTimeMs }: PushReply,
): Promise<PushOutcome> {
  const { journal, note, uptimeMs } = parts;
  const fault = await forkOf(journal, acknowledged);
  if (fault !== null) {
    const isForkProven = await noteFork(parts, { epoch, taken: taken ?? null, isUnfitHeard: false });
    return { ok: false, fault, isForkProven };
  }
  const known = note.current();
  const own = await ownEntry(journal, taken ?? null);
  if (
    known?.isForked === true &&
    known.epoch === epoch &&
    own !== null &&
    acknowledged.seq < journal.head().seq
  ) {
    // The journal is known to be forked, and this batch lies before the fork. What comes after it must still be sent.
    await note.set({ ...known, ...own });
    return { ok: true };
  }
  await note.set({ journalId: journal.journalId, epoch, ...acknowledged, isForked: false });
  await journal.acknowledged({ seq: acknowledged.seq, serverTimeMs, epoch, uptimeMs: uptimeMs?.() ?? null });
  return { ok: true };
}

/**
 * The district has ours up to what it says that it took, held or in quarantine; what came before it is sent
 * once a fork is known. An answer to another batch, played again, moves nothing on that is not ours; true if it names
 * one of ours, and so is no such answer.
 */
async function noteFork(
  { journal, note }: Pick<PushParts, 'journal' | 'note'>,
  { epoch, taken, isUnfitHeard }: ForkWord,
): Promise<boolean> {
  const known = note.current();
  const goesOn = known?.isForked === true && known.epoch === epoch;
  const own = await ownEntry(journal, taken);
  const last = goesOn ? (own ?? known) : journal.base();
  await note.set({
    journalId: journal.journalId,
    epoch,
    seq: last.seq,
    hash: last.hash,
    isForked: true,
    isUnfitHeard: isUnfitHeard || (goesOn && known.isUnfitHeard === true),
  });
  return own !== null;
}

/** The entry, if it is in this journal. */
async function ownEntry(journal: PushParts['journal'], taken: ForkWord['taken']): Promise<ForkWord['taken']> {
  if (taken === null || taken.seq <= journal.base().seq) return null;
  const [own] = await journal.read(taken.seq, 1);
  return own?.hash === taken.hash ? taken : null;
}

/** Two disks have written under one journal id where the district's head is not in our chain. */
async function forkOf(
  journal: PushParts['journal'],
  acknowledged: PushReply['acknowledged'],
): Promise<LineFault | null> {
  if (acknowledged.seq > journal.head().seq) {
    return forkFault(`the district holds ${acknowledged.seq} entries, this journal ${journal.head().seq}`);
  }
  const base = journal.base();
  if (acknowledged.seq < base.seq) {
    // Restored to before what this device keeps: only the district's own backups can help it.
    return forkFault(`the district holds ${acknowledged.seq} entries, this journal begins after ${base.seq}`);
  }
  if (acknowledged.seq === 0) return null;
  const [own] = acknowledged.seq === base.seq ? [base] : await journal.read(acknowledged.seq, 1);
  return own?.hash === acknowledged.hash ? null : forkFault(`entry ${acknowledged.seq} differs`);
}

async function batchFrom(
  journal: PushParts['journal'],
  fromSeq: number,
  entriesMax: number,
): Promise<JournalEntry[]> {
  const batch: JournalEntry[] = [];
  let bytes = ENVELOPE_BYTES;
  for (const entry of await journal.read(fromSeq, entriesMax)) {
    bytes += Buffer.byteLength(JSON.stringify(entry)) + 1;
    if (bytes > PUSH_BYTES_MAX) break;
    batch.push(entry);
  }
  return batch;
}

function forkFault(detail: string): LineFault {
  return { kind: 'fork', detail, retryAfterMs: null };
}
