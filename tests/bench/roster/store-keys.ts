/** Any keys will do; the caches of a bench hold nobody's data. */
export const STORE_KEYS = {
  cardRefKeyHex: 'a1'.repeat(32),
  rosterKeyHex: 'b2'.repeat(32),
  namesKeyHex: 'c3'.repeat(32),
};

export const BENCH_EPOCH = '5f0c7f0e-3d52-4f4e-9a57-6e2f8a1d0c11';
