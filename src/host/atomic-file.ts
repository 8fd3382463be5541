import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Codes with which an operating system says that a folder cannot be flushed; Windows has no such call. */
const NO_FOLDER_SYNC = new Set(['EISDIR', 'EPERM', 'EACCES', 'EINVAL']);

/** The whole file, or null where there is none. */
export async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Replaces the file whole: a reader, and a start after a power cut, finds the old bytes or the new ones.
 * One writer at a time per path.
 */
export async function writeFileAtomic(path: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = `${path}.new`;
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Moves an unreadable file out of the way under a name of its own; null where it could not be moved. */
export async function moveAside(path: string): Promise<string | null> {
  const aside = `${path}.broken-${new Date().toISOString().replace(/\D/g, '')}`;
  try {
    await rename(path, aside);
    return aside;
  } catch {
    return null; // it will be found again at the next start
  }
}

/** Makes a new or renamed file in the folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!NO_FOLDER_SYNC.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
