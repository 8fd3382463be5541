/** Ten bits a card and seven probes let through one in a hundred and twenty of the unknown. */
const BITS_PER_CARD = 10;
const PROBES = 7;
/** A small roster shall not be guessed at: the filter then is as good as a list. */
const BYTES_MIN = 4096;

/** Says of most cards that are not held that they are not, without reading anything. */
export type BloomFilter = Uint8Array<ArrayBuffer>;

export function newBloomFilter(cards: number): BloomFilter {
  return new Uint8Array(Math.max(BYTES_MIN, Math.ceil((cards * BITS_PER_CARD) / 8)));
}

export function addToFilter(filter: BloomFilter, high: number, low: number): void {
  const bits = filter.length * 8;
  for (let probe = 0; probe < PROBES; probe += 1) {
    const bit = bitOf(high, low, probe) % bits;
    const byte = bit >>> 3;
    filter[byte] = (filter[byte] ?? 0) | (1 << (bit & 7));
  }
}

/** False: certainly never added. */
export function mayHold(filter: BloomFilter, high: number, low: number): boolean {
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
