/** Bytes of a message; the kiosk hashes nothing else. */
export const MESSAGE_BYTES = 16;

/** There are two rounds for each of three words, and four at the end. */
const ROUNDS = 10;
/** For a message of 16 bytes, the last word has only its length. */
const LAST_WORD_HIGH = MESSAGE_BYTES << 24;

/** The hash has 64 bits in two halves. Each call overwrites it, since a million new objects in a row would cost time. */
export interface SipHasher {
  hash(bytes: Uint8Array, offset: number): void;
  high: number;
  low: number;
}

/** SipHash-2-4 of 16-byte messages under a key of 16 bytes. */
export function sipHasher(key: Uint8Array): SipHasher {
  const [k0l, k0h, k1l, k1h] = [wordAt(key, 0), wordAt(key, 4), wordAt(key, 8), wordAt(key, 12)];
  const hasher: SipHasher = { high: 0, low: 0, hash };

  // The halves of the 64-bit words are local variables, and one loop does all rounds: an array is three times slower.
  function hash(bytes: Uint8Array, offset: number): void {
    const [m0l, m0h] = [wordAt(bytes, offset), wordAt(bytes, offset + 4)];
    const [m1l, m1h] = [wordAt(bytes, offset + 8), wordAt(bytes, offset + 12)];
    let v0l = k0l ^ 0x70736575;
    let v0h = k0h ^ 0x736f6d65;
    let v1l = k1l ^ 0x6e646f6d;
    let v1h = k1h ^ 0x646f7261;
    let v2l = k0l ^ 0x6e657261;
    let v2h = k0h ^ 0x6c796765;
    let v3l = k1l ^ 0x79746573 ^ m0l;
    let v3h = k1h ^ 0x74656462 ^ m0h;
    let low: number;
    for (let round = 0; round < ROUNDS; round += 1) {
      if (round === 2) {
        v0l ^= m0l;
        v0h ^= m0h;
        v3l ^= m1l;
        v3h ^= m1h;
      } else if (round === 4) {
        v0l ^= m1l;
        v0h ^= m1h;
        v3h ^= LAST_WORD_HIGH;
      } else if (round === 6) {
        v0h ^= LAST_WORD_HIGH;
        v2l ^= 0xff;
      }
      // An addition carries from the low half; a rotation by 32 is an exchange of the halves.
      low = (v0l >>> 0) + (v1l >>> 0);
      v0h = (v0h + v1h + (low > 0xffffffff ? 1 : 0)) | 0;
      v0l = low | 0;
      low = (v1l << 13) | (v1h >>> 19);
      v1h = ((v1h << 13) | (v1l >>> 19)) ^ v0h;
      v1l = low ^ v0l;
      low = v0l;
      v0l = v0h;
      v0h = low;

      low = (v2l >>> 0) + (v3l >>> 0);
      v2h = (v2h + v3h + (low > 0xffffffff ? 1 : 0)) | 0;
      v2l = low | 0;
      low = (v3l << 16) | (v3h >>> 16);
      v3h = ((v3h << 16) | (v3l >>> 16)) ^ v2h;
      v3l = low ^ v2l;

      low = (v0l >>> 0) + (v3l >>> 0);
      v0h = (v0h + v3h + (low > 0xffffffff ? 1 : 0)) | 0;
      v0l = low | 0;
      low = (v3l << 21) | (v3h >>> 11);
      v3h = ((v3h << 21) | (v3l >>> 11)) ^ v0h;
      v3l = low ^ v0l;

      low = (v2l >>> 0) + (v1l >>> 0);
      v2h = (v2h + v1h + (low > 0xffffffff ? 1 : 0)) | 0;
      v2l = low | 0;
      low = (v1l << 17) | (v1h >>> 15);
      v1h = ((v1h << 17) | (v1l >>> 15)) ^ v2h;
      v1l = low ^ v2l;
      low = v2l;
      v2l = v2h;
      v2h = low;
    }
    hasher.low = (v0l ^ v1l ^ v2l ^ v3l) >>> 0;
    hasher.high = (v0h ^ v1h ^ v2h ^ v3h) >>> 0;
  }

  return hasher;
}

function wordAt(bytes: Uint8Array, offset: number): number {
  return (
    byteAt(bytes, offset) |
    (byteAt(bytes, offset + 1) << 8) |
    (byteAt(bytes, offset + 2) << 16) |
    (byteAt(bytes, offset + 3) << 24)
  );
}

function byteAt(bytes: Uint8Array, offset: number): number {
  return bytes[offset] ?? 0;
}
