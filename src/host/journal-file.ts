import {
  type EntryTime,
  type Hash,
  hashOfEntry,
  type JournalDraft,
  JournalEntry,
} from '../domain/journal-entry.ts';
import type { JournalFault } from '../host-api/host-api.ts';
import { writeBytes } from './journal-bytes.ts';
import type { JournalDisk, JournalHandle } from './journal-disk.ts';
import { codeOf, diskFaultOf, faultOf } from './journal-fault.ts';
import type { JournalFinding } from './journal-finding.ts';
import { type ChainHead, lineOf } from './journal-line.ts';
import { newJournalId, type OpenedJournal, openSegments } from './journal-opening.ts';
import { type Acknowledged, KEPT_MS, noteAcknowledged, pruneJournal } from './journal-pruning.ts';
import { readEntries } from './journal-reading.ts';
import { headAfter } from './journal-scan.ts';
import { addToSegment, emptySegment, type JournalSegment, segmentNameOf } from './journal-segment.ts';

/** What the host knows of an entry beyond the draft. */
export interface EntryStamp {
  readonly kioskId: string;
  readonly at: EntryTime;
}

export type AppendOutcome =
  | { readonly ok: true; readonly entry: JournalEntry }
  | { readonly ok: false; readonly fault: JournalFault };

/** An append-only chain of entries in files of JSON lines, one entry each; one process writes it. */
export interface JournalFile {
  readonly journalId: string;
  readonly findings: readonly JournalFinding[];
  head(): { readonly seq: number; readonly hash: Hash };
  /** The last entry that is not kept any more; `seq` 0 where all are. */
  base(): { readonly seq: number; readonly hash: Hash };
  /** Answers when the entry is flushed to disk. One at a time, in the order of the calls. */
  append(draft: JournalDraft, stamp: EntryStamp): Promise<AppendOutcome>;
  /** Entries with `seq >= fromSeq` that are kept, in order, at most `limit`. */
  read(fromSeq: number, limit: number): Promise<JournalEntry[]>;
  /**
   * The district says that it holds all up to `seq`: whole segments that it has held for long enough by its
   * own clock are removed. Never fails; what cannot be done now is done at a later call.
   */
  acknowledged(acknowledged: Acknowledged): Promise<void>;
  /** Waits for the appends that were asked for. */
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly newId?: () => string;
  /** A segment is closed before it would grow beyond this. */
  readonly segmentBytesMax?: number;
  /** How long an acknowledged entry is kept. */
  readonly keptMs?: number;
}

/** Some 1,500 entries: a week of a busy desk. */
const SEGMENT_BYTES_MAX = 1024 * 1024;

/**
 * Opens the folder's journal, or begins one under a new id. A torn tail is cut and kept beside it, a flipped
 * bit turned back. Throws where the folder cannot be used or holds two journals.
 */
export async function openJournal(disk: JournalDisk, options: JournalOptions = {}): Promise<JournalFile> {
  const opened = await openSegments(disk, options.newId ?? newJournalId);
  const handle = await disk.open(lastOf(opened.segments).name, 'create');
  try {
    await disk.sync();
  } catch (error) {
    await handle.close();
    throw error;
  }
  return journalOver({ disk, handle, opened, options });
}

interface JournalParts {
  readonly disk: JournalDisk;
  readonly handle: JournalHandle;
  readonly opened: OpenedJournal;
  readonly options: JournalOptions;
}

function journalOver({ disk, handle: firstHandle, opened, options }: JournalParts): JournalFile {
  const { journalId, findings } = opened;
  const { segmentBytesMax = SEGMENT_BYTES_MAX, keptMs = KEPT_MS } = options;
  const damaged = findings.find((finding) => finding.kind === 'damaged');
  let handle = firstHandle;
  let { base, segments } = opened;
  /** True while bytes of a failed write may lie behind the last entry. */
  let hasRemains = false;
  let reading = 0;
  let leaving: readonly JournalSegment[] = [];
  let queue: Promise<unknown> = Promise.resolve();

  const active = () => lastOf(segments);
  const head = () => headAfter(active(), journalId);

  async function appendNow(draft: JournalDraft, stamp: EntryStamp): Promise<AppendOutcome> {
    if (damaged !== undefined) return refused('io', `entry ${damaged.seq} is damaged (${damaged.detail})`);
    const refusal = await cutRemains()
      .then(() => voidFaultOf(draft))
      .catch(diskFaultOf);
    if (refusal !== null) return { ok: false, fault: refusal };
    const entry = nextEntry(head(), draft, stamp);
    const line = lineOf(entry);
    try {
      await write(entry, line);
      return { ok: true, entry };
    } catch (error) {
      const left = await cutRemains().catch((cause: unknown) => `, not taken back yet: ${codeOf(cause)}`);
      const { kind, detail } = diskFaultOf(error);
      return refused(kind, `${detail}${left ?? ''}`);
    }
  }

  async function write(entry: JournalEntry, line: Buffer): Promise<void> {
    if (active().entries > 0 && active().length + line.length > segmentBytesMax) await beginSegment();
    hasRemains = true;
    await writeBytes(handle, line, active().length);
    await handle.datasync();
    hasRemains = false;
    addToSegment(active(), entry, line.length);
  }

  /** The new file's name is on disk before its first entry; until then a start finds an empty file or none. */
  async function beginSegment(): Promise<void> {
    const name = segmentNameOf(journalId, head().seq + 1);
    const next = await disk.open(name, 'create');
    try {
      await next.truncate(0);
      await disk.sync();
    } catch (error) {
      await next.close();
      throw error;
    }
    await handle.close().catch(() => undefined); // all in it was flushed
    handle = next;
    segments = [...segments, emptySegment(name, head())];
  }

  /** After a failed write nothing half done may stay, nor anything be written behind it. */
  async function cutRemains(): Promise<void> {
    if (!hasRemains) return;
    await handle.truncate(active().length);
    await handle.datasync();
    hasRemains = false;
  }

  async function voidFaultOf({ body }: JournalDraft): Promise<JournalFault | null> {
    if (body.kind !== 'void') return null;
    const { voidsSeq } = body;
    if (segments.some((segment) => segment.voided.has(voidsSeq))) {
      return faultOf('already-voided', `entry ${voidsSeq}`);
    }
    const [voided] = await readEntries(disk, segments, voidsSeq, 1);
    if (voided?.seq === voidsSeq && voided.body.kind === 'use') return null;
    return faultOf('unknown-void', `entry ${voidsSeq} is no use`);
  }

  async function acknowledgedNow(acknowledged: Acknowledged): Promise<void> {
    base = await noteAcknowledged(disk, { base, segments }, acknowledged);
    const pruned = await pruneJournal(disk, { base, segments }, { keptMs, ...acknowledged });
    ({ base, segments } = pruned.journal);
    leaving = [...leaving, ...pruned.removable];
    // A read that is under way may still want one of them; a start removes what stays.
    if (reading > 0) return;
    for (const segment of leaving) await disk.remove(segment.name);
    leaving = [];
  }

  function queued<T>(work: () => Promise<T>): Promise<T> {
    const answer = queue.then(work);
    queue = answer.catch(() => undefined);
    return answer;
  }

  return {
    journalId,
    findings,
    head: () => ({ seq: head().seq, hash: head().hash }),
    base: () => base.base,
    append: (draft, stamp) => queued(() => appendNow(draft, stamp)),
    async read(fromSeq, limit) {
      reading += 1;
      try {
        return await readEntries(disk, segments, fromSeq, limit);
      } finally {
        reading -= 1;
      }
    },
    // What a disk refuses here is tried again after the next push, and costs nobody anything until then.
    acknowledged: (acknowledged) =>
      damaged === undefined
        ? queued(() => acknowledgedNow(acknowledged)).catch(() => undefined)
        : queue.then(),
    async close() {
      await queue;
      await handle.close();
    },
  };
}

function nextEntry(head: ChainHead, draft: JournalDraft, stamp: EntryStamp): JournalEntry {
  const unsigned = {
    format: 2 as const,
    journalId: head.journalId,
    seq: head.seq + 1,
    parent: head.hash,
    ...stamp,
    ...draft,
  };
  return JournalEntry.parse({ ...unsigned, hash: hashOfEntry(unsigned) });
}

function refused(kind: JournalFault['kind'], detail: string): AppendOutcome {
  return { ok: false, fault: faultOf(kind, detail) };
}

function lastOf(segments: readonly JournalSegment[]): JournalSegment {
  const last = segments.at(-1);
  if (last === undefined) throw new Error('a journal has one segment at least');
  return last;
}
