import { namesEndOf, type PackedRow, type RosterPacker } from './roster-packer.ts';
import { FACT_BYTES, namesIn } from './roster-row.ts';

/** Rows of a block: some 16 KB of facts, and about as much of names. */
export const ROWS_PER_BLOCK = 600;
/** Later changes are few, and written in one transaction: fewer and larger boxes take less of it. */
export const ROWS_PER_LATE_BLOCK = 2_400;

const COUNT_BYTES = 2;
/** The name section of a block without names: every length in it reads as zero. */
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
  /** Null if names are off. */
  readonly names: NameRows | null;
}

/** The names of row `n` begin at `offsets[n]`; there is one offset more than there are rows. */
export interface NameRows {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

/** Packs rows of the packer, in the order given. */
export function packBlock(packer: RosterPacker, indices: Uint32Array): PlainBlock {
  const rows = Array.from(indices, (index) => packer.row(index));
  return { facts: packFacts(rows), names: packNames(rows) };
}

function packFacts(rows: readonly PackedRow[]): PlainBlock['facts'] {
  const packed = new Uint8Array(COUNT_BYTES + rows.length * FACT_BYTES);
  packed[0] = rows.length & 0xff;
  packed[1] = rows.length >>> 8;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    if (row === undefined) continue;
    const { facts, factsAt } = row;
    for (let column = 0; column < FACT_BYTES; column += 1) {
      packed[COUNT_BYTES + column * rows.length + at] = facts[factsAt + column] ?? 0;
    }
  }
  return packed;
}

/** Byte by byte: names are so short that a view of each would take longer than copying it. */
function packNames(rows: readonly PackedRow[]): PlainBlock['names'] {
  let count = 0;
  let bytes = 0;
  for (const { facts, factsAt, names, namesAt } of rows) {
    const own = namesIn(facts, factsAt);
    count += own;
    bytes += namesEndOf(names, namesAt, own) - namesAt;
  }
  const packed = new Uint8Array(bytes);
  let lengthAt = 0;
  let to = count;
  for (const { facts, factsAt, names, namesAt } of rows) {
    let from = namesAt;
    for (let name = namesIn(facts, factsAt); name > 0; name -= 1) {
      const length = names[from++] ?? 0;
      packed[lengthAt++] = length;
      for (const end = from + length; from < end; from += 1) packed[to++] = names[from] ?? 0;
    }
  }
  return packed;
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

/** The names of those rows, each behind its length; null if they do not fit the facts. */
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

/** Adds all rows of a block. The rows have no names if the block has none. */
export function addRows(packer: RosterPacker, { count, facts, names }: BlockRows): void {
  for (let row = 0; row < count; row += 1) {
    packer.addRow(facts, row * FACT_BYTES, names?.bytes ?? NO_NAMES, names?.offsets[row] ?? 0);
  }
}

/** The beginning and end of a block in a list of sorted rows. */
export interface BlockRange {
  readonly from: number;
  readonly until: number;
}

/**
 * Divides sorted rows into blocks. Rows with the same 32-bit hash stay in one block, so that a look-up needs only one.
 */
export function blockRanges(
  packer: RosterPacker,
  sorted: Uint32Array,
  rowsPerBlock: number,
): readonly BlockRange[] {
  const ranges: BlockRange[] = [];
  const highAt = (at: number) => packer.row(sorted[at] ?? 0).high;
  for (let from = 0; from < sorted.length; ) {
    let until = Math.min(from + rowsPerBlock, sorted.length);
    while (until < sorted.length && highAt(until) === highAt(until - 1)) until += 1;
    ranges.push({ from, until });
    from = until;
  }
  return ranges;
}
