import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/**
 * Ed25519 (RFC 8032) by OpenSSL behind the calls of @noble/curves that the domain makes: the same signatures
 * in a twentieth of the time. The simulator, which checks some hundred thousand of them, loads it in its place.
 */
export const ed25519 = {
  sign: (message: Uint8Array, secretKey: Uint8Array): Uint8Array =>
    Uint8Array.from(sign(null, message, privateKeyOf(secretKey))),
  verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
    const key = publicKeyOf(publicKey);
    return key !== null && verify(null, message, key, signature);
  },
  getPublicKey(secretKey: Uint8Array): Uint8Array {
    const jwk = createPublicKey(privateKeyOf(secretKey)).export({ format: 'jwk' });
    return Uint8Array.from(Buffer.from(jwk.x ?? '', 'base64url'));
  },
};

/** DER of a PKCS #8 Ed25519 key before its 32 bytes (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const keys = new Map<string, KeyObject>();

function privateKeyOf(secretKey: Uint8Array): KeyObject {
  return held(`secret ${Buffer.from(secretKey).toString('hex')}`, () =>
    createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, secretKey]), format: 'der', type: 'pkcs8' }),
  );
}

/** Null for 32 bytes that are no point of the curve. */
function publicKeyOf(publicKey: Uint8Array): KeyObject | null {
  const x = Buffer.from(publicKey).toString('base64url');
  try {
    return held(`public ${x}`, () =>
      createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
    );
  } catch {
    return null;
  }
}

function held(name: string, make: () => KeyObject): KeyObject {
  const key = keys.get(name) ?? make();
  keys.set(name, key);
  return key;
}
