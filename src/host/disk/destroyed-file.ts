import { randomBytes } from 'node:crypto';
import { PROFILE_FILE_BYTES_MAX } from '../profile/profile-file.ts';
import { draftOf, readFileOf } from './atomic-file.ts';
import type { Disk } from './disk.ts';
import { writeBytes } from './disk-bytes.ts';

/**
 * Removes a file so that its bytes are gone, as far as the disk allows. It is overwritten in place, flushed, and then
 * unlinked. A draft that a crash may have left is removed first. A missing file is no error. Throws on disk errors.
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
  // A file that cannot be overwritten can still be unlinked, and nobody can open sealed bytes without their key.
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
