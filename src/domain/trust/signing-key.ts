import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { WallDate } from '../base/wall-time.ts';

/** What a signature is made for. A key signs for the purposes that it is listed with and for no other. */
export type KeyPurpose = 'keys' | 'card' | 'catalogue' | 'roster' | 'denied' | 'lease' | 'journal-export';

const ED25519 = 'ed25519';

const KEY = {
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/),
  algorithm: z.string().regex(/^[a-z0-9][a-z0-9-]{0,19}$/),
  publicKeyHex: z.string().regex(/^([0-9a-f]{2}){1,133}$/),
  purposes: z
    .array(z.string().regex(/^[a-z][a-z-]{0,29}$/))
    .min(1)
    .max(16),
  /** First and last day on which a signature of this key is believed. */
  validFrom: WallDate,
  validUntil: WallDate,
};
const isWhole = ({ algorithm, publicKeyHex }: { algorithm: string; publicKeyHex: string }) =>
  algorithm !== ED25519 || publicKeyHex.length === 64;
const BYTES = 'an Ed25519 key has 32 bytes';

/**
 * A public key and what it may sign. Algorithms and purposes are read as names, so that a list with a key
 * for a later version (SM2, GB/T 32918) is still read here; such a key verifies nothing in this version.
 */
export const SigningKey = z.strictObject(KEY).refine(isWhole, BYTES);
export type SigningKey = z.infer<typeof SigningKey>;
/** A key in the shape of any release. */
export const ReadSigningKey = z.object(KEY).refine(isWhole, BYTES);

/** Keys and the day on which they are asked. */
export interface KeysInUse {
  readonly keys: readonly SigningKey[];
  readonly date: WallDate;
}

/** The keys as if each were in force forever: for lists that were taken while their key was in force. */
export function withoutDays(keys: readonly SigningKey[]): KeysInUse {
  const date = '2000-01-01';
  return { keys: keys.map((key) => ({ ...key, validFrom: date, validUntil: date })), date };
}

const FINGERPRINT_BYTES = 16;

/** What two people compare of a public key: 8 groups of 4 hexadecimal digits of its SHA-256. */
export function fingerprintOf(publicKeyHex: string): string {
  const digits = bytesToHex(sha256(hexToBytes(publicKeyHex)).subarray(0, FINGERPRINT_BYTES)).toUpperCase();
  return (digits.match(/.{4}/g) ?? []).join(' ');
}

/** Why no key of that name may be asked for a signature of that purpose today. */
export type KeyFaultKind = 'unknown-key' | 'wrong-purpose' | 'key-not-in-force' | 'unsupported-algorithm';

/** Why a key may not be asked, or null if it may. */
export function keyFaultOf(
  key: SigningKey | undefined,
  asked: { readonly purpose: KeyPurpose; readonly date: WallDate },
): KeyFaultKind | null {
  if (key === undefined) return 'unknown-key';
  if (key.algorithm !== ED25519) return 'unsupported-algorithm';
  if (!key.purposes.includes(asked.purpose)) return 'wrong-purpose';
  return asked.date < key.validFrom || asked.date > key.validUntil ? 'key-not-in-force' : null;
}

/** Claims that the holder of the key (64 hexadecimal digits) signed the message with these 64 bytes. */
export interface SignatureClaim {
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  readonly publicKeyHex: string;
}

/**
 * True if the claim holds for Ed25519. Strict after RFC 8032 and FIPS 186-5: no encoding but the canonical one, so that
 * nobody can make a second signature out of a good one.
 */
export function isEd25519Signed({ message, signature, publicKeyHex }: SignatureClaim): boolean {
  return ed25519.verify(signature, message, hexToBytes(publicKeyHex), { zip215: false });
}

/** Checks a claim. A browser is faster than our own code, and answers later. */
export type SignatureCheck = (claim: SignatureClaim) => boolean | Promise<boolean>;

/** The reading of something signed. It yields each claim that must be checked, and goes on with the answer. */
export type SignedReading<T> = Generator<SignatureClaim, T, boolean>;

/** Reads to the end, and checks each claim here and now. */
export function readNow<T>(reading: SignedReading<T>): T {
  let step = reading.next();
  while (!step.done) step = reading.next(isEd25519Signed(step.value));
  return step.value;
}

/** Reads to the end, and has each claim checked. */
export async function readChecked<T>(reading: SignedReading<T>, check: SignatureCheck): Promise<T> {
  let step = reading.next();
  while (!step.done) step = reading.next(await check(step.value));
  return step.value;
}
