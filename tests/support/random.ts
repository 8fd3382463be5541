/** What every test draws from that is told no seed of its own: another day, another seed is for `npm run soak`. */
const SEED_DEFAULT = 20_261_123;
/** `npm run soak` hands its seed to the tests under this name. */
export const SEED_VARIABLE = 'TEST_SEED';

/** The one seed of a run of the tests: the same on every run, unless `npm run soak` sets another. */
export function testSeed(): number {
  const given = process.env[SEED_VARIABLE];
  const seed = given === undefined ? SEED_DEFAULT : Number(given);
  if (!Number.isSafeInteger(seed)) throw new Error(`${SEED_VARIABLE} is not a whole number: ${given}`);
  return seed;
}

/** Numbers in [0, 1) that are the same for the same seed on every machine (splitmix32). */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 2 ** 32;
  };
}
