import { createHash } from 'node:crypto';
import { contentDigestOf, isNonce, signatureHeaders } from '../../protocol/message-signature.ts';
import type { DeviceKey } from '../profile/device-key.ts';
import type { LineRequest } from './district-transport.ts';

/** The kiosk that signs. */
export interface RequestIdentity {
  readonly kioskId: string;
  readonly deviceKey: DeviceKey;
}

/** Signs requests, each over a nonce of its own. */
export interface RequestSigner {
  signed(request: LineRequest, identity: RequestIdentity): LineRequest;
  /** Receives the nonce of an answer, if it brought one. */
  keep(kioskId: string, nonce: string | null): void;
  /** Is told that a nonce was stale: the others are most likely stale too. */
  forget(): void;
}

/** More requests than this are never under way at once. */
const NONCES_MAX = 8;

/**
 * Keeps the nonces that the district gave. Each answer brings one, so there are as many as requests were ever under way
 * at once. A request that finds none is signed over the empty nonce, and its answer brings the first.
 */
export function requestSigner(): RequestSigner {
  let owner = '';
  let nonces: string[] = [];

  function belongTo(kioskId: string): void {
    if (owner !== kioskId) nonces = [];
    owner = kioskId;
  }

  return {
    signed(request, { kioskId, deviceKey }) {
      belongTo(kioskId);
      const digest = createHash('sha256')
        .update(request.body ?? '')
        .digest('base64');
      const parts = {
        method: request.method,
        target: request.target,
        contentDigest: contentDigestOf(digest),
      };
      const parameters = { keyId: kioskId, nonce: nonces.shift() ?? '' };
      const headers = signatureHeaders(parts, parameters, (base) => deviceKey.sign(base).toString('base64'));
      return { ...request, headers: { ...request.headers, ...headers } };
    },
    keep(kioskId, nonce) {
      belongTo(kioskId);
      if (nonce !== null && isNonce(nonce)) nonces = [...nonces, nonce].slice(-NONCES_MAX);
    },
    forget() {
      nonces = [];
    },
  };
}
