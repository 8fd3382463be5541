import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';

/**
 * A stand-in for the arithmetic of Ed25519: a signature is the SHA-512 of public key and message. Everybody
 * could make one, and nobody in the simulation does: its faults change texts by chance, and a changed text fits
 * no longer. The keys are real ones. A run checks some thousand signatures, for which the curve would take
 * longer than for all the rest.
 */
export function tagOf(publicKey: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha512').update(publicKey).update(message).digest());
}

/** The functions of @noble/curves that the domain calls. */
export const ed25519 = {
  sign: (message: Uint8Array, secretKey: Uint8Array) => tagOf(publicKeyOf(secretKey), message),
  verify: (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) =>
    Buffer.from(signature).equals(tagOf(publicKey, message)),
  getPublicKey: publicKeyOf,
};

/** No simulated kiosk carries notes by hand: a district only names the key for them. */
export const x25519 = { getPublicKey: publicKeyOf };

/** DER of a PKCS #8 Ed25519 key before its 32 bytes (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicKeyNamed = boundedMemo<Uint8Array<ArrayBuffer>>();

function publicKeyOf(secretKey: Uint8Array): Uint8Array<ArrayBuffer> {
  return publicKeyNamed(Buffer.from(secretKey).toString('hex'), () => {
    const der = Buffer.concat([PKCS8_HEAD, secretKey]);
    const { x } = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })).export({
      format: 'jwk',
    });
    return Uint8Array.from(Buffer.from(x ?? '', 'base64url'));
  });
}

/** Some of a key's forms are asked for thousands of times in a run and never again in the next one. */
const MOST_HELD = 256;

/** What `make` gave for a name, until too many others were asked for. */
export function boundedMemo<Made>(): (name: string, make: () => Made) => Made {
  const held = new Map<string, Made>();
  return (name, make) => {
    const known = held.get(name);
    if (known !== undefined) return known;
    const made = make();
    if (held.size >= MOST_HELD) held.clear();
    held.set(name, made);
    return made;
  };
}
