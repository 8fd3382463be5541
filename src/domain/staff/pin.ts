import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { MINUTE_MS } from '../base/duration.ts';
import { hexOf } from '../base/id-text.ts';

export const PIN_LENGTH_MIN = 6;
const PIN_LENGTH_MAX = 12;

/** What can be typed as a PIN at all; a longer text is not looked at. */
export const PinText = z.string().min(1).max(40);

/** RFC 7914, the cost that the names have: 64 MiB and some tenths of a second on a desk's machine. */
export const PIN_COST = { cost: 2 ** 16, blockSize: 8, parallelization: 1 } as const;
export const PIN_SALT_BYTES = 16;
export const PIN_KEY_BYTES = 32;

/**
 * How a PIN is checked. scrypt turns the PIN into a key; this has the SHA-256 of that key. So whoever changes a PIN
 * proves the earlier one by its key, which nobody can tell from the verifier.
 */
export const PinVerifier = z.object({
  saltHex: hexOf(PIN_SALT_BYTES),
  /** A list may ask for no higher cost, so that a wrong one cannot take all memory. */
  cost: z
    .int()
    .min(2 ** 15)
    .max(2 ** 18),
  blockSize: z.int().min(8).max(16),
  parallelization: z.int().min(1).max(4),
  checkHex: hexOf(32),
});
export type PinVerifier = z.infer<typeof PinVerifier>;

/** The key of a PIN under a salt and a cost; Node's own scrypt where there is Node. */
export type PinKey = (pin: string, parameters: Omit<PinVerifier, 'checkHex'>) => Promise<Uint8Array>;

export function checkHexOf(key: Uint8Array): string {
  return bytesToHex(sha256(key));
}

/** True if these bytes are the key that the verifier was made of. */
export function isKeyOf(verifier: Pick<PinVerifier, 'checkHex'>, keyHex: string): boolean {
  return checkHexOf(hexToBytes(keyHex)) === verifier.checkHex;
}

/** Makes plain digits of those of an input method, and drops blanks. */
export function typedPin(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '');
}

/** Why a PIN cannot be taken; `easy`: one digit, or digits in a row or repeated in twos and threes. */
export type PinFault = 'not-digits' | 'too-short' | 'too-long' | 'easy';

/** What is wrong with a PIN; null if it may be one. */
export function pinFaultOf(pin: string): PinFault | null {
  if (!/^[0-9]*$/.test(pin)) return 'not-digits';
  if (pin.length < PIN_LENGTH_MIN) return 'too-short';
  if (pin.length > PIN_LENGTH_MAX) return 'too-long';
  return isEasy(pin) ? 'easy' : null;
}

/** What is tried first: 111111, 123456, 654321, 121212, 123123. */
function isEasy(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10);
  if (new Set(steps).size === 1 && [0, 1, 9].includes(steps[0] ?? 0)) return true;
  return [2, 3].some((length) => pin === pin.slice(0, length).repeat(pin.length).slice(0, pin.length));
}

const WAIT_MS_MIN = 1_000;
export const PIN_WAIT_MS_MAX = 15 * MINUTE_MS;
/** This many wrong PINs cost no wait, because a finger may slip. */
const FREE_TRIES = 2;

/** The wait before the next try, after this many wrong PINs in a row: 1 s after the third, then twice as long each time. */
export function pinWaitMsAfter(failures: number): number {
  if (failures <= FREE_TRIES) return 0;
  return Math.min(PIN_WAIT_MS_MAX, WAIT_MS_MIN * 2 ** Math.min(failures - FREE_TRIES - 1, 30));
}
