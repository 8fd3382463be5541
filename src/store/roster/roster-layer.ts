import type { BlockRange } from './roster-block.ts';
import {
  addToFilter,
  type BloomFilter,
  type FilterSize,
  GENERATION_FILTER,
  LATE_FILTER,
  mayHold,
  newBloomFilter,
} from './roster-bloom.ts';
import type { NumberHasher } from './roster-hash.ts';
import type { RosterPacker } from './roster-packer.ts';
import { isRemoved } from './roster-row.ts';
import { type BoxPlace, type Bytes, seal, unseal } from './roster-seal.ts';
import { firstAtLeast } from './roster-warm.ts';

/** What is known about a layer before any of its blocks is read. */
interface Directory {
  /** First half of the hash of each block's first row. */
  readonly firsts: Uint32Array;
  /** Covers all its cards, those included that it takes off the roster. */
  readonly filter: BloomFilter;
  /** Covers those that it takes off; without bytes if there are none. */
  readonly removed: BloomFilter;
}

/** One layer of a roster: the generation itself, or what one batch of later changes laid on top of it. */
export interface Layer extends Directory {
  readonly late: boolean;
  /** Index of its first block among those of its kind; 0 for the generation itself. */
  readonly from: number;
}

const WORD_BYTES = 4;
const NOTHING: BloomFilter = new Uint8Array();

/** The directory of the blocks in which sorted rows are packed. */
export function directoryOf(
  packer: RosterPacker,
  sorted: Uint32Array,
  { ranges, late }: { readonly ranges: readonly BlockRange[]; readonly late: boolean },
): Directory {
  const size = late ? LATE_FILTER : GENERATION_FILTER;
  const gone = late ? sorted.filter((index) => isGone(packer, index)) : new Uint32Array();
  return {
    firsts: Uint32Array.from(ranges, ({ from }) => packer.row(sorted[from] ?? 0).high),
    filter: filterOf(packer, sorted, size),
    removed: gone.length === 0 ? NOTHING : filterOf(packer, gone, size),
  };
}

export function sealDirectory(
  key: CryptoKey,
  place: BoxPlace,
  { firsts, filter, removed }: Directory,
): Promise<Bytes> {
  const filterAt = WORD_BYTES * (2 + firsts.length);
  const plain = new Uint8Array(filterAt + filter.length + removed.length);
  const view = new DataView(plain.buffer);
  view.setUint32(0, firsts.length);
  view.setUint32(WORD_BYTES, filter.length);
  for (const [block, first] of firsts.entries()) view.setUint32(WORD_BYTES * (2 + block), first);
  plain.set(filter, filterAt);
  plain.set(removed, filterAt + filter.length);
  return seal(key, place, plain);
}

/** Null if the box cannot be read. */
export async function openDirectory(key: CryptoKey, place: BoxPlace, box: Bytes): Promise<Directory | null> {
  const plain = await unseal(key, place, box);
  if (plain === null) return null;
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
  const firsts = new Uint32Array(view.getUint32(0)).map((_, block) =>
    view.getUint32(WORD_BYTES * (2 + block)),
  );
  const filterAt = WORD_BYTES * (2 + firsts.length);
  const removedAt = filterAt + view.getUint32(WORD_BYTES);
  return { firsts, filter: plain.subarray(filterAt, removedAt), removed: plain.subarray(removedAt) };
}

/** The block that a hash would lie in, counted within the layer: the last that does not begin behind it. */
export function blockOf({ firsts }: Layer, high: number): number {
  const next = firstAtLeast(firsts, high);
  return firsts[next] === high ? next : Math.max(0, next - 1);
}

/** Whether a card is on the roster, as far as can be told without reading a block; newest layer first. */
export function mayBeHeld(
  layers: readonly Layer[],
  { high, low }: Pick<NumberHasher, 'high' | 'low'>,
): boolean {
  for (const { filter, removed } of layers) {
    if (mayHold(filter, high, low)) return !mayHold(removed, high, low);
  }
  return false;
}

function isGone(packer: RosterPacker, index: number): boolean {
  const { facts, factsAt } = packer.row(index);
  return isRemoved(facts, factsAt);
}

function filterOf(packer: RosterPacker, indices: Uint32Array, size: FilterSize): BloomFilter {
  const filter = newBloomFilter(indices.length, size);
  for (const index of indices) {
    const { high, low } = packer.row(index);
    addToFilter(filter, high, low);
  }
  return filter;
}
