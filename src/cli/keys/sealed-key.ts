import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { publicKeyHexOf } from '../../domain/catalogue/catalogue-file.ts';
import type { Signer } from '../../domain/trust/signed-text.ts';

/** What a key of the district is for. A root signs lists of keys and may sign catalogues. */
export const KeyRole = z.enum(['root', 'card', 'catalogue', 'server', 'export']);
export type KeyRole = z.infer<typeof KeyRole>;

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));

const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SECRET_BYTES = 32;
/** A file from elsewhere must not make this machine work for hours. */
const COST_MAX = 2 ** 20;

/** A secret key at rest: AES-256-GCM under a key that scrypt makes of a passphrase. */
export const SealedKey = z.strictObject({
  format: z.literal(1),
  keyId: z.string().min(1).max(64),
  role: KeyRole,
  publicKeyHex: hex(32),
  scrypt: z.strictObject({
    cost: z
      .int()
      .min(2 ** 14)
      .max(COST_MAX),
    blockSize: z.literal(8),
    parallelization: z.literal(1),
    saltHex: hex(SALT_BYTES),
  }),
  nonceHex: hex(NONCE_BYTES),
  sealedHex: hex(SECRET_BYTES + TAG_BYTES),
});
export type SealedKey = z.infer<typeof SealedKey>;

/** 128 MiB and about half a second for each guess. */
const COST = 2 ** 17;
const BLOCK_SIZE = 8;
const PARALLELIZATION = 1;
const CIPHER = 'aes-256-gcm';

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
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, wrappingKeyOf(passphrase, scrypt), nonce);
  cipher.setAAD(boundTo(head));
  const sealed = Buffer.concat([cipher.update(secretKey), cipher.final(), cipher.getAuthTag()]);
  const nonceHex = bytesToHex(nonce);
  return {
    sealed: { ...head, scrypt, nonceHex, sealedHex: bytesToHex(sealed) },
    signer: { keyId, secretKey },
  };
}

/** Null where the passphrase is another one, or anything in the file was changed. */
export function openKey(file: SealedKey, passphrase: string): Signer | null {
  const sealed = hexToBytes(file.sealedHex);
  const decipher = createDecipheriv(
    CIPHER,
    wrappingKeyOf(passphrase, file.scrypt),
    hexToBytes(file.nonceHex),
  );
  decipher.setAAD(boundTo(file));
  decipher.setAuthTag(sealed.subarray(SECRET_BYTES));
  try {
    const secretKey = new Uint8Array(
      Buffer.concat([decipher.update(sealed.subarray(0, SECRET_BYTES)), decipher.final()]),
    );
    return { keyId: file.keyId, secretKey };
  } catch {
    return null; // the tag does not fit
  }
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

/** What stands open in the file is bound to the secret: nobody makes a card key of a root by its name. */
function boundTo({
  format,
  keyId,
  role,
  publicKeyHex,
}: Pick<SealedKey, 'format' | 'keyId' | 'role' | 'publicKeyHex'>): Buffer {
  return Buffer.from(JSON.stringify([format, keyId, role, publicKeyHex]));
}
