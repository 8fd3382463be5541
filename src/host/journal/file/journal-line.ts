import { jsonOf } from '../../../domain/base/json-text.ts';
import { chainFaultOf, type Hash, hashOfEntry, JournalEntry } from '../../../domain/journal/journal-entry.ts';

export const NEWLINE = 0x0a;

/** An entry takes less than 1 KiB; a line longer than this is no entry. */
export const LINE_BYTES_MAX = 16 * 1024;

/** The entry that the next one follows; `seq` 0 and the genesis hash before the first. */
export interface ChainHead {
  readonly journalId: string;
  readonly seq: number;
  readonly hash: Hash;
}

/** Says what is wrong with a line, for the technician. */
export type LineDamage =
  | 'line too long'
  | 'not an entry'
  | 'chain: gap'
  | 'chain: parent'
  | 'chain: hash'
  | 'chain: journal';

/** The entry as it lies on disk, its line end included. */
export function lineOf(entry: JournalEntry): Buffer {
  const line = Buffer.from(`${JSON.stringify(entry)}\n`);
  if (line.length > LINE_BYTES_MAX) throw new RangeError('an entry is longer than a line may be');
  return line;
}

/** The entry that a line (without its end) holds where it follows the head, or what is wrong with it. */
export function entryIn(line: Uint8Array, head: ChainHead): JournalEntry | LineDamage {
  if (line.length > LINE_BYTES_MAX) return 'line too long';
  const parsed = JournalEntry.safeParse(jsonOf(textOf(line)));
  if (!parsed.success) return 'not an entry';
  const fault = chainFaultOf(head, [parsed.data]);
  return fault === null ? parsed.data : `chain: ${fault.kind}`;
}

/** Whether a line (without its end) is what follows the head. */
export function follows(line: Uint8Array, head: ChainHead): boolean {
  return typeof entryIn(line, head) !== 'string';
}

/** The entry of a line (without its end) if its own hash fits, whatever its place in the chain; null if not. */
export function soundEntryIn(line: Uint8Array): JournalEntry | null {
  const entry = JournalEntry.safeParse(jsonOf(textOf(line))).data;
  return entry !== undefined && hashOfEntry(entry) === entry.hash ? entry : null;
}

function textOf(line: Uint8Array): string {
  return Buffer.from(line.buffer, line.byteOffset, line.length).toString('utf8');
}
