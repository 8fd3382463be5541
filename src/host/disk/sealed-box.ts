import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/**
 * AES-256-GCM under a fresh nonce: nonce, tag, and what is sealed. `bound` is readable elsewhere, and the box opens
 * only with the same bytes.
 */
export function sealedBox(
  key: Uint8Array,
  secret: Uint8Array,
  bound?: Uint8Array,
  random: (bytes: number) => Uint8Array = randomBytes,
): Buffer {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  if (bound !== undefined) cipher.setAAD(bound);
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** The content of a box; null for another key or another binding, or if bytes were changed. */
export function openedBox(key: Uint8Array, box: Uint8Array, bound?: Uint8Array): Buffer | null {
  if (box.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, key, box.subarray(0, NONCE_BYTES));
  if (bound !== undefined) decipher.setAAD(bound);
  decipher.setAuthTag(box.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(box.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    return null; // the tag does not fit
  }
}
