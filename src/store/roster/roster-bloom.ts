const PROBES = 7;

/** How much room a filter takes. */
export interface FilterSize {
  readonly bitsPerCard: number;
  readonly bytesMin: number;
}

/**
 * The filter of a generation: with seven probes it lets through one in a hundred and twenty unknown cards. For a small
 * roster nothing should be guessed: there the filter is as good as a list.
 */
export const GENERATION_FILTER: FilterSize = { bitsPerCard: 10, bytesMin: 4096 };
/** For later changes: there are many such filters, each with few cards, and together they must guess no worse. */
export const LATE_FILTER: FilterSize = { bitsPerCard: 20, bytesMin: 256 };

/** Tells for most cards that are not on the roster that they are not on it, and reads nothing for that. */
export type BloomFilter = Uint8Array<ArrayBuffer>;

export function newBloomFilter(cards: number, { bitsPerCard, bytesMin }: FilterSize): BloomFilter {
  return new Uint8Array(Math.max(bytesMin, Math.ceil((cards * bitsPerCard) / 8)));
}

export function addToFilter(filter: BloomFilter, high: number, low: number): void {
  const bits = filter.length * 8;
  for (let probe = 0; probe < PROBES; probe += 1) {
    const bit = bitOf(high, low, probe) % bits;
    const byte = bit >>> 3;
    filter[byte] = (filter[byte] ?? 0) | (1 << (bit & 7));
  }
}

/** False means that the card was certainly never added. */
export function mayHold(filter: BloomFilter, high: number, low: number): boolean {
  if (filter.length === 0) return false;
  const bits = filter.length * 8;
  for (let probe = 0; probe < PROBES; probe += 1) {
    const bit = bitOf(high, low, probe) % bits;
    if (((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false;
  }
  return true;
}

/** Two hashes make as many as are wanted (Kirsch and Mitzenmacher). */
function bitOf(high: number, low: number, probe: number): number {
  return (high + Math.imul(probe, low | 1)) >>> 0;
}
