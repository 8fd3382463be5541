/** Bytes of key stream that one block gives. */
export const CHACHA_BLOCK_BYTES = 64;

const WORDS = 16;
const KEY_WORDS = 8;
const DOUBLE_ROUNDS = 10;
/** "expand 32-byte k" */
const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const;

/** The key stream of ChaCha20 (RFC 8439, 2.3), any block of it at once; each call overwrites the one before. */
export function chacha20(key: Uint32Array): (counter: number, nonce: readonly number[]) => Uint8Array {
  const start = new Uint32Array(WORDS);
  start.set(CONSTANTS);
  start.set(key.subarray(0, KEY_WORDS), CONSTANTS.length);
  const words = new Uint32Array(WORDS);
  const bytes = new Uint8Array(words.buffer);
  return (counter, nonce) => {
    start[12] = counter;
    start.set(nonce, 13);
    words.set(start);
    for (let round = 0; round < DOUBLE_ROUNDS; round += 1) {
      quarterRound(words, 0, 4, 8, 12);
      quarterRound(words, 1, 5, 9, 13);
      quarterRound(words, 2, 6, 10, 14);
      quarterRound(words, 3, 7, 11, 15);
      quarterRound(words, 0, 5, 10, 15);
      quarterRound(words, 1, 6, 11, 12);
      quarterRound(words, 2, 7, 8, 13);
      quarterRound(words, 3, 4, 9, 14);
    }
    for (let word = 0; word < WORDS; word += 1) words[word] = (words[word] ?? 0) + (start[word] ?? 0);
    return bytes;
  };
}

function quarterRound(words: Uint32Array, a: number, b: number, c: number, d: number): void {
  let [wa, wb, wc, wd] = [words[a] ?? 0, words[b] ?? 0, words[c] ?? 0, words[d] ?? 0];
  wa = (wa + wb) | 0;
  wd = rotated(wd ^ wa, 16);
  wc = (wc + wd) | 0;
  wb = rotated(wb ^ wc, 12);
  wa = (wa + wb) | 0;
  wd = rotated(wd ^ wa, 8);
  wc = (wc + wd) | 0;
  wb = rotated(wb ^ wc, 7);
  words[a] = wa;
  words[b] = wb;
  words[c] = wc;
  words[d] = wd;
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
