import type { RosterPacker } from './roster-packer.ts';
import { FACT_BYTES, namesIn } from './roster-row.ts';

/** Rows of a block: some 16 KB of facts, and about as much of names. */
export const ROWS_PER_BLOCK = 600;

const COUNT_BYTES = 2;
/** Names that were off: every length in it reads as nothing. */
const NO_NAMES = new Uint8Array();

/** A block as it is deflated and sealed. Names lie apart from the facts because their key is another. */
export interface PlainBlock {
  /** Number of rows in two bytes, then the facts column by column: neighbours look alike and deflate well. */
  readonly facts: Uint8Array<ArrayBuffer>;
  /** The lengths of all names, then all names. */
  readonly names: Uint8Array<ArrayBuffer>;
}

/** A block opened for look-ups: rows one after another. */
export interface BlockRows {
  readonly count: number;
  readonly facts: Uint8Array;
  /** Null where names are off. */
  readonly names: NameRows | null;
}

/** The names of row `n` begin at `offsets[n]`; there is one offset more than there are rows. */
export interface NameRows {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

/** Packs rows of the packer, in the order given. */
export function packBlock(packer: RosterPacker, indices: Uint32Array): PlainBlock {
  const count = indices.length;
  const facts = new Uint8Array(COUNT_BYTES + count * FACT_BYTES);
  facts[0] = count & 0xff;
  facts[1] = count >>> 8;
  const lengths: number[] = [];
  const parts: Uint8Array[] = [];
  let textBytes = 0;
  for (let at = 0; at < count; at += 1) {
    const row = packer.row(indices[at] ?? 0);
    for (let column = 0; column < FACT_BYTES; column += 1) {
      facts[COUNT_BYTES + column * count + at] = row.facts[row.factsAt + column] ?? 0;
    }
    let end = row.namesAt;
    for (let name = namesIn(row.facts, row.factsAt); name > 0; name -= 1) {
      const length = row.names[end] ?? 0;
      lengths.push(length);
      parts.push(row.names.subarray(end + 1, end + 1 + length));
      textBytes += length;
      end += 1 + length;
    }
  }
  const names = new Uint8Array(lengths.length + textBytes);
  names.set(lengths);
  let end = lengths.length;
  for (const part of parts) {
    names.set(part, end);
    end += part.length;
  }
  return { facts, names };
}

/** The rows of a block's facts; null for bytes that are no block. */
export function unpackFacts(plain: Uint8Array): Omit<BlockRows, 'names'> | null {
  const count = (plain[0] ?? 0) | ((plain[1] ?? 0) << 8);
  if (plain.length !== COUNT_BYTES + count * FACT_BYTES) return null;
  const facts = new Uint8Array(count * FACT_BYTES);
  for (let column = 0; column < FACT_BYTES; column += 1) {
    const from = COUNT_BYTES + column * count;
    for (let row = 0; row < count; row += 1) facts[row * FACT_BYTES + column] = plain[from + row] ?? 0;
  }
  return { count, facts };
}

/** The names of those rows, each behind its length; null where they do not fit the facts. */
export function unpackNames(plain: Uint8Array, rows: Omit<BlockRows, 'names'>): NameRows | null {
  const offsets = new Uint32Array(rows.count + 1);
  const bytes = new Uint8Array(plain.length);
  let names = 0;
  for (let row = 0; row < rows.count; row += 1) names += namesIn(rows.facts, row * FACT_BYTES);
  let name = 0;
  let from = names;
  let to = 0;
  for (let row = 0; row < rows.count; row += 1) {
    for (let left = namesIn(rows.facts, row * FACT_BYTES); left > 0; left -= 1) {
      const length = plain[name++] ?? 0;
      bytes[to++] = length;
      for (let at = 0; at < length; at += 1) bytes[to++] = plain[from++] ?? 0;
    }
    offsets[row + 1] = to;
  }
  return from === plain.length ? { bytes, offsets } : null;
}

/** Takes over all rows of a block; one without names gives rows without names. */
export function addRows(packer: RosterPacker, { count, facts, names }: BlockRows): void {
  for (let row = 0; row < count; row += 1) {
    packer.addRow(facts, row * FACT_BYTES, names?.bytes ?? NO_NAMES, names?.offsets[row] ?? 0);
  }
}
