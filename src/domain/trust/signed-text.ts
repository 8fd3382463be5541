import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { hexOf } from '../base/id-text.ts';
import {
  isEd25519Signed,
  type KeyFaultKind,
  type KeyPurpose,
  type KeysInUse,
  keyFaultOf,
  readNow,
  type SignatureClaim,
  type SignedReading,
} from './signing-key.ts';

/** What a signed text is for; the signature covers it, so that none fits where another is expected. */
export type SignedTextPurpose =
  | 'keys'
  | 'denied'
  | 'roster'
  | 'lease'
  | 'journal-export'
  | 'revocation'
  | 'staff';

/**
 * A text, usually JSON, beside an Ed25519 signature over a context line and the text's UTF-8 bytes. What else a newer
 * release puts beside them is not signed, and passed over.
 */
export const SignedText = z.object({
  keyId: z.string().min(1).max(64),
  signatureHex: hexOf(64),
  text: z.string(),
});
export type SignedText = z.infer<typeof SignedText>;

/** Who signs: the name of the key and its 32 secret bytes. */
export interface Signer {
  readonly keyId: string;
  readonly secretKey: Uint8Array;
}

export interface SignedTextFault {
  readonly kind: KeyFaultKind | 'bad-signature';
  readonly message: string;
}

export type SignedTextOpening =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: SignedTextFault };

/** Signs a text; throws for half a surrogate pair, which has no UTF-8. */
export function signText(purpose: SignedTextPurpose, text: string, { keyId, secretKey }: Signer): SignedText {
  const message = messageOf(purpose, text);
  if (message === null) throw new RangeError('a text with half a surrogate pair cannot be signed');
  return { keyId, signatureHex: bytesToHex(ed25519.sign(message, secretKey)), text };
}

/** The text, if a key in force signed it for this purpose; the text of a fault is not to be believed. */
export function openSignedText(
  purpose: SignedTextPurpose,
  signed: SignedText,
  keys: KeysInUse,
): SignedTextOpening {
  return readNow(signedTextOpening(purpose, signed, keys));
}

/** The same, for a check of the signature that answers later. */
export function* signedTextOpening(
  purpose: SignedTextPurpose,
  signed: SignedText,
  { keys, date }: KeysInUse,
): SignedReading<SignedTextOpening> {
  const { keyId } = signed;
  const key = keys.find((candidate) => candidate.id === keyId);
  const fault = keyFaultOf(key, { purpose: keyPurposeOf(purpose), date });
  if (fault !== null || key === undefined) return faulty(fault ?? 'unknown-key', `${keyId} on ${date}`);
  const claim = claimOf(key.publicKeyHex, purpose, signed);
  if (claim !== null && (yield claim)) return { ok: true, text: signed.text };
  return faulty(
    'bad-signature',
    `the signature does not fit the text, the purpose ${purpose} and the key ${keyId}`,
  );
}

/** True if this very Ed25519 key (64 hexadecimal digits) signed the text for this purpose. Never throws. */
export function isTextSignedBy(
  publicKeyHex: string,
  purpose: SignedTextPurpose,
  signed: SignedText,
): boolean {
  const claim = claimOf(publicKeyHex, purpose, signed);
  return claim !== null && isEd25519Signed(claim);
}

/** What the signature of a text claims; null if the text has no UTF-8, so that nobody can have signed it. */
export function claimOf(
  publicKeyHex: string,
  purpose: SignedTextPurpose,
  { text, signatureHex }: SignedText,
): SignatureClaim | null {
  const message = messageOf(purpose, text);
  return message && { message, signature: hexToBytes(signatureHex), publicKeyHex };
}

/**
 * A key that may sign denied cards may also sign revoked devices and staff lists. Key lists of earlier releases have no
 * separate purpose for these.
 */
function keyPurposeOf(purpose: SignedTextPurpose): KeyPurpose {
  return purpose === 'revocation' || purpose === 'staff' ? 'denied' : purpose;
}

/** Null for half a surrogate pair: it would be signed as another text's bytes. */
function messageOf(purpose: SignedTextPurpose, text: string): Uint8Array | null {
  return text.isWellFormed() ? utf8ToBytes(`talent-card-${purpose}-1\n${text}`) : null;
}

function faulty(kind: SignedTextFault['kind'], message: string): SignedTextOpening {
  return { ok: false, fault: { kind, message } };
}
