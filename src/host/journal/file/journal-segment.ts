import { UUID_PATTERN } from '../../../domain/base/id-text.ts';
import { bodyOf, type Hash, type JournalEntry } from '../../../domain/journal/journal-entry.ts';
import type { ChainHead } from './journal-line.ts';

/** There is one mark for this many entries, and a read skips at most these. */
const ENTRIES_PER_MARK = 64;
const SEQ_DIGITS = 10;
const SEGMENT_NAME = new RegExp(`^journal-(${UUID_PATTERN})(?:-([0-9]{10}))?\\.jsonl$`);

/**
 * One file of the journal: entries from `firstSeq` on, a line each. In memory it is a few numbers, whatever
 * the file holds.
 */
export interface JournalSegment {
  readonly name: string;
  readonly firstSeq: number;
  /** Sound entries. */
  entries: number;
  /** Bytes of sound lines; the next entry begins here. */
  length: number;
  /** Hash of the last sound entry, or of the one before `firstSeq` while there is none. */
  headHash: Hash;
  /** `marks[n]` is the byte at which entry `firstSeq + n * ENTRIES_PER_MARK` begins. */
  readonly marks: number[];
  /** The highest format of an entry; 0 while there is none. */
  newestFormat: number;
  /** Uses, of this segment or an earlier one, that a void in this segment takes back. */
  readonly voided: Set<number>;
}

/** The name of the first segment is only the journal's id, as it was before a journal had segments. */
export function segmentNameOf(journalId: string, firstSeq: number): string {
  const suffix = firstSeq === 1 ? '' : `-${String(firstSeq).padStart(SEQ_DIGITS, '0')}`;
  return `journal-${journalId}${suffix}.jsonl`;
}

/** A file of a journal, by its name alone. */
export interface SegmentName {
  readonly name: string;
  readonly journalId: string;
  readonly firstSeq: number;
}

/** Null for a file that is no segment. */
export function segmentNameIn(name: string): SegmentName | null {
  const match = SEGMENT_NAME.exec(name);
  if (match?.[1] === undefined) return null;
  return { name, journalId: match[1], firstSeq: Number(match[2] ?? 1) };
}

/**
 * Drops the files that end before the base, which an interrupted removal has left. The files are in order. A segment
 * ends where the next one begins.
 */
export function segmentsAfter(baseSeq: number, files: readonly SegmentName[]): readonly SegmentName[] {
  const firstKept = files.findIndex((_, index) => (files[index + 1]?.firstSeq ?? Infinity) > baseSeq + 1);
  return files.slice(Math.max(0, firstKept));
}

/** An empty segment that continues after the head. */
export function emptySegment(name: string, head: ChainHead): JournalSegment {
  return {
    name,
    firstSeq: head.seq + 1,
    entries: 0,
    length: 0,
    headHash: head.hash,
    marks: [],
    newestFormat: 0,
    voided: new Set(),
  };
}

export function lastSeqOf(segment: JournalSegment): number {
  return segment.firstSeq + segment.entries - 1;
}

/** Adds one sound entry whose line is `lineBytes` long, its end included. */
export function addToSegment(segment: JournalSegment, entry: JournalEntry, lineBytes: number): void {
  if (segment.entries % ENTRIES_PER_MARK === 0) segment.marks.push(segment.length);
  segment.entries += 1;
  segment.length += lineBytes;
  segment.headHash = entry.hash;
  segment.newestFormat = Math.max(segment.newestFormat, entry.format);
  const body = bodyOf(entry);
  if (body?.kind === 'void') segment.voided.add(body.voidsSeq);
}

/** A stretch of bytes that begins with a line at or before `fromSeq` and holds `limit` entries from there on. */
export function stretchOf(
  segment: JournalSegment,
  fromSeq: number,
  limit: number,
): { readonly start: number; readonly end: number; readonly skip: number } {
  const index = fromSeq - segment.firstSeq;
  const mark = Math.floor(index / ENTRIES_PER_MARK);
  const endMark = Math.ceil((index + limit) / ENTRIES_PER_MARK);
  return {
    start: segment.marks[mark] ?? segment.length,
    end: segment.marks[endMark] ?? segment.length,
    skip: index - mark * ENTRIES_PER_MARK,
  };
}
