import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { hexOf } from '../base/id-text.ts';
import { jsonOf } from '../base/json-text.ts';
import { unreachable } from '../base/unreachable.ts';
import {
  type KeyFaultKind,
  type KeysInUse,
  keyFaultOf,
  readNow,
  type SignatureClaim,
  type SignedReading,
} from '../trust/signing-key.ts';
import type { Catalogue } from './catalogue.ts';
import { readPayload } from './payload.ts';

/** Signed before the payload, so that a signature over something else never fits a catalogue. */
const SIGNING_CONTEXT = 'talent-card-catalogue-1\n';

/** The pinned roots: the public keys whose catalogues and lists of keys are believed. */
export const TrustedKeys = z.strictObject({
  keys: z.array(
    z.strictObject({
      id: z.string().min(1),
      publicKeyHex: hexOf(32),
      note: z.string(),
    }),
  ),
});
export type TrustedKeys = z.infer<typeof TrustedKeys>;

/**
 * A signed catalogue: readable JSON beside an Ed25519 signature over the RFC 8785 canonical form of
 * `payload`, so that layout may change without breaking it.
 */
export const CatalogueFile = z.strictObject({
  /** For editors; not signed. */
  $schema: z.string().optional(),
  keyId: z.string().min(1),
  signatureHex: hexOf(64),
  payload: z.unknown(),
});
export type CatalogueFile = z.infer<typeof CatalogueFile>;

export interface CatalogueFault {
  readonly kind: 'not-json' | 'bad-shape' | 'bad-signature' | KeyFaultKind;
  readonly message: string;
}

/** Nobody but the roots. */
const NO_LISTED_KEYS: KeysInUse = { keys: [], date: '2000-01-01' };

export type CatalogueReading =
  | { readonly ok: true; readonly catalogue: Catalogue }
  | { readonly ok: false; readonly fault: CatalogueFault };

/**
 * Reads a signed catalogue file. Nothing of it is believed before its signature fits a root, or a key that a root's
 * list names for catalogues and that is in force on that list's day. The signature is over the whole payload, known or
 * not, so that the file of a newer release is verified as well; `readPayload` tells what is understood of it.
 */
export function readCatalogueFile(
  text: string,
  roots: TrustedKeys,
  listed: KeysInUse = NO_LISTED_KEYS,
): CatalogueReading {
  return readNow(catalogueReading(text, roots, listed));
}

/** The same, for a check of the signature that answers later. */
export function* catalogueReading(
  text: string,
  roots: TrustedKeys,
  listed: KeysInUse = NO_LISTED_KEYS,
): SignedReading<CatalogueReading> {
  const json = jsonOf(text);
  if (json === undefined) return faulty('not-json', 'the file is not JSON');
  const envelope = CatalogueFile.safeParse(json);
  if (!envelope.success) return faulty('bad-shape', z.prettifyError(envelope.error));
  const { keyId, signatureHex, payload } = envelope.data;
  const key = catalogueKeyOf(keyId, roots, listed);
  if (typeof key === 'string') return faulty(key, keyFaultWords(key, keyId, listed));
  const claim = claimOf(payload, signatureHex, key.publicKeyHex);
  if (claim === null || !(yield claim)) {
    return faulty('bad-signature', `the signature does not fit the payload and the key ${keyId}`);
  }
  const reading = readPayload(payload);
  return reading.ok ? reading : faulty('bad-shape', reading.message);
}

/** The key of that name, or why it may not be asked. */
function catalogueKeyOf(
  keyId: string,
  roots: TrustedKeys,
  { keys, date }: KeysInUse,
): { readonly publicKeyHex: string } | KeyFaultKind {
  const root = roots.keys.find((candidate) => candidate.id === keyId);
  if (root !== undefined) return root;
  const key = keys.find((candidate) => candidate.id === keyId);
  return keyFaultOf(key, { purpose: 'catalogue', date }) ?? key ?? 'unknown-key';
}

function keyFaultWords(fault: KeyFaultKind, keyId: string, { date }: KeysInUse): string {
  switch (fault) {
    case 'unknown-key':
      return `no trusted key is called ${keyId}`;
    case 'wrong-purpose':
      return `the key ${keyId} is not listed for catalogues`;
    case 'key-not-in-force':
      return `the key ${keyId} is not in force on ${date}`;
    case 'unsupported-algorithm':
      return `the key ${keyId} is of an algorithm that this version does not know`;
    default:
      return unreachable(fault);
  }
}

/** Reads the catalogue in a file whose signature was checked elsewhere. Null if the text is no such file. */
export function catalogueInFile(text: string): Catalogue | null {
  const file = CatalogueFile.safeParse(jsonOf(text));
  if (!file.success) return null;
  const reading = readPayload(file.data.payload);
  return reading.ok ? reading.catalogue : null;
}

/** Signs a payload. `secretKey` is 32 bytes; the payload is trusted to be JSON. */
export function signCatalogue(
  payload: unknown,
  signer: { readonly keyId: string; readonly secretKey: Uint8Array },
): CatalogueFile {
  const signature = ed25519.sign(signedBytesOf(canonicalize(payload) ?? ''), signer.secretKey);
  return { keyId: signer.keyId, signatureHex: bytesToHex(signature), payload };
}

/** The 32-byte Ed25519 secret that a phrase stands for: its SHA-256. For development keys alone. */
export function secretKeyOfPhrase(phrase: string): Uint8Array {
  return sha256(utf8ToBytes(phrase));
}

/** The public key of a 32-byte secret, in 64 hexadecimal digits. */
export function publicKeyHexOf(secretKey: Uint8Array): string {
  return bytesToHex(ed25519.getPublicKey(secretKey));
}

function claimOf(payload: unknown, signatureHex: string, publicKeyHex: string): SignatureClaim | null {
  const canonical = canonicalOf(payload);
  if (canonical === null) return null;
  return { message: signedBytesOf(canonical), signature: hexToBytes(signatureHex), publicKeyHex };
}

/** Null for JSON that has no canonical form, such as half a surrogate pair: nobody can have signed that. */
function canonicalOf(payload: unknown): string | null {
  try {
    return canonicalize(payload) ?? null;
  } catch {
    return null;
  }
}

function signedBytesOf(canonical: string): Uint8Array {
  return utf8ToBytes(SIGNING_CONTEXT + canonical);
}

function faulty(kind: CatalogueFault['kind'], message: string): CatalogueReading {
  return { ok: false, fault: { kind, message } };
}
