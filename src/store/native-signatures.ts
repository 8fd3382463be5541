import { hexToBytes } from '@noble/hashes/utils.js';
import { isEd25519Signed, type SignatureClaim } from '../domain/trust/signing-key.ts';

const ED25519 = 'Ed25519';

/** Checks a signature by Web Crypto: off the window's thread, and much faster. Chromium knows Ed25519 from 137 on. */
export async function isSignedNatively(claim: SignatureClaim): Promise<boolean> {
  try {
    const bytes = Uint8Array.from(hexToBytes(claim.publicKeyHex));
    const key = await crypto.subtle.importKey('raw', bytes, ED25519, false, ['verify']);
    const [signature, message] = [Uint8Array.from(claim.signature), Uint8Array.from(claim.message)];
    return await crypto.subtle.verify(ED25519, key, signature, message);
  } catch {
    // The browser lacks Ed25519, or this is no key: our own code decides.
    return isEd25519Signed(claim);
  }
}
