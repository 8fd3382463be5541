import { NEWLINE } from './journal-line.ts';

/** An entry takes less than 1 KiB; longer bytes without a line end have more than one flipped bit. */
const REGION_BYTES_MAX = 4 * 1024;
const BITS = 8;

/** A byte that had one bit turned over, and what it was. */
export interface FlippedByte {
  /** Bytes from the beginning of the damaged line. */
  readonly at: number;
  readonly was: number;
}

/**
 * Looks for the one flipped bit that makes the damaged line at the beginning of `bytes` sound. `isSound` checks the
 * entry's own hash, so nothing is guessed. Null if more than a bit is wrong. A line end may be what was flipped, or
 * what a flip made.
 */
export function flippedBitIn(bytes: Uint8Array, isSound: (line: Uint8Array) => boolean): FlippedByte | null {
  const region = Uint8Array.from(bytes.subarray(0, REGION_BYTES_MAX));
  const lineEnd = region.indexOf(NEWLINE);
  const last = lineEnd === -1 ? region.length - 1 : lineEnd;
  for (let at = 0; at <= last; at += 1) {
    const is = region[at] ?? 0;
    for (let bit = 0; bit < BITS; bit += 1) {
      const was = is ^ (1 << bit);
      region[at] = was;
      const end = region.indexOf(NEWLINE);
      if (end !== -1 && isSound(region.subarray(0, end))) return { at, was };
    }
    region[at] = is;
  }
  return null;
}
