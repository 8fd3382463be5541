import { ed25519 } from '@noble/curves/ed25519.js';
import { base45Of, bytesOfBase45 } from '../../src/domain/base/base45.ts';
import { CARD_QR_PREFIX } from '../../src/domain/card/card-qr.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const HEAD_BYTES = 23;
const BYTES = 87;

/** Whole numbers in [0, below), from a seed. */
export type Dice = (below: number) => number;

/** mulberry32: small, and the same on every machine. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Makes another text of an issued one; `other` is a second issued text, of another card. */
type Mutation = (text: string, other: string, dice: Dice) => string;

/**
 * Each with its weight. Those above the line are refused by their shape almost always; those below reach the
 * signature, which costs a millisecond each.
 */
export const MUTATIONS: Readonly<Record<string, { readonly weight: number; readonly mutate: Mutation }>> = {
  'characters of any kind': { weight: 120, mutate: replacedBy((dice) => String.fromCharCode(dice(0x3000))) },
  truncated: { weight: 120, mutate: (text, _, dice) => text.slice(0, dice(text.length)) },
  'beginning lost': { weight: 60, mutate: (text, _, dice) => text.slice(1 + dice(text.length - 1)) },
  'something appended': { weight: 100, mutate: (text, _, dice) => text + randomText(dice, 1 + dice(6)) },
  'something before': { weight: 40, mutate: (text, _, dice) => randomText(dice, 1 + dice(3)) + text },
  'white space around': {
    weight: 40,
    mutate: (text, _, dice) => (dice(2) === 0 ? `${text}\r\n` : ` ${text}`),
  },
  'one character inserted': { weight: 60, mutate: inserted },
  'one character lost': { weight: 60, mutate: (text, _, dice) => without(text, dice(text.length)) },
  'lower case': { weight: 100, mutate: lowered },
  'full width': {
    weight: 40,
    mutate: replacedBy((dice) => String.fromCharCode(0xff01 + dice(94))),
  },
  'bytes appended and encoded anew': {
    weight: 40,
    mutate: (text, _, dice) => encoded(Uint8Array.of(...bytesOf(text), ...randomBytes(dice, 1 + dice(4)))),
  },
  'random of the right length': {
    weight: 60,
    mutate: (text, _, dice) => CARD_QR_PREFIX + randomText(dice, text.length - CARD_QR_PREFIX.length),
  },
  'another key': { weight: 40, mutate: (text, _, dice) => withBytes(text, 2, randomBytes(dice, 2)) },
  // ---
  'a listed key that did not sign': {
    weight: 15,
    mutate: (text) => withBytes(text, 3, [bytesOf(text)[3] === 1 ? 2 : 1]),
  },
  'characters of the alphabet': {
    weight: 25,
    mutate: replacedBy((dice) => ALPHABET.charAt(dice(ALPHABET.length))),
  },
  'neighbours swapped': { weight: 15, mutate: swapped },
  spliced: { weight: 25, mutate: (text, other, dice) => splicedAt(text, other, dice(text.length)) },
  'the head of another card': { weight: 10, mutate: (text, other) => spliceBytes(text, other) },
  'bits of the claim': { weight: 25, mutate: (text, _, dice) => flipped(text, dice, 4, HEAD_BYTES) },
  'bits of the signature': { weight: 20, mutate: (text, _, dice) => flipped(text, dice, HEAD_BYTES, BYTES) },
  'the group order added to S': { weight: 5, mutate: malleated },
  'a random signature': {
    weight: 10,
    mutate: (text, _, dice) => withBytes(text, HEAD_BYTES, randomBytes(dice, BYTES - HEAD_BYTES)),
  },
  'signed by a stranger': { weight: 5, mutate: signedByStranger },
};

function replacedBy(character: (dice: Dice) => string): Mutation {
  return (text, _, dice) => {
    let changed = text;
    for (let times = 1 + dice(3); times > 0; times -= 1) {
      const index = dice(text.length);
      changed = changed.slice(0, index) + character(dice) + changed.slice(index + 1);
    }
    return changed;
  };
}

function inserted(text: string, _: string, dice: Dice): string {
  const index = dice(text.length + 1);
  return text.slice(0, index) + ALPHABET.charAt(dice(ALPHABET.length)) + text.slice(index);
}

function lowered(text: string, _: string, dice: Dice): string {
  if (dice(3) === 0) return text.toLowerCase();
  const index = dice(text.length);
  return text.slice(0, index) + text.slice(index, index + 5).toLowerCase() + text.slice(index + 5);
}

function swapped(text: string, _: string, dice: Dice): string {
  const index = dice(text.length - 1);
  return text.slice(0, index) + text.charAt(index + 1) + text.charAt(index) + text.slice(index + 2);
}

function without(text: string, index: number): string {
  return text.slice(0, index) + text.slice(index + 1);
}

function splicedAt(text: string, other: string, index: number): string {
  return text.slice(0, index) + other.slice(index);
}

function spliceBytes(text: string, other: string): string {
  return withBytes(text, 0, bytesOf(other).slice(0, HEAD_BYTES));
}

function flipped(text: string, dice: Dice, from: number, until: number): string {
  const bytes = bytesOf(text);
  for (let times = 1 + dice(3); times > 0; times -= 1) {
    const index = from + dice(until - from);
    bytes[index] = (bytes[index] ?? 0) ^ (1 << dice(8));
  }
  return encoded(bytes);
}

/** The same signature to whoever does not insist on S below the order of the group. */
function malleated(text: string): string {
  const bytes = bytesOf(text);
  const half = BYTES - 32;
  let s = ed25519.Point.Fn.ORDER;
  for (let index = BYTES - 1, factor = 1n << 248n; index >= half; index -= 1, factor >>= 8n) {
    s += BigInt(bytes[index] ?? 0) * factor;
  }
  for (let index = half; index < BYTES; index += 1, s >>= 8n) bytes[index] = Number(s & 0xffn);
  return encoded(bytes);
}

const STRANGER = new Uint8Array(32).fill(7);

function signedByStranger(text: string): string {
  const head = bytesOf(text).subarray(0, HEAD_BYTES);
  const message = Uint8Array.of(...new TextEncoder().encode('talent-card-qr-1\n'), ...head);
  return withBytes(text, HEAD_BYTES, ed25519.sign(message, STRANGER));
}

function withBytes(text: string, at: number, replacement: Iterable<number>): string {
  const bytes = bytesOf(text);
  bytes.set([...replacement], at);
  return encoded(bytes);
}

function bytesOf(text: string): Uint8Array {
  return bytesOfBase45(text.slice(CARD_QR_PREFIX.length)) ?? new Uint8Array(BYTES);
}

function encoded(bytes: Uint8Array): string {
  return CARD_QR_PREFIX + base45Of(bytes);
}

function randomText(dice: Dice, length: number): string {
  return Array.from({ length }, () => ALPHABET.charAt(dice(ALPHABET.length))).join('');
}

function randomBytes(dice: Dice, length: number): number[] {
  return Array.from({ length }, () => dice(256));
}
