import { readFileOf } from '../disk/atomic-file.ts';
import type { Disk } from '../disk/disk.ts';
import type { JournalFile } from './file/journal-file.ts';
import { NEWLINE, soundEntryIn } from './file/journal-line.ts';
import { segmentNameIn } from './file/journal-segment.ts';

/** A segment takes 1 MiB; a kiosk has written no longer file. */
const DAMAGED_BYTES_MAX = 4 * 1024 * 1024;
/** At most this many numbers lie between two lines of one journal, and behind the damage. */
const SKIPPED_MAX = 10_000;
/** No entry takes fewer bytes. */
const ENTRY_BYTES_MIN = 100;

/**
 * The last number that a journal has given. In a damaged journal each line from the damage on counts as an entry, and a
 * line that can still be read says its own number.
 */
export async function lastSeqIn(disk: Disk, journal: JournalFile): Promise<number> {
  const damage = journal.troubles.find((trouble) => trouble.kind === 'damaged');
  const { seq } = journal.head();
  if (damage === undefined) return seq;
  const files = (await disk.list())
    .flatMap((name) => segmentNameIn(name) ?? [])
    .filter((file) => file.journalId === journal.journalId)
    .sort((one, other) => one.firstSeq - other.firstSeq);
  let last = seq;
  for (const { name, firstSeq } of files) {
    // The damaged file begins before this.
    if (name !== damage.file && firstSeq <= damage.seq) continue;
    const from = name === damage.file ? damage.offset : 0;
    const bytes = (await readFileOf(disk, name, DAMAGED_BYTES_MAX)) ?? Buffer.alloc(0);
    const before = name === damage.file ? damage.seq - 1 : firstSeq - 1;
    last = Math.max(last, lastSeqOfLines(bytes.subarray(from), Math.max(last, before), journal.journalId));
  }
  return last;
}

function lastSeqOfLines(bytes: Buffer, before: number, journalId: string): number {
  let last = before;
  let start = 0;
  // Each turn starts behind the next line end, so the number of bytes limits the loop.
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
    const line = bytes.subarray(start, end);
    start = end + 1;
    if (line.length < ENTRY_BYTES_MIN) continue;
    const entry = soundEntryIn(line);
    const isOurs = entry?.journalId === journalId && entry.seq - last <= SKIPPED_MAX;
    last = isOurs ? Math.max(last + 1, entry.seq) : last + 1;
    if (last - before > SKIPPED_MAX) break;
  }
  return last;
}
