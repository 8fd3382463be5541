import type { JournalEntry } from '../../../domain/journal/journal-entry.ts';
import type { Disk } from '../../disk/disk.ts';
import type { DueMend } from '../journal-settling.ts';
import { closeAll, type FullFile, openFull, secureAll } from './full-file.ts';
import { type JournalEnd, type JournalEndParts, openEnd } from './journal-end.ts';
import type { ChainHead } from './journal-line.ts';
import { headAfter } from './journal-scan.ts';
import { addToSegment, emptySegment, type JournalSegment, segmentNameOf } from './journal-segment.ts';

/** The end of a journal, to which one line at a time is written. */
export interface JournalWriter {
  /** In order, at least one; the last is the one that is written to. */
  segments(): readonly JournalSegment[];
  head(): ChainHead;
  /** The content that the last segment's file has, or should have. */
  lastBytes(): Buffer;
  /** Resolves when the line is flushed. If it rejects, call `takeBack` before the next line. */
  write(entry: JournalEntry, line: Uint8Array): Promise<void>;
  /**
   * Removes what a failed write has left, or what a start had no room to repair; nothing may be written behind it. Does
   * nothing if there is no such thing.
   */
  takeBack(): Promise<void>;
  /** Writes files again that are gone or changed. Rejects if that cannot be done now. */
  secure(): Promise<void>;
  /** Is told that the first segments no longer belong to the journal. */
  forget(segments: readonly JournalSegment[]): Promise<void>;
  close(): Promise<void>;
}

interface WriterParts extends Pick<JournalEndParts, 'ground'> {
  readonly disk: Disk;
  readonly journalId: string;
  readonly segments: readonly JournalSegment[];
  /** A segment is closed before it would grow beyond this. */
  readonly segmentBytesMax: number;
  /** See `OpenedJournal`. */
  readonly due: readonly DueMend[];
  /** Is called when a file was written again while the kiosk ran. */
  onPutBack(file: string, keptIn: string | null): void;
}

/** Opens the last segment for writing, made where it is not there. Throws if the disk fails. */
export async function openWriter(parts: WriterParts): Promise<JournalWriter> {
  const { disk, journalId, segmentBytesMax, ground } = parts;
  let { segments, due } = parts;
  const active = () => lastOf(segments);
  const head = () => headAfter(active(), journalId);
  let full: readonly FullFile[] = [];
  for (const segment of segments.slice(0, -1)) full = [...full, await openFull(partsOf(segment))];
  let end = await openEndOf(active());
  /** A segment that was found full stays so: the next one's file may be there already, named for this entry. */
  let isFull = false;

  function partsOf({ name, length }: JournalSegment): JournalEndParts {
    return { disk, name, length, ground, onPutBack: (keptIn) => parts.onPutBack(name, keptIn) };
  }

  function openEndOf(segment: JournalSegment): Promise<JournalEnd> {
    return openEnd(partsOf(segment));
  }

  /** The new file's name is on disk before its first entry; until then a start finds an empty file or none. */
  async function beginSegment(): Promise<void> {
    await end.secure();
    const segment = emptySegment(segmentNameOf(journalId, head().seq + 1), head());
    const next = await openEndOf(segment);
    full = [...full, await openFull(partsOf(active()))];
    await end.close().catch(() => undefined); // all in it was flushed
    end = next;
    segments = [...segments, segment];
    isFull = false;
  }

  return {
    segments: () => segments,
    head,
    lastBytes: () => end.bytes(),
    async write(entry, line) {
      isFull ||= active().entries > 0 && active().length + line.length > segmentBytesMax;
      await secureAll(full);
      if (isFull) await beginSegment();
      await end.write(line);
      addToSegment(active(), entry, line.length);
    },
    async takeBack() {
      for (const mend of due) await mend();
      due = [];
      await end.takeBack();
    },
    async secure() {
      await secureAll(full);
      await end.secure();
    },
    async forget(gone) {
      segments = segments.filter((segment) => !gone.includes(segment));
      const left = full.filter((file) => gone.some(({ name }) => name === file.name));
      full = full.filter((file) => !left.includes(file));
      await closeAll(left);
    },
    async close() {
      await closeAll(full);
      await end.close();
    },
  };
}

/** The writer of a damaged journal, which is only read: no file is opened, and none is made. */
export function shutWriter({
  journalId,
  segments,
}: Pick<WriterParts, 'journalId' | 'segments'>): JournalWriter {
  return {
    segments: () => segments,
    head: () => headAfter(lastOf(segments), journalId),
    lastBytes: () => Buffer.alloc(0),
    write: () => Promise.reject(new Error('a damaged journal is not written')),
    takeBack: () => Promise.resolve(),
    secure: () => Promise.resolve(),
    forget: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

function lastOf(segments: readonly JournalSegment[]): JournalSegment {
  const last = segments.at(-1);
  if (last === undefined) throw new Error('a journal has one segment at least');
  return last;
}
