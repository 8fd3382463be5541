import { randomBytes, scryptSync } from 'node:crypto';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { hexOf } from '../../domain/base/id-text.ts';
import { publicKeyHexOf } from '../../domain/catalogue/catalogue-file.ts';
import type { Signer } from '../../domain/trust/signed-text.ts';
import { NONCE_BYTES, openedBox, sealedBox, TAG_BYTES } from '../../host/disk/sealed-box.ts';

/** What a key of the district is for. A root signs lists of keys and may sign catalogues. */
export const KeyRole = z.enum(['root', 'card', 'catalogue', 'server', 'export']);
export type KeyRole = z.infer<typeof KeyRole>;

const SALT_BYTES = 16;
const SECRET_BYTES = 32;
/** A file from elsewhere must not make this machine work for hours. */
const COST_MAX = 2 ** 20;

/** A secret key at rest: AES-256-GCM under a key that scrypt makes of a passphrase. */
export const SealedKey = z.strictObject({
  format: z.literal(1),
  keyId: z.string().min(1).max(64),
  role: KeyRole,
  publicKeyHex: hexOf(32),
  scrypt: z.strictObject({
    cost: z
      .int()
      .min(2 ** 14)
      .max(COST_MAX),
    blockSize: z.literal(8),
    parallelization: z.literal(1),
    saltHex: hexOf(SALT_BYTES),
  }),
  nonceHex: hexOf(NONCE_BYTES),
  sealedHex: hexOf(SECRET_BYTES + TAG_BYTES),
});
export type SealedKey = z.infer<typeof SealedKey>;

/** 128 MiB and about half a second for each guess. */
const COST = 2 ** 17;
const BLOCK_SIZE = 8;
const PARALLELIZATION = 1;

/** Makes a new key and seals it at a cost of guessing, a power of two; the open secret is answered too, for what is signed at once. */
export function makeKey(
  { keyId, role }: { readonly keyId: string; readonly role: KeyRole },
  passphrase: string,
  cost: number = COST,
): { readonly sealed: SealedKey; readonly signer: Signer } {
  const secretKey = new Uint8Array(randomBytes(SECRET_BYTES));
  const head = { format: 1 as const, keyId, role, publicKeyHex: publicKeyHexOf(secretKey) };
  const salt = randomBytes(SALT_BYTES);
  const scrypt = {
    cost,
    blockSize: BLOCK_SIZE,
    parallelization: PARALLELIZATION,
    saltHex: bytesToHex(salt),
  } as const;
  const box = sealedBox(wrappingKeyOf(passphrase, scrypt), secretKey, boundTo(head));
  const { nonce, tag, sealed } = partsOf(box);
  const nonceHex = bytesToHex(nonce);
  return {
    sealed: { ...head, scrypt, nonceHex, sealedHex: bytesToHex(Buffer.concat([sealed, tag])) },
    signer: { keyId, secretKey },
  };
}

/** Null if the passphrase is another one, or anything in the file was changed. */
export function openKey(file: SealedKey, passphrase: string): Signer | null {
  const sealed = hexToBytes(file.sealedHex);
  const [secret, tag] = [sealed.subarray(0, SECRET_BYTES), sealed.subarray(SECRET_BYTES)];
  const box = Buffer.concat([hexToBytes(file.nonceHex), tag, secret]);
  const opened = openedBox(wrappingKeyOf(passphrase, file.scrypt), box, boundTo(file));
  return opened === null ? null : { keyId: file.keyId, secretKey: new Uint8Array(opened) };
}

/** The file keeps the parts of a box apart, with the tag at the end. */
function partsOf(box: Buffer): Record<'nonce' | 'tag' | 'sealed', Buffer> {
  const tagEnd = NONCE_BYTES + TAG_BYTES;
  return {
    nonce: box.subarray(0, NONCE_BYTES),
    tag: box.subarray(NONCE_BYTES, tagEnd),
    sealed: box.subarray(tagEnd),
  };
}

/** The same words typed on another keyboard may come as other code points. */
function wrappingKeyOf(passphrase: string, { cost, saltHex }: SealedKey['scrypt']): Buffer {
  return scryptSync(passphrase.normalize('NFKC'), hexToBytes(saltHex), SECRET_BYTES, {
    cost,
    blockSize: BLOCK_SIZE,
    parallelization: PARALLELIZATION,
    maxmem: 2 * 128 * BLOCK_SIZE * cost,
  });
}

/**
 * The readable part of the file is bound to the secret, so nobody can turn a root key into a card key by renaming it.
 */
function boundTo({
  format,
  keyId,
  role,
  publicKeyHex,
}: Pick<SealedKey, 'format' | 'keyId' | 'role' | 'publicKeyHex'>): Buffer {
  return Buffer.from(JSON.stringify([format, keyId, role, publicKeyHex]));
}
