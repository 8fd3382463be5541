import type { FileHandle } from 'node:fs/promises';
import { chainFaultOf, GENESIS_HASH, type Hash, JournalEntry } from '../domain/journal-entry.ts';

const NEWLINE = 0x0a;
const READ_BYTES = 1024 * 1024;
/** An entry takes less than 1 KiB; a line longer than this is no entry. */
export const LINE_BYTES_MAX = 16 * 1024;

/** Where the sound entries lie and what is voided: enough to append and to read without the whole file. */
export interface JournalIndex {
  readonly journalId: string;
  /** `starts[seq - 1]` is the byte at which the entry begins. */
  readonly starts: number[];
  /** Bytes of sound lines; the next entry begins here. */
  length: number;
  headHash: Hash;
  /** Entries that are voids themselves: they cannot be voided. */
  readonly voids: Set<number>;
  /** Entries that a void has taken back. */
  readonly voided: Set<number>;
}

export interface JournalScan {
  readonly index: JournalIndex;
  /** What follows the last sound line. */
  readonly rest:
    | { readonly kind: 'nothing' }
    /** A last line without its end: a write that was never answered. */
    | { readonly kind: 'torn-tail'; readonly bytes: Uint8Array }
    /** A last entry that is whole but for its line end. */
    | { readonly kind: 'line-end-lost'; readonly entry: JournalEntry }
    /** A finished line that is not the entry it should be. Nothing behind it can be trusted. */
    | { readonly kind: 'damaged'; readonly detail: string };
}

/** Reads the file from the beginning and checks every line and the chain; changes nothing. */
export async function scanJournal(handle: Pick<FileHandle, 'read'>, journalId: string): Promise<JournalScan> {
  const index = emptyIndex(journalId);
  let pending = Buffer.alloc(0);
  let position = 0;
  for (;;) {
    const chunk = Buffer.alloc(READ_BYTES);
    const { bytesRead } = await handle.read(chunk, 0, READ_BYTES, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    pending = Buffer.concat([pending, chunk.subarray(0, bytesRead)]);
    const taken = takeLines(index, pending);
    if (taken.damage !== null) return { index, rest: { kind: 'damaged', detail: taken.damage } };
    pending = pending.subarray(taken.bytes);
  }
  return { index, rest: restOf(index, pending) };
}

/** Adds one sound entry whose line is `lineBytes` long, its end included. */
export function indexEntry(index: JournalIndex, entry: JournalEntry, lineBytes: number): void {
  index.starts.push(index.length);
  index.length += lineBytes;
  index.headHash = entry.hash;
  if (entry.body.kind === 'void') {
    index.voids.add(entry.seq);
    index.voided.add(entry.body.voidsSeq);
  }
}

function takeLines(index: JournalIndex, bytes: Buffer): { bytes: number; damage: string | null } {
  let from = 0;
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
    const entry = nextEntryOf(index, bytes.subarray(from, end));
    if (typeof entry === 'string') return { bytes: from, damage: entry };
    indexEntry(index, entry, end + 1 - from);
    from = end + 1;
  }
  return { bytes: from, damage: null };
}

/** The entry that a line holds where it follows the last one, or what is wrong with it. */
function nextEntryOf(index: JournalIndex, line: Buffer): JournalEntry | string {
  if (line.length > LINE_BYTES_MAX) return 'line too long';
  const parsed = JournalEntry.safeParse(jsonOf(line));
  if (!parsed.success) return 'not an entry';
  const head = { journalId: index.journalId, seq: index.starts.length, hash: index.headHash };
  const fault = chainFaultOf(head, [parsed.data]);
  return fault === null ? parsed.data : `chain: ${fault.kind}`;
}

function restOf(index: JournalIndex, tail: Buffer): JournalScan['rest'] {
  if (tail.length === 0) return { kind: 'nothing' };
  // A flipped bit in the line end of a recorded entry must not cost the entry.
  for (const line of [tail, tail.subarray(0, -1)]) {
    const entry = nextEntryOf(index, line);
    if (typeof entry !== 'string') return { kind: 'line-end-lost', entry };
  }
  return { kind: 'torn-tail', bytes: Uint8Array.from(tail) };
}

function emptyIndex(journalId: string): JournalIndex {
  return {
    journalId,
    starts: [],
    length: 0,
    headHash: GENESIS_HASH,
    voids: new Set(),
    voided: new Set(),
  };
}

function jsonOf(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return null; // not JSON is not an entry either
  }
}
