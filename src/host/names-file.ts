import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { syncFolder } from './atomic-file.ts';

/** The key to the names as it lies in the safe storage: bare, or in a box under the passphrase's key. */
export const StoredNamesKey = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('bare'),
    keyHex: z.string().regex(/^[0-9a-f]{64}$/),
    /** High-water time of its making: it seals nothing older. */
    madeMs: z.int(),
  }),
  z.strictObject({
    kind: z.literal('locked'),
    boxHex: z.string().regex(/^[0-9a-f]+$/),
    madeMs: z.int(),
  }),
]);
export type StoredNamesKey = z.infer<typeof StoredNamesKey>;

/**
 * Removes a file so that its bytes are gone, as far as the disk lets that be said: written over in place and
 * flushed, then unlinked. No error where there is none. Throws on disk errors.
 */
export async function destroyFile(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r+');
    try {
      const { size } = await handle.stat();
      await handle.write(randomBytes(size), 0, size, 0);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    // What cannot be written over can still be unlinked, and sealed bytes are no use without their store.
  }
  await rm(path, { force: true });
  await syncFolder(dirname(path));
}
