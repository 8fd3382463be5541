import { readFileOf } from './atomic-file.ts';
import type { Disk } from './disk.ts';
import type { JournalFile } from './journal-file.ts';
import { NEWLINE, soundEntryIn } from './journal-line.ts';
import { segmentNameIn } from './journal-segment.ts';

/** A segment takes 1 MiB; what is longer was not written by a kiosk. */
const DAMAGED_BYTES_MAX = 4 * 1024 * 1024;
/** An entry takes some 700 bytes; its number is near that of the line before, or it is none of this journal. */
const SKIPPED_MAX = 10_000;
/** No entry is shorter; what is, was not one. */
const ENTRY_BYTES_MIN = 100;

/**
 * The last number of a damaged journal: its lines from the damage on were entries, whatever is in them now, and those
 * that can still be read say which. The end of the journal where it is not damaged.
 */
export async function lastSeqIn(disk: Disk, journal: JournalFile): Promise<number> {
  const damage = journal.findings.find((finding) => finding.kind === 'damaged');
  const { seq } = journal.head();
  if (damage === undefined) return seq;
  const files = (await disk.list())
    .flatMap((name) => segmentNameIn(name) ?? [])
    .filter((file) => file.journalId === journal.journalId)
    .sort((one, other) => one.firstSeq - other.firstSeq);
  let last = seq;
  for (const { name, firstSeq } of files) {
    // The file of the damage begins before it.
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
  // Each turn goes on behind a line end.
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
