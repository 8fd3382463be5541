import type { RosterChange } from '../../domain/card/roster-record.ts';
import type { NumberHasher } from './roster-hash.ts';
import { CARD_NAMES_BYTES_MAX, writeNames } from './roster-names.ts';
import { sortedByKey } from './roster-order.ts';
import { FACT_BYTES, isSameNumber, namesIn, writeFacts } from './roster-row.ts';

/** Rows grow by this many at a time, so that rows are never copied and no card needs an object of its own. */
const ROWS_PER_CHUNK = 1 << 15;
const NAMES_CHUNK_BYTES = 1 << 20;

interface RowChunk {
  readonly facts: Uint8Array;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  /** Where the names begin: chunk and place in it. */
  readonly names: Uint32Array;
}

/** A row as it lies in a chunk. */
export interface PackedRow {
  readonly facts: Uint8Array;
  readonly factsAt: number;
  readonly names: Uint8Array;
  readonly namesAt: number;
  readonly high: number;
  readonly low: number;
}

/** Cards as flat bytes, in the order in which they came and then in that of their keyed hashes. */
export interface RosterPacker {
  /** Rows taken, those included that a later one overtakes. */
  rows(): number;
  /** Bytes of all rows. */
  bytes(): number;
  add(change: RosterChange): void;
  /** Takes a row as another packer or a block has it: `names` from `namesAt` on. */
  addRow(facts: Uint8Array, factsAt: number, names: Uint8Array, namesAt: number): void;
  /** Indices of the last row of each card, by its hash. */
  sorted(): Uint32Array;
  row(index: number): PackedRow;
}

export function newRosterPacker(hasher: NumberHasher): RosterPacker {
  const chunks: RowChunk[] = [];
  const nameChunks: Uint8Array[] = [];
  let count = 0;
  let nameBytes = 0;
  let namesEnd = NAMES_CHUNK_BYTES;

  function nextRow(): RowChunk {
    if (count % ROWS_PER_CHUNK === 0) chunks.push(newRowChunk());
    if (namesEnd + CARD_NAMES_BYTES_MAX > NAMES_CHUNK_BYTES) {
      nameChunks.push(new Uint8Array(NAMES_CHUNK_BYTES));
      namesEnd = 0;
    }
    return insist(chunks.at(-1));
  }

  function finishRow(chunk: RowChunk, namesUntil: number): void {
    const at = count % ROWS_PER_CHUNK;
    hasher.hash(chunk.facts, at * FACT_BYTES);
    chunk.high[at] = hasher.high;
    chunk.low[at] = hasher.low;
    chunk.names[at] = (nameChunks.length - 1) * NAMES_CHUNK_BYTES + namesEnd;
    nameBytes += namesUntil - namesEnd;
    namesEnd = namesUntil;
    count += 1;
  }

  function row(index: number): PackedRow {
    const chunk = insist(chunks[Math.floor(index / ROWS_PER_CHUNK)]);
    const at = index % ROWS_PER_CHUNK;
    const namesAt = chunk.names[at] ?? 0;
    return {
      facts: chunk.facts,
      factsAt: at * FACT_BYTES,
      names: insist(nameChunks[Math.floor(namesAt / NAMES_CHUNK_BYTES)]),
      namesAt: namesAt % NAMES_CHUNK_BYTES,
      high: chunk.high[at] ?? 0,
      low: chunk.low[at] ?? 0,
    };
  }

  return {
    rows: () => count,
    bytes: () => count * FACT_BYTES + nameBytes,
    row,
    add(change) {
      const chunk = nextRow();
      writeFacts(chunk.facts, (count % ROWS_PER_CHUNK) * FACT_BYTES, change);
      const names = insist(nameChunks.at(-1));
      finishRow(chunk, change.kind === 'put' ? writeNames(names, namesEnd, change.record) : namesEnd);
    },
    addRow(facts, factsAt, names, namesAt) {
      const chunk = nextRow();
      chunk.facts.set(facts.subarray(factsAt, factsAt + FACT_BYTES), (count % ROWS_PER_CHUNK) * FACT_BYTES);
      const end = namesEndOf(names, namesAt, namesIn(facts, factsAt));
      insist(nameChunks.at(-1)).set(names.subarray(namesAt, end), namesEnd);
      finishRow(chunk, namesEnd + end - namesAt);
    },
    sorted() {
      const high = new Uint32Array(count);
      chunks.forEach((chunk, index) => {
        const from = index * ROWS_PER_CHUNK;
        high.set(chunk.high.subarray(0, Math.min(ROWS_PER_CHUNK, count - from)), from);
      });
      return lastOfEach(sortedByKey(high), high, row);
    },
  };
}

function newRowChunk(): RowChunk {
  return {
    facts: new Uint8Array(ROWS_PER_CHUNK * FACT_BYTES),
    high: new Uint32Array(ROWS_PER_CHUNK),
    low: new Uint32Array(ROWS_PER_CHUNK),
    names: new Uint32Array(ROWS_PER_CHUNK),
  };
}

/** The place at which this many names end, if they begin at `namesAt`. */
export function namesEndOf(names: Uint8Array, namesAt: number, count: number): number {
  let end = namesAt;
  for (let name = 0; name < count; name += 1) end += 1 + (names[end] ?? 0);
  return end;
}

/** Keeps only the last of the rows with one number; other cards of the same 32 bits stay beside it. */
function lastOfEach(sorted: Uint32Array, high: Uint32Array, row: (index: number) => PackedRow): Uint32Array {
  let kept = 0;
  for (let at = 0; at < sorted.length; at += 1) {
    const index = sorted[at] ?? 0;
    let isOvertaken = false;
    for (let later = at + 1; later < sorted.length; later += 1) {
      const other = sorted[later] ?? 0;
      if (high[other] !== high[index]) break;
      const [mine, its] = [row(index), row(other)];
      isOvertaken = isSameNumber(mine.facts, mine.factsAt, its.facts, its.factsAt);
      if (isOvertaken) break;
    }
    if (!isOvertaken) sorted[kept++] = index;
  }
  return sorted.subarray(0, kept);
}

function insist<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('no such row');
  return value;
}
