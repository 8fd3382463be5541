import type { JournalEntry } from '../../../domain/journal/journal-entry.ts';
import type { Disk } from '../../disk/disk.ts';
import { readBytes } from '../../disk/disk-bytes.ts';
import { diskFaultOf } from './journal-fault.ts';
import { LINE_BYTES_MAX, NEWLINE, soundEntryIn } from './journal-line.ts';
import { flippedBitIn } from './journal-mend.ts';
import { type JournalSegment, lastSeqOf, stretchOf } from './journal-segment.ts';

/** The disk returned other bytes than those at the start. */
export class JournalUnreadable extends Error {
  override readonly name = 'JournalUnreadable';
}

/** The files that entries are read from. */
export interface ReadableJournal {
  readonly disk: Disk;
  readonly segments: readonly JournalSegment[];
  /** What the file of the last segment should have, which is read where the file does not give it. */
  lastBytes(): Buffer;
}

/**
 * Entries with `seq >= fromSeq` in order, at most `limit`, over the borders of segments. Every read opens the
 * file for itself: a segment may be closed or removed meanwhile. Throws `JournalUnreadable` if a file is gone, or
 * an entry no longer what its hash says, and what the disk says else.
 */
export async function readEntries(
  journal: ReadableJournal,
  fromSeq: number,
  limit: number,
): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (const segment of journal.segments) {
    const missing = limit - entries.length;
    if (missing < 1) break;
    const from = Math.max(fromSeq, segment.firstSeq);
    const count = Math.min(missing, lastSeqOf(segment) - from + 1);
    if (count > 0) entries.push(...(await readFrom(journal, segment, from, count)));
  }
  return entries;
}

/**
 * The entry that the file begins with, by its own hash alone, as it was before a flipped bit; null for none. Its
 * place in a chain is not checked, and the file stays as it is.
 */
export async function firstEntryOf(disk: Disk, name: string): Promise<JournalEntry | null> {
  const handle = await disk.open(name, 'read');
  try {
    const bytes = await readBytes(handle, 0, LINE_BYTES_MAX);
    const entry = soundEntryIn(firstLineOf(bytes));
    if (entry !== null) return entry;
    const flipped = flippedBitIn(bytes, (line) => soundEntryIn(line) !== null);
    if (flipped === null) return null;
    bytes[flipped.at] = flipped.was;
    return soundEntryIn(firstLineOf(bytes));
  } finally {
    await handle.close();
  }
}

function firstLineOf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, Math.max(0, bytes.indexOf(NEWLINE)));
}

async function readFrom(
  { disk, segments, lastBytes }: ReadableJournal,
  segment: JournalSegment,
  fromSeq: number,
  count: number,
): Promise<JournalEntry[]> {
  const { start, end, skip } = stretchOf(segment, fromSeq, count);
  const entriesIn = (bytes: Buffer) => {
    const lines = bytes
      .toString('utf8')
      .split('\n')
      .slice(skip, skip + count);
    if (lines.length < count) throw unreadable(fromSeq + lines.length, segment.name);
    return lines.map((line, index) => entryOf(line, fromSeq + index, segment.name));
  };
  try {
    return entriesIn(await bytesOf(disk, segment.name, start, end));
  } catch (error) {
    const held = segment === segments.at(-1) ? lastBytes() : null;
    if (held !== null && held.length >= end) return entriesIn(held.subarray(start, end));
    if (diskFaultOf(error).kind === 'storage-gone') throw unreadable(fromSeq, segment.name);
    throw error;
  }
}

async function bytesOf(disk: Disk, name: string, start: number, end: number): Promise<Buffer> {
  const handle = await disk.open(name, 'read');
  try {
    return await readBytes(handle, start, end - start);
  } finally {
    await handle.close();
  }
}

/** An entry that was sound at the start may be damaged now, and must not be returned then. */
function entryOf(line: string, seq: number, file: string): JournalEntry {
  const entry = soundEntryIn(Buffer.from(line));
  if (entry?.seq === seq) return entry;
  throw unreadable(seq, file);
}

function unreadable(seq: number, file: string): JournalUnreadable {
  return new JournalUnreadable(`entry ${seq} in ${file} is gone or not as it was; start the kiosk again`);
}
