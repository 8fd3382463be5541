import type { JournalEntry } from '../domain/journal-entry.ts';
import type { Disk, DiskHandle } from './disk.ts';
import { writeBytes } from './disk-bytes.ts';
import type { ChainHead } from './journal-line.ts';
import { headAfter } from './journal-scan.ts';
import { addToSegment, emptySegment, type JournalSegment, segmentNameOf } from './journal-segment.ts';
import type { DueMend } from './journal-settling.ts';

/** The end of a journal, to which one line at a time is written. */
export interface JournalWriter {
  /** In order, at least one; the last is the one that is written to. */
  segments(): readonly JournalSegment[];
  head(): ChainHead;
  /** Answers when the line is flushed; where it rejects, `takeBack` is due before the next line. */
  write(entry: JournalEntry, line: Uint8Array): Promise<void>;
  /**
   * Nothing half done may stay, of a failed write or of what a start had no room to put in order, nor anything be
   * written behind it. Else does nothing.
   */
  takeBack(): Promise<void>;
  /** The first segments belong to the journal no more. */
  forget(segments: readonly JournalSegment[]): void;
  close(): Promise<void>;
}

interface WriterParts {
  readonly disk: Disk;
  readonly journalId: string;
  readonly segments: readonly JournalSegment[];
  /** A segment is closed before it would grow beyond this. */
  readonly segmentBytesMax: number;
  /** See `OpenedJournal`. */
  readonly due: readonly DueMend[];
}

/** Opens the last segment for writing, made where it is not there. Throws where the disk fails. */
export async function openWriter(parts: WriterParts): Promise<JournalWriter> {
  const { disk, journalId, segmentBytesMax } = parts;
  let { segments, due } = parts;
  const active = () => lastOf(segments);
  const head = () => headAfter(active(), journalId);
  let handle = await openSegment(disk, active().name);
  /** True while bytes of a failed write may lie behind the last entry. */
  let hasRemains = false;
  /** A segment that was found full stays so: the next one's file may be there already, named for this entry. */
  let isFull = false;

  /** The new file's name is on disk before its first entry; until then a start finds an empty file or none. */
  async function beginSegment(): Promise<void> {
    const name = segmentNameOf(journalId, head().seq + 1);
    const next = await openSegment(disk, name);
    await handle.close().catch(() => undefined); // all in it was flushed
    handle = next;
    segments = [...segments, emptySegment(name, head())];
    isFull = false;
  }

  return {
    segments: () => segments,
    head,
    async write(entry, line) {
      isFull ||= active().entries > 0 && active().length + line.length > segmentBytesMax;
      if (isFull) await beginSegment();
      hasRemains = true;
      await writeBytes(handle, line, active().length);
      await handle.datasync();
      hasRemains = false;
      addToSegment(active(), entry, line.length);
    },
    async takeBack() {
      for (const mend of due) await mend();
      due = [];
      if (!hasRemains) return;
      await handle.truncate(active().length);
      await handle.datasync();
      hasRemains = false;
    },
    forget(gone) {
      segments = segments.filter((segment) => !gone.includes(segment));
    },
    close: () => handle.close(),
  };
}

/** Of a damaged journal, which is read and not written: no file is opened, and none is made. */
export function shutWriter({
  journalId,
  segments,
}: Pick<WriterParts, 'journalId' | 'segments'>): JournalWriter {
  return {
    segments: () => segments,
    head: () => headAfter(lastOf(segments), journalId),
    write: () => Promise.reject(new Error('a damaged journal is not written')),
    takeBack: () => Promise.resolve(),
    forget: () => {},
    close: () => Promise.resolve(),
  };
}

/**
 * What is in it already may be a line that a process wrote and died before it flushed: from now on it counts,
 * and an entry in the next file must not outlive it.
 */
async function openSegment(disk: Disk, name: string): Promise<DiskHandle> {
  const handle = await disk.open(name, 'create');
  try {
    await handle.datasync();
    await disk.sync();
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function lastOf(segments: readonly JournalSegment[]): JournalSegment {
  const last = segments.at(-1);
  if (last === undefined) throw new Error('a journal has one segment at least');
  return last;
}
