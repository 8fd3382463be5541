import { createPrivateKey, createPublicKey, sign } from 'node:crypto';

/** The key that a device proves itself by. */
export interface DeviceKey {
  /** 64 hexadecimal digits. */
  readonly publicKeyHex: string;
  /** The Ed25519 signature (64 bytes) of a text's UTF-8 bytes. */
  sign(text: string): Buffer;
}

/** DER of a PKCS #8 Ed25519 key before its 32 bytes (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key of 32 secret bytes, as hexadecimal digits. */
export function deviceKeyOf(secretKeyHex: string): DeviceKey {
  const der = Buffer.concat([PKCS8_HEAD, Buffer.from(secretKeyHex, 'hex')]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  return {
    publicKeyHex: Buffer.from(x, 'base64url').toString('hex'),
    sign: (text) => sign(null, Buffer.from(text), key),
  };
}
