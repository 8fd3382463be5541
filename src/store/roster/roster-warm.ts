import { CHACHA_BLOCK_BYTES, chacha20 } from './chacha20.ts';
import type { BlockRows } from './roster-block.ts';
import type { NumberHasher } from './roster-hash.ts';
import { FACT_BYTES, isSameNumber } from './roster-row.ts';

/** A block in memory, ready to be asked: rows in the order of their hashes, facts before names, sealed. */
export interface WarmBlock {
  /** First half of each row's hash, ascending. */
  readonly high: Uint32Array;
  /** Row `n` lies from `offsets[n]` to `offsets[n + 1]`. */
  readonly offsets: Uint32Array;
  readonly sealed: Uint8Array;
  readonly hasNames: boolean;
  readonly nonce: number;
}

/** A row opened: facts from 0, names behind them. */
export type OpenRow = Uint8Array;

/**
 * Keeps rows in memory under a random key of this start (ChaCha20). So nobody can search a swapped page or a crash
 * report for a name or a number. A row opens in a microsecond, because no other thread is asked.
 */
export interface WarmRows {
  warm(rows: BlockRows): WarmBlock;
  /** The row of a card, its number in 16 bytes; null if the block has none. */
  find(block: WarmBlock, number: Uint8Array, high: number): OpenRow | null;
}

const KEY_WORDS = 8;

export function createWarmRows(hasher: NumberHasher): WarmRows {
  const streamOf = chacha20(crypto.getRandomValues(new Uint32Array(KEY_WORDS)));
  let lastNonce = 0;

  const words = [0, 0, 0];

  /** Seals or opens in place: `bytes` lie at `position` of the block. */
  function cross(bytes: Uint8Array, position: number, nonce: number): void {
    words[2] = nonce;
    let from = position % CHACHA_BLOCK_BYTES;
    let counter = (position - from) / CHACHA_BLOCK_BYTES;
    for (let at = 0; at < bytes.length; counter += 1) {
      const stream = streamOf(counter, words);
      const until = Math.min(bytes.length, at + CHACHA_BLOCK_BYTES - from);
      for (; at < until; at += 1, from += 1) bytes[at] = (bytes[at] ?? 0) ^ (stream[from] ?? 0);
      from = 0;
    }
  }

  return {
    warm({ count, facts, names }) {
      const high = new Uint32Array(count);
      const offsets = new Uint32Array(count + 1);
      const sealed = new Uint8Array(facts.length + (names?.offsets[count] ?? 0));
      let end = 0;
      for (let row = 0; row < count; row += 1) {
        hasher.hash(facts, row * FACT_BYTES);
        high[row] = hasher.high;
        offsets[row] = end;
        end = copyOf(facts, row * FACT_BYTES, (row + 1) * FACT_BYTES, sealed, end);
        if (names === null) continue;
        end = copyOf(names.bytes, names.offsets[row] ?? 0, names.offsets[row + 1] ?? 0, sealed, end);
      }
      offsets[count] = end;
      lastNonce += 1;
      cross(sealed, 0, lastNonce);
      return { high, offsets, sealed, hasNames: names !== null, nonce: lastNonce };
    },
    find({ high: highs, offsets, sealed, nonce }, number, high) {
      for (let row = firstAtLeast(highs, high); highs[row] === high; row += 1) {
        const from = offsets[row] ?? 0;
        const open = sealed.slice(from, offsets[row + 1] ?? 0);
        cross(open, from, nonce);
        if (isSameNumber(open, 0, number, 0)) return open;
      }
      return null;
    },
  };
}

/** Copies bytes and returns where they end. For about ten bytes a view would take longer than the copy. */
function copyOf(bytes: Uint8Array, from: number, until: number, into: Uint8Array, at: number): number {
  let end = at;
  for (let byte = from; byte < until; byte += 1) into[end++] = bytes[byte] ?? 0;
  return end;
}

/** Bytes that a warm block takes. */
export function bytesOfWarm({ high, offsets, sealed }: WarmBlock): number {
  return high.byteLength + offsets.byteLength + sealed.byteLength;
}

/** The first place in an ascending list whose value is not below the one asked for. */
export function firstAtLeast(ascending: Uint32Array, value: number): number {
  let from = 0;
  let until = ascending.length;
  while (from < until) {
    const middle = (from + until) >>> 1;
    if ((ascending[middle] ?? 0) < value) from = middle + 1;
    else until = middle;
  }
  return from;
}
