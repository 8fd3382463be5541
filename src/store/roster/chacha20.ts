/** Bytes of key stream that one block gives. */
export const CHACHA_BLOCK_BYTES = 64;

const WORDS = 16;
const KEY_WORDS = 8;
const DOUBLE_ROUNDS = 10;
/** "expand 32-byte k" */
const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const;

/** The key stream of ChaCha20 (RFC 8439, 2.3), any block of it at once; each call overwrites the one before. */
export function chacha20(key: Uint32Array): (counter: number, nonce: readonly number[]) => Uint8Array {
  const start = new Int32Array(WORDS);
  start.set(CONSTANTS);
  start.set(key.subarray(0, KEY_WORDS), CONSTANTS.length);
  const words = new Int32Array(WORDS);
  const bytes = new Uint8Array(words.buffer);
  return (counter, nonce) => {
    start[12] = counter;
    start.set(nonce, 13);
    words.set(start);
    for (let round = 0; round < DOUBLE_ROUNDS; round += 1) {
      for (let column = 0; column < 4; column += 1) quarterRound(words, column, 0);
      for (let column = 0; column < 4; column += 1) quarterRound(words, column, 1);
    }
    for (let word = 0; word < WORDS; word += 1) words[word] = (words[word] ?? 0) + (start[word] ?? 0);
    return bytes;
  };
}

/** On a column, or on a diagonal where each row is shifted by one more. */
function quarterRound(words: Int32Array, column: number, shift: 0 | 1): void {
  const a = column;
  const b = 4 + ((column + shift) & 3);
  const c = 8 + ((column + 2 * shift) & 3);
  const d = 12 + ((column + 3 * shift) & 3);
  let wa = words[a] ?? 0;
  let wb = words[b] ?? 0;
  let wc = words[c] ?? 0;
  let wd = words[d] ?? 0;
  wa = (wa + wb) | 0;
  wd ^= wa;
  wd = (wd << 16) | (wd >>> 16);
  wc = (wc + wd) | 0;
  wb ^= wc;
  wb = (wb << 12) | (wb >>> 20);
  wa = (wa + wb) | 0;
  wd ^= wa;
  wd = (wd << 8) | (wd >>> 24);
  wc = (wc + wd) | 0;
  wb ^= wc;
  wb = (wb << 7) | (wb >>> 25);
  words[a] = wa;
  words[b] = wb;
  words[c] = wc;
  words[d] = wd;
}
