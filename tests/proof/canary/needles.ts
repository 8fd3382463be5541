import type { Secret } from './canaries.ts';
import { type Spelling, spellingsOf } from './spellings.ts';

/** A secret found in some bytes. */
export interface Hit {
  readonly secret: Secret;
  readonly encoding: string;
  readonly offset: number;
}

/** Finds any of thousands of secrets, in all their spellings, in one pass over the bytes. */
export interface Needles {
  in(bytes: Uint8Array): readonly Hit[];
}

interface Needle extends Spelling {
  readonly secret: Secret;
}

/** The first bytes of a needle, by which it is looked up. */
const KEY_BYTES = 4;
const FILTER_BITS = 22;

export function needlesOf(secrets: readonly Secret[]): Needles {
  const byKey = new Map<number, Needle[]>();
  // One bit for each key that a needle begins with: nearly all positions end here.
  const filter = new Uint8Array(2 ** FILTER_BITS);
  for (const secret of secrets) {
    for (const spelling of spellingsOf(secret.text)) {
      const key = keyAt(spelling.bytes, 0);
      byKey.set(key, [...(byKey.get(key) ?? []), { secret, ...spelling }]);
      filter[slotOf(key)] = 1;
    }
  }
  return {
    in(bytes) {
      const hits: Hit[] = [];
      for (let offset = 0; offset + KEY_BYTES <= bytes.length; offset += 1) {
        const key = keyAt(bytes, offset);
        if (filter[slotOf(key)] === 0) continue;
        for (const { secret, encoding, bytes: wanted } of byKey.get(key) ?? []) {
          if (isAt(bytes, offset, wanted)) hits.push({ secret, encoding, offset });
        }
      }
      return hits;
    },
  };
}

function keyAt(bytes: Uint8Array, offset: number): number {
  return (
    ((bytes[offset] ?? 0) |
      ((bytes[offset + 1] ?? 0) << 8) |
      ((bytes[offset + 2] ?? 0) << 16) |
      ((bytes[offset + 3] ?? 0) << 24)) >>>
    0
  );
}

function slotOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> (32 - FILTER_BITS);
}

function isAt(bytes: Uint8Array, offset: number, wanted: Uint8Array): boolean {
  if (offset + wanted.length > bytes.length) return false;
  for (let index = KEY_BYTES; index < wanted.length; index += 1) {
    if (bytes[offset + index] !== wanted[index]) return false;
  }
  return true;
}
