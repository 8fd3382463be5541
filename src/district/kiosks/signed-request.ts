import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { contentDigestOf, readSignature, requestBaseOf } from '../../protocol/message-signature.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { Kiosk } from './kiosk.ts';
import { revocationProofOf } from './kiosk.ts';

/** A request before its body is looked at. */
export interface RequestHead {
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Who asks, and the digest that the body must have. */
export interface SignedRequest {
  readonly kiosk: Kiosk;
  /** Shut out of everything but handing in what it has recorded. */
  readonly isRevoked: boolean;
  readonly contentDigest: string;
}

/** `nextNonce` goes out with the answer, whatever it is; null if it is not the kiosk that asks. */
export interface HeadCheck {
  readonly outcome: Outcome<SignedRequest>;
  readonly nextNonce: string | null;
}

/**
 * Whose request this is, by its head alone: no byte of the body is read for a stranger. The nonce is spent here,
 * and only by a signature that is good, so that nobody can use up those of a kiosk.
 *
 * Refusals: `unauthorized` if no kiosk of the district's has signed these parts of this request, `stale-nonce`
 * where one has and the nonce is spent, not this kiosk's, too old or of an earlier run of the server.
 */
export async function checkHead(
  { store, nonces }: Pick<Services, 'store' | 'nonces'>,
  { method, target, headers }: RequestHead,
): Promise<HeadCheck> {
  const signature = readSignature(headers);
  if (signature === null) return stranger('the request is not signed');
  const { keyId, nonce, contentDigest, parameters } = signature;
  const row = await store.read((reads) => reads.kioskById(keyId));
  if (row === null) return stranger('no such kiosk was enrolled here');
  const base = requestBaseOf({ method, target, contentDigest }, parameters);
  if (!isSignedBy(row.publicKeyHex, base, signature.signatureBase64)) {
    return stranger('the signature does not fit the request');
  }
  const isFresh = nonces.spend(keyId, nonce);
  const nextNonce = nonces.issue(keyId);
  if (!isFresh) return { ...refusedHead('stale-nonce', 'sign it once more over the next nonce'), nextNonce };
  const kiosk = { kioskId: row.kioskId, name: row.name, siteIds: row.siteIds };
  return {
    outcome: { ok: true, value: { kiosk, isRevoked: row.revokedAt !== null, contentDigest } },
    nextNonce,
  };
}

/** Refuses a body (as it came over the line; empty for none) that is not the one that was signed. */
export function checkBody(
  { contentDigest }: Pick<SignedRequest, 'contentDigest'>,
  body: Uint8Array,
): Outcome<null> {
  const digest = contentDigestOf(createHash('sha256').update(body).digest('base64'));
  return digest === contentDigest
    ? { ok: true, value: null }
    : refused({ kind: 'bad-request', message: 'the body is not the one that was signed' });
}

/** Refuses a revoked kiosk, on every route but that of its journal. */
export function checkStanding(
  services: Pick<Services, 'keys'>,
  { kiosk, isRevoked }: SignedRequest,
): Outcome<Kiosk> {
  const { kioskId } = kiosk;
  if (!isRevoked) return { ok: true, value: kiosk };
  const proof = revocationProofOf(services, kioskId);
  return refused({ kind: 'device-revoked', message: `kiosk ${kioskId} was revoked`, proof });
}

/** Head, body and standing of a request that is held whole. */
export async function checkRequest(
  services: Pick<Services, 'store' | 'nonces' | 'keys'>,
  request: RequestHead & { readonly body: Uint8Array; readonly isJournal: boolean },
): Promise<HeadCheck> {
  const head = await checkHead(services, request);
  const { outcome, nextNonce } = head;
  if (!outcome.ok) return head;
  const body = checkBody(outcome.value, request.body);
  if (!body.ok) return { outcome: body, nextNonce };
  const standing = checkStanding(services, outcome.value);
  return request.isJournal || standing.ok ? head : { outcome: standing, nextNonce };
}

function isSignedBy(publicKeyHex: string, base: string, signatureBase64: string): boolean {
  const key = publicKeyOf(publicKeyHex);
  return key !== null && verify(null, Buffer.from(base), key, Buffer.from(signatureBase64, 'base64'));
}

/** Null for a text that is no key: of a kiosk that was enrolled before kiosks had keys. */
function publicKeyOf(publicKeyHex: string): KeyObject | null {
  const x = Buffer.from(publicKeyHex, 'hex').toString('base64url');
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  } catch {
    return null;
  }
}

function stranger(message: string): HeadCheck {
  return { ...refusedHead('unauthorized', message), nextNonce: null };
}

function refusedHead(kind: 'unauthorized' | 'stale-nonce', message: string) {
  return { outcome: refused({ kind, message }) };
}
