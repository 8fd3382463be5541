import { ed25519 } from '@noble/curves/ed25519.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base45Of, bytesOfBase45 } from '../base/base45.ts';
import type { Signer } from '../trust/signed-text.ts';
import {
  type KeyFaultKind,
  type KeysInUse,
  keyFaultOf,
  readNow,
  type SignedReading,
} from '../trust/signing-key.ts';
import type { CardNumber } from './card-number.ts';
import { bytesOfHead, type CardClaim, HEAD_BYTES, headOf } from './card-qr-bytes.ts';

/** What a signed QR begins with. */
export const CARD_QR_PREFIX = 'LW1:';

const SIGNATURE_BYTES = 64;
/** 23 bytes of head and 64 of signature are 131 characters of base45; with the prefix 135. */
export const CARD_QR_LENGTH = 135;
/** Algorithms by their byte. 2 is kept for SM2 with SM3 (GB/T 32918), whose signature has 64 bytes as well. */
const ED25519 = 1;
const SIGNING_CONTEXT = utf8ToBytes('talent-card-qr-1\n');

/**
 * Why a text is no signed QR to be believed. `bad-shape`: no text that `issueCardQr` makes;
 * `unsupported-algorithm`: of a later version; the key kinds are told in `signing-key.ts`.
 */
export type CardQrFaultKind =
  | 'not-base45'
  | 'bad-shape'
  | KeyFaultKind
  | 'bad-signature'
  | 'not-yet-valid'
  | 'expired';

export type CardQrReading =
  | { readonly ok: true; readonly claim: CardClaim }
  | {
      readonly ok: false;
      readonly fault: CardQrFaultKind;
      /** What it says, where it could be read. Proved for `not-yet-valid` and `expired` alone. */
      readonly claim: CardClaim | null;
    };

/** The text of a signed QR, 135 characters. The signer is `card-` and a number up to 65535; else it throws. */
export function issueCardQr(claim: CardClaim, { keyId, secretKey }: Signer): string {
  const head = bytesOfHead({ algorithm: ED25519, keyNumber: keyNumberOf(keyId), claim });
  const signature = ed25519.sign(concatBytes(SIGNING_CONTEXT, head), secretKey);
  return CARD_QR_PREFIX + base45Of(concatBytes(head, signature));
}

/**
 * Says whether a text is a signed QR that is good on `date`. Exactly the issued text is: no white space, no
 * other case, nothing before or after. Whatever can be refused without the curve is refused first, in
 * microseconds. Never throws. A list of denied cards beats what this answers.
 */
export function verifyCardQr(text: string, keys: KeysInUse): CardQrReading {
  return readNow(cardQrReading(text, keys));
}

/** The same, for a check of the signature that answers later. */
export function* cardQrReading(text: string, { keys, date }: KeysInUse): SignedReading<CardQrReading> {
  const bytes = bytesIn(text);
  if (typeof bytes === 'string') return faulty(bytes);
  const head = headOf(bytes);
  if (head === null) return faulty('bad-shape');
  const { algorithm, keyNumber, claim } = head;
  if (algorithm !== ED25519) return faulty('unsupported-algorithm', claim);
  const key = keys.find((candidate) => candidate.id === keyIdOf(keyNumber));
  const keyFault = keyFaultOf(key, { purpose: 'card', date });
  if (keyFault !== null || key === undefined) return faulty(keyFault ?? 'unknown-key', claim);
  const message = concatBytes(SIGNING_CONTEXT, bytes.subarray(0, HEAD_BYTES));
  const signature = bytes.subarray(HEAD_BYTES, HEAD_BYTES + SIGNATURE_BYTES);
  if (!(yield { message, signature, publicKeyHex: key.publicKeyHex })) {
    return faulty('bad-signature', claim);
  }
  if (date < claim.validFrom) return faulty('not-yet-valid', claim);
  return date > claim.validUntil ? faulty('expired', claim) : { ok: true, claim };
}

/** The card number that a text claims, unproved; null if it has not even the shape of a signed QR. */
export function claimedCardNumberOf(text: string): CardNumber | null {
  const bytes = bytesIn(text);
  return typeof bytes === 'string' ? null : (headOf(bytes)?.claim.cardNumber ?? null);
}

/** The 87 bytes of a text, or why it has none. */
function bytesIn(text: string): Uint8Array | 'bad-shape' | 'not-base45' {
  if (text.length !== CARD_QR_LENGTH || !text.startsWith(CARD_QR_PREFIX)) return 'bad-shape';
  return bytesOfBase45(text.slice(CARD_QR_PREFIX.length)) ?? 'not-base45';
}

function keyIdOf(keyNumber: number): string {
  return `card-${keyNumber}`;
}

function keyNumberOf(keyId: string): number {
  const keyNumber = Number(/^card-([1-9][0-9]{0,4})$/.exec(keyId)?.[1]);
  if (Number.isInteger(keyNumber)) return keyNumber;
  throw new RangeError(`a key for cards is called card-1 to card-65535, not ${keyId}`);
}

function faulty(fault: CardQrFaultKind, claim: CardClaim | null = null): CardQrReading {
  return { ok: false, fault, claim };
}
