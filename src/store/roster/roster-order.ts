const DIGIT_BITS = 11;
const DIGITS = 3;

/** The indices of 32-bit keys in the keys' order, equal keys in their own: a radix sort, eleven bits at a time. */
export function sortedByKey(keys: Uint32Array): Uint32Array {
  let from = new Uint32Array(keys.length).map((_, index) => index);
  let to = new Uint32Array(keys.length);
  const buckets = 1 << DIGIT_BITS;
  for (let digit = 0; digit < DIGITS; digit += 1) {
    const shift = digit * DIGIT_BITS;
    const starts = new Uint32Array(buckets + 1);
    for (let at = 0; at < keys.length; at += 1) {
      const bucket = (((keys[at] ?? 0) >>> shift) & (buckets - 1)) + 1;
      starts[bucket] = (starts[bucket] ?? 0) + 1;
    }
    for (let bucket = 1; bucket <= buckets; bucket += 1) {
      starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
    }
    for (let at = 0; at < from.length; at += 1) {
      const index = from[at] ?? 0;
      const bucket = ((keys[index] ?? 0) >>> shift) & (buckets - 1);
      const place = starts[bucket] ?? 0;
      to[place] = index;
      starts[bucket] = place + 1;
    }
    [from, to] = [to, from];
  }
  return from;
}
