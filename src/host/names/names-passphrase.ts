import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { hexOf } from '../../domain/base/id-text.ts';
import { openedBox, sealedBox } from '../disk/sealed-box.ts';
import { scryptKey } from '../scrypt-key.ts';

/** RFC 7914; 2^16 with blocks of 8 takes 64 MiB and some tenths of a second on a desk's machine. */
const COST = 2 ** 16;
const BLOCK_SIZE = 8;
const PARALLELIZATION = 1;
/** A file may ask for no higher cost, so that a changed file cannot take all memory. */
const COST_MAX = 2 ** 20;
const COST_MIN = 2 ** 15;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** These bytes are sealed under the passphrase's key: whoever opens the box knows the passphrase. */
const PROOF = Buffer.from('talent-card-kiosk names');

/** How the passphrase is turned into a key, and how the right one is known. Nothing in it opens anything. */
export const NamesPassphrase = z.strictObject({
  saltHex: hexOf(SALT_BYTES),
  cost: z.int().min(COST_MIN).max(COST_MAX),
  blockSize: z.int().min(8).max(16),
  parallelization: z.int().min(1).max(4),
  proofHex: z.string().regex(/^[0-9a-f]+$/),
  /** Counts wrong passphrases in a row; a restart does not set it back. */
  failures: z.int().min(0),
});
export type NamesPassphrase = z.infer<typeof NamesPassphrase>;

/** Makes what is stored of a new passphrase, and its key. The text is taken as it is typed, after Unicode's NFKC. */
export async function newPassphrase(passphrase: string): Promise<{ stored: NamesPassphrase; key: Buffer }> {
  const parameters = {
    saltHex: randomBytes(SALT_BYTES).toString('hex'),
    cost: COST,
    blockSize: BLOCK_SIZE,
    parallelization: PARALLELIZATION,
  };
  const key = await keyOf(passphrase, parameters);
  return { stored: { ...parameters, proofHex: wrapped(key, PROOF), failures: 0 }, key };
}

/** Returns the passphrase's key, or null if another passphrase was typed. */
export async function passphraseKey(stored: NamesPassphrase, typed: string): Promise<Buffer | null> {
  const key = await keyOf(typed, stored);
  return unwrapped(key, stored.proofHex)?.equals(PROOF) === true ? key : null;
}

/** Seals a secret in a box under the passphrase's key; returns the box as hexadecimal digits. */
export function wrapped(key: Uint8Array, secret: Uint8Array): string {
  return sealedBox(key, secret).toString('hex');
}

/** Returns what is in the box, or null if the key is another or the box was changed. */
export function unwrapped(key: Uint8Array, boxHex: string): Buffer | null {
  return openedBox(key, Buffer.from(boxHex, 'hex'));
}

type Parameters = Pick<NamesPassphrase, 'saltHex' | 'cost' | 'blockSize' | 'parallelization'>;

function keyOf(passphrase: string, parameters: Parameters): Promise<Buffer> {
  return scryptKey(passphrase.normalize('NFKC'), { ...parameters, bytes: KEY_BYTES });
}
