import type { Secrets } from '../../district/storage/secrets.ts';

/** Seeded randomness: the same seed and name give the same draws, on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform among 0 to `count` - 1. */
  below(count: number): number;
  /** Uniform in [from, until). */
  between(from: number, until: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  bytes(count: number): Uint8Array<ArrayBuffer>;
  /** A stream of its own, so that one more draw there changes nothing here. */
  fork(name: string): Random;
}

const UINT32 = 2 ** 32;
/** Draws until the state has forgotten how it was filled. */
const WARM_UP_DRAWS = 12;

/** The sfc32 generator of PractRand over a state that FNV-1a makes of the seed's text. */
export function randomOf(seed: string): Random {
  let a = hashOf(`${seed}/a`);
  let b = hashOf(`${seed}/b`);
  let c = hashOf(`${seed}/c`);
  let counter = 1;

  function uint32(): number {
    const drawn = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + drawn;
    return drawn >>> 0;
  }
  for (let draw = 0; draw < WARM_UP_DRAWS; draw += 1) uint32();

  const next = () => uint32() / UINT32;
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    below,
    between: (from, until) => from + next() * (until - from),
    chance: (probability) => next() < probability,
    pick<T>(list: readonly T[]): T {
      const picked = list[below(list.length)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => uint32() & 0xff),
    fork: (name) => randomOf(`${seed}/${name}`),
  };
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash | 0;
}

/** The district's secrets, as its seed says. */
export function secretsOf(random: Random): Secrets {
  const hex = (bytes: number) => Buffer.from(random.bytes(bytes)).toString('hex');
  return {
    uuid: () => uuidOf(random),
    token: () => hex(32),
    code: (digits) => String(random.below(10 ** digits)).padStart(digits, '0'),
    // A slow hash guards a database that nobody copies here.
    hashOfCode: async (code, salt) => `${salt}/${code}`,
  };
}

/** A version 4 UUID (RFC 9562). */
export function uuidOf(random: Random): string {
  const hex = Buffer.from(random.bytes(16)).toString('hex');
  const variant = '89ab'.charAt(random.below(4));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
