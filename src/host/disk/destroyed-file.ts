import { randomBytes } from 'node:crypto';
import { PROFILE_FILE_BYTES_MAX } from '../profile/profile-file.ts';
import { draftOf, readFileOf } from './atomic-file.ts';
import type { Disk } from './disk.ts';
import { writeBytes } from './disk-bytes.ts';

/**
 * Removes a file so that its bytes are gone, as far as the disk lets that be said: written over in place and
 * flushed, then unlinked, and before it the draft that a crash may have left of it. No error where there is none.
 * Throws on disk errors.
 *
 * @param bytesMax - no file of that kind is larger; what lies beyond is not written over
 */
export async function destroyFile(
  disk: Disk,
  name: string,
  bytesMax = PROFILE_FILE_BYTES_MAX,
): Promise<void> {
  await destroyOne(disk, draftOf(name), bytesMax);
  await destroyOne(disk, name, bytesMax);
}

async function destroyOne(disk: Disk, name: string, bytesMax: number): Promise<void> {
  const bytes = await readFileOf(disk, name, bytesMax);
  if (bytes === null) return;
  // What cannot be written over can still be unlinked, and sealed bytes are no use without their store.
  await writeOver(disk, name, bytes.length).catch(() => undefined);
  await disk.remove(name);
  await disk.sync();
}

async function writeOver(disk: Disk, name: string, length: number): Promise<void> {
  const handle = await disk.open(name, 'write');
  try {
    await writeBytes(handle, randomBytes(length), 0);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
