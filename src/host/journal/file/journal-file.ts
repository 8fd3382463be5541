import { turns } from '../../../domain/base/turns.ts';
import type { JournalBody } from '../../../domain/journal/entry-body.ts';
import {
  bodyOf,
  ENTRY_FORMAT,
  type EntryTime,
  type Hash,
  hashOfEntry,
  type JournalDraft,
  JournalEntry,
} from '../../../domain/journal/journal-entry.ts';
import type { JournalFault } from '../../../domain/journal/journal-state.ts';
import { isOpeningBody } from '../../../domain/records/record.ts';
import type { Disk } from '../../disk/disk.ts';
import type { LookAtGround } from './journal-end.ts';
import type { JournalTrouble } from './journal-fault.ts';
import { codeOf, diskFaultOf, faultOf } from './journal-fault.ts';
import { type ChainHead, lineOf } from './journal-line.ts';
import { newJournalId, type OpenedJournal, openSegments } from './journal-opening.ts';
import { type Acknowledged, KEPT, type KeptFor, openPruning } from './journal-pruning.ts';
import { type ReadableJournal, readEntries } from './journal-reading.ts';
import { type JournalWriter, openWriter, shutWriter } from './journal-writer.ts';

/** What the host adds to the draft of an entry. */
export interface EntryStamp {
  readonly kioskId: string;
  /** The member of the staff who is signed in; null at a desk without sign-in. */
  readonly staff: string | null;
  /** The member who allowed it on the spot; absent if nobody had to. */
  readonly approvedBy?: string;
  readonly at: EntryTime;
}

export type AppendOutcome =
  | { readonly ok: true; readonly entry: JournalEntry }
  | { readonly ok: false; readonly fault: JournalFault };

/** An append-only chain of entries in files of JSON lines, one entry each; one process writes it. */
export interface JournalFile {
  readonly journalId: string;
  readonly troubles: readonly JournalTrouble[];
  head(): { readonly seq: number; readonly hash: Hash };
  /** The highest format of its entries that are kept; 0 if there are none. */
  newestFormat(): number;
  /** The last entry that is no longer kept; `seq` is 0 if all entries are kept. */
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
  /** Resolves when all appends asked for so far have succeeded or failed. */
  settled(): Promise<void>;
  /** Writes the last file again if somebody removed or changed it. Returns false if that cannot be done now. */
  secure(): Promise<boolean>;
  /** Waits for the appends that were asked for, and leaves the last file as it should be. */
  close(): Promise<void>;
}

export interface JournalOptions {
  /** Which journal of the folder to open, begun if it is missing; by default the only one. */
  readonly journalId?: string;
  readonly newId?: () => string;
  /** A segment is closed before it would grow beyond this. */
  readonly segmentBytesMax?: number;
  /** On how many days an entry must have been acknowledged before it is removed. */
  readonly kept?: KeptFor;
  /** Looks who owns the folder now; by default it is always ours. */
  readonly ground?: LookAtGround;
  /** Is told what is found while the kiosk runs. */
  readonly onTrouble?: (trouble: JournalTrouble) => void;
}

/** Some 1,500 entries: a week of a busy desk. */
const SEGMENT_BYTES_MAX = 1024 * 1024;

/**
 * Opens the folder's journal, or begins one under a new id. A torn tail is cut off and kept beside it, and a flipped
 * bit is turned back. If a full disk has no room for that, it waits, and so do the appends. Throws if the folder
 * cannot be used or holds two journals.
 */
export async function openJournal(disk: Disk, options: JournalOptions = {}): Promise<JournalFile> {
  const opened = await openSegments(disk, options.newId ?? newJournalId, options.journalId);
  const { journalId, segments, due } = opened;
  const { segmentBytesMax = SEGMENT_BYTES_MAX, kept = KEPT, ground = () => 'ours' } = options;
  const onPutBack = (file: string, keptIn: string | null) =>
    options.onTrouble?.({ kind: 'file-put-back', file, keptIn });
  const writer = isDamaged(opened)
    ? shutWriter({ journalId, segments })
    : await openWriter({ disk, journalId, segments, segmentBytesMax, due, ground, onPutBack });
  return journalOver({ disk, writer, opened, kept });
}

/** Takes no further entry. */
export function isDamaged({ troubles }: Pick<OpenedJournal, 'troubles'>): boolean {
  return troubles.some((trouble) => trouble.kind === 'damaged');
}

interface JournalParts {
  readonly disk: Disk;
  readonly writer: JournalWriter;
  readonly opened: OpenedJournal;
  readonly kept: KeptFor;
}

function journalOver({ disk, writer, opened, kept }: JournalParts): JournalFile {
  const { journalId, troubles } = opened;
  const damaged = troubles.find((trouble) => trouble.kind === 'damaged');
  let reading = 0;
  const pruning = openPruning({ disk, writer, kept, base: opened.base, isReading: () => reading > 0 });
  const queued = turns();

  const readable = () => ({ disk, segments: writer.segments(), lastBytes: writer.lastBytes });

  async function secureNow(): Promise<boolean> {
    try {
      await writer.takeBack();
      await writer.secure();
      return true;
    } catch {
      return false; // the next append says what it is
    }
  }

  return {
    journalId,
    troubles,
    head: () => ({ seq: writer.head().seq, hash: writer.head().hash }),
    newestFormat: () => Math.max(...writer.segments().map((segment) => segment.newestFormat)),
    base: () => pruning.base().base,
    append: (draft, stamp) =>
      queued(async () =>
        damaged === undefined
          ? appendTo({ writer, readable }, draft, stamp)
          : refused('io', `entry ${damaged.seq} is damaged (${damaged.detail})`),
      ),
    async read(fromSeq, limit) {
      reading += 1;
      try {
        return await readEntries(readable(), fromSeq, limit);
      } finally {
        reading -= 1;
      }
    },
    async acknowledged(acknowledged) {
      if (damaged !== undefined) return;
      // What the disk refuses here is tried again after the next push, and nothing depends on it until then.
      await queued(() => pruning.acknowledged(acknowledged)).catch(() => undefined);
    },
    settled: () => queued(async () => undefined),
    secure: () => queued(secureNow),
    async close() {
      await queued(secureNow);
      await writer.close();
    },
  };
}

async function appendTo(
  { writer, readable }: { readonly writer: JournalWriter; readonly readable: () => ReadableJournal },
  draft: JournalDraft,
  stamp: EntryStamp,
): Promise<AppendOutcome> {
  const refusal = await writer
    .takeBack()
    .then(() => voidFaultOf(readable(), draft))
    .catch(diskFaultOf);
  if (refusal !== null) return { ok: false, fault: refusal };
  const entry = nextEntry(writer.head(), draft, stamp);
  const line = lineOf(entry);
  try {
    await writer.write(entry, line);
    return { ok: true, entry };
  } catch (error) {
    const left = await writer.takeBack().catch((cause: unknown) => `, not taken back yet: ${codeOf(cause)}`);
    const { kind, detail } = diskFaultOf(error);
    return refused(kind, `${detail}${left ?? ''}`);
  }
}

/** Only what was given, is kept, and was not taken back before, can be taken back. */
async function voidFaultOf(journal: ReadableJournal, { body }: JournalDraft): Promise<JournalFault | null> {
  if (body.kind !== 'void') return null;
  const { voidsSeq } = body;
  if (journal.segments.some((segment) => segment.voided.has(voidsSeq))) {
    return faultOf('already-voided', `entry ${voidsSeq}`);
  }
  const [voided] = await readEntries(journal, voidsSeq, 1);
  if (voided?.seq === voidsSeq && isGiven(bodyOf(voided))) return null;
  return faultOf('unknown-void', `entry ${voidsSeq} is no use`);
}

function isGiven(body: JournalBody | null): boolean {
  return body !== null && (body.kind === 'use' || isOpeningBody(body));
}

function nextEntry(head: ChainHead, draft: JournalDraft, stamp: EntryStamp): JournalEntry {
  const unsigned = {
    format: ENTRY_FORMAT,
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
