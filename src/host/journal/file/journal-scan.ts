import type { JournalEntry } from '../../../domain/journal/journal-entry.ts';
import type { DiskHandle } from '../../disk/disk.ts';
import { readBytes } from '../../disk/disk-bytes.ts';
import { type ChainHead, entryIn, LINE_BYTES_MAX, type LineDamage, NEWLINE } from './journal-line.ts';
import { addToSegment, emptySegment, type JournalSegment, lastSeqOf } from './journal-segment.ts';

const READ_BYTES = 64 * 1024;

/** What follows the last sound line of a segment. Offsets are bytes from the segment's beginning. */
type SegmentRest =
  | { readonly kind: 'nothing' }
  /** Bytes that are no entry and end the file: a write that was never answered. */
  | { readonly kind: 'torn-tail'; readonly bytes: Uint8Array }
  /** A last entry that lacks only its line end. */
  | { readonly kind: 'line-end-lost'; readonly entry: JournalEntry; readonly lineBytes: number }
  /** A finished line that is not the entry it should be. Nothing that follows it can be relied on. */
  | { readonly kind: 'damaged'; readonly detail: LineDamage };

export interface SegmentScan {
  readonly segment: JournalSegment;
  readonly rest: SegmentRest;
}

export type OnEntry = (entry: JournalEntry) => void;

/** Reads a segment from its beginning and checks every line and the chain from `head` on; changes nothing. */
export async function scanSegment(
  handle: Pick<DiskHandle, 'read'>,
  name: string,
  head: ChainHead,
  onEntry: OnEntry = () => {},
): Promise<SegmentScan> {
  const segment = emptySegment(name, head);
  const { journalId } = head;
  let pending = Buffer.alloc(0);
  for (let position = 0; ; ) {
    const chunk = await readBytes(handle, position, READ_BYTES);
    position += chunk.length;
    pending = Buffer.concat([pending, chunk]);
    const taken = takeLines({ segment, journalId, onEntry }, pending);
    pending = pending.subarray(taken.bytes);
    if (taken.damage !== null) {
      const rest = Buffer.concat([pending, await readBytes(handle, position, LINE_BYTES_MAX)]);
      return { segment, rest: isTornWrite(rest) ? tornTail(rest) : damaged(taken.damage) };
    }
    if (chunk.length < READ_BYTES) return { segment, rest: restOf(segment, journalId, pending) };
  }
}

/** Where the chain stands after the segment. */
export function headAfter(segment: JournalSegment, journalId: string): ChainHead {
  return { journalId, seq: lastSeqOf(segment), hash: segment.headHash };
}

function takeLines(
  { segment, journalId, onEntry }: { segment: JournalSegment; journalId: string; onEntry: OnEntry },
  bytes: Buffer,
): { bytes: number; damage: LineDamage | null } {
  let from = 0;
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
    const entry = entryIn(bytes.subarray(from, end), headAfter(segment, journalId));
    if (typeof entry === 'string') return { bytes: from, damage: entry };
    addToSegment(segment, entry, end + 1 - from);
    onEntry(entry);
    from = end + 1;
  }
  return { bytes: from, damage: bytes.length - from > LINE_BYTES_MAX ? 'line too long' : null };
}

function restOf(segment: JournalSegment, journalId: string, tail: Buffer): SegmentRest {
  if (tail.length === 0) return { kind: 'nothing' };
  // A flipped bit in the line end of a recorded entry must not cost the entry.
  for (const line of [tail, tail.subarray(0, -1)]) {
    const entry = entryIn(line, headAfter(segment, journalId));
    if (typeof entry !== 'string') return { kind: 'line-end-lost', entry, lineBytes: line.length };
  }
  return tornTail(tail);
}

/**
 * Sectors of a write may reach the disk in any order. The line end may be there while the bytes before it are still
 * zeros. Only a last line can be that; no entry holds a zero byte.
 */
function isTornWrite(rest: Buffer): boolean {
  const lineEnd = rest.indexOf(NEWLINE);
  return rest.length <= LINE_BYTES_MAX && lineEnd === rest.length - 1 && rest.includes(0);
}

function tornTail(rest: Buffer): SegmentRest {
  return { kind: 'torn-tail', bytes: Uint8Array.from(rest) };
}

function damaged(detail: LineDamage): SegmentRest {
  return { kind: 'damaged', detail };
}
