import { JournalEntry } from '../domain/journal-entry.ts';
import { readBytes } from './journal-bytes.ts';
import type { JournalDisk } from './journal-disk.ts';
import { jsonOf, LINE_BYTES_MAX, NEWLINE } from './journal-line.ts';
import { type JournalSegment, lastSeqOf, stretchOf } from './journal-segment.ts';

/**
 * Entries with `seq >= fromSeq` in order, at most `limit`, over the borders of segments. Every read opens the
 * file for itself: a segment may be closed or removed meanwhile. Throws where the disk fails.
 */
export async function readEntries(
  disk: JournalDisk,
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

/** Null where the file does not begin with an entry. Neither its place in a chain nor its hash is checked. */
export async function firstEntryOf(disk: JournalDisk, name: string): Promise<JournalEntry | null> {
  const handle = await disk.open(name, 'read');
  try {
    const bytes = await readBytes(handle, 0, LINE_BYTES_MAX);
    const parsed = JournalEntry.safeParse(jsonOf(bytes.subarray(0, bytes.indexOf(NEWLINE))));
    return parsed.success ? parsed.data : null;
  } finally {
    await handle.close();
  }
}

async function readFrom(
  disk: JournalDisk,
  segment: JournalSegment,
  fromSeq: number,
  count: number,
): Promise<JournalEntry[]> {
  const { start, end, skip } = stretchOf(segment, fromSeq, count);
  const handle = await disk.open(segment.name, 'read');
  try {
    const bytes = await readBytes(handle, start, end - start);
    if (bytes.length < end - start) throw new Error(`${segment.name} is shorter than it was`);
    const lines = bytes.toString('utf8').trimEnd().split('\n');
    return lines.slice(skip, skip + count).map((line) => JournalEntry.parse(JSON.parse(line)));
  } finally {
    await handle.close();
  }
}
