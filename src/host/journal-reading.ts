import type { JournalEntry } from '../domain/journal-entry.ts';
import type { Disk } from './disk.ts';
import { readBytes } from './disk-bytes.ts';
import { LINE_BYTES_MAX, NEWLINE, soundEntryIn } from './journal-line.ts';
import { flippedBitIn } from './journal-mend.ts';
import { type JournalSegment, lastSeqOf, stretchOf } from './journal-segment.ts';

/** The disk gave back something else than what lay on it at the start. */
export class JournalUnreadable extends Error {
  override readonly name = 'JournalUnreadable';
}

/**
 * Entries with `seq >= fromSeq` in order, at most `limit`, over the borders of segments. Every read opens the
 * file for itself: a segment may be closed or removed meanwhile. Throws where the disk fails, `JournalUnreadable`
 * where an entry is no longer what its hash says.
 */
export async function readEntries(
  disk: Disk,
  segments: readonly JournalSegment[],
  fromSeq: number,
  limit: number,
): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (const segment of segments) {
    const missing = limit - entries.length;
    if (missing < 1) break;
    const from = Math.max(fromSeq, segment.firstSeq);
    const count = Math.min(missing, lastSeqOf(segment) - from + 1);
    if (count > 0) entries.push(...(await readFrom(disk, segment, from, count)));
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
  disk: Disk,
  segment: JournalSegment,
  fromSeq: number,
  count: number,
): Promise<JournalEntry[]> {
  const { start, end, skip } = stretchOf(segment, fromSeq, count);
  const handle = await disk.open(segment.name, 'read');
  try {
    const bytes = await readBytes(handle, start, end - start);
    const lines = bytes
      .toString('utf8')
      .split('\n')
      .slice(skip, skip + count);
    return lines.map((line, index) => entryOf(line, fromSeq + index, segment.name));
  } finally {
    await handle.close();
  }
}

/** What was sound at the start may have been damaged since: nobody is given that. */
function entryOf(line: string, seq: number, file: string): JournalEntry {
  const entry = soundEntryIn(Buffer.from(line));
  if (entry?.seq === seq) return entry;
  throw new JournalUnreadable(`entry ${seq} in ${file} is not as it was; start the kiosk again`);
}
