import { randomBytes, type ScryptOptions, scrypt } from 'node:crypto';
import { z } from 'zod';
import { hexOf } from '../../domain/base/id-text.ts';
import { openedBox, sealedBox } from '../disk/sealed-box.ts';

/** RFC 7914; 2^16 with blocks of 8 takes 64 MiB and some tenths of a second on a desk's machine. */
const COST = 2 ** 16;
const BLOCK_SIZE = 8;
const PARALLELIZATION = 1;
/** What a file may ask for at most, so that a changed one cannot take all memory. */
const COST_MAX = 2 ** 20;
const COST_MIN = 2 ** 15;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** Sealed under the passphrase's key: who opens it knows the passphrase. */
const PROOF = Buffer.from('talent-card-kiosk names');

/** How a passphrase is turned into a key, and how to know the right one. Nothing in it opens anything. */
export const NamesLock = z.strictObject({
  saltHex: hexOf(SALT_BYTES),
  cost: z.int().min(COST_MIN).max(COST_MAX),
  blockSize: z.int().min(8).max(16),
  parallelization: z.int().min(1).max(4),
  proofHex: z.string().regex(/^[0-9a-f]+$/),
  /** Wrong passphrases in a row; over a restart as well. */
  failures: z.int().min(0),
});
export type NamesLock = z.infer<typeof NamesLock>;

/** A new lock and its key. The passphrase is taken as it is typed, after Unicode's NFKC. */
export async function lockWith(passphrase: string): Promise<{ lock: NamesLock; key: Buffer }> {
  const parameters = {
    saltHex: randomBytes(SALT_BYTES).toString('hex'),
    cost: COST,
    blockSize: BLOCK_SIZE,
    parallelization: PARALLELIZATION,
  };
  const key = await keyOf(passphrase, parameters);
  return { lock: { ...parameters, proofHex: wrapped(key, PROOF), failures: 0 }, key };
}

/** The lock's key, or null for a wrong passphrase. */
export async function unlockedKey(lock: NamesLock, passphrase: string): Promise<Buffer | null> {
  const key = await keyOf(passphrase, lock);
  return unwrapped(key, lock.proofHex)?.equals(PROOF) === true ? key : null;
}

/** A box under the lock's key, as hexadecimal digits. */
export function wrapped(key: Uint8Array, secret: Uint8Array): string {
  return sealedBox(key, secret).toString('hex');
}

/** What a box holds, or null where the key is another or the box was changed. */
export function unwrapped(key: Uint8Array, boxHex: string): Buffer | null {
  return openedBox(key, Buffer.from(boxHex, 'hex'));
}

type Parameters = Pick<NamesLock, 'saltHex' | 'cost' | 'blockSize' | 'parallelization'>;

function keyOf(passphrase: string, parameters: Parameters): Promise<Buffer> {
  const { saltHex, cost, blockSize, parallelization } = parameters;
  const options: ScryptOptions = {
    cost,
    blockSize,
    parallelization,
    // Twice of what RFC 7914 needs: Node's own bound lies below it.
    maxmem: 256 * cost * blockSize,
  };
  return new Promise((resolve, reject) => {
    const salt = Buffer.from(saltHex, 'hex');
    scrypt(passphrase.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
