import type { Disk } from './disk.ts';
import { readBytes, writeBytes } from './disk-bytes.ts';

/** One file is kept aside at most this often when it is broken. More is no accident, and the disk needs the room. */
const ASIDE_MAX = 100;
const ASIDE_DIGITS = 17;
/** Nearly every file of a profile is smaller than this, so no buffer is made for the largest size allowed. */
const FIRST_BYTES = 4 * 1024;

/** The file up to a limit in bytes, or null if there is none. Rejects on disk errors. */
export async function readFileOf(disk: Disk, name: string, bytesMax: number): Promise<Buffer | null> {
  if (!(await disk.list()).includes(name)) return null;
  const handle = await disk.open(name, 'read');
  try {
    const first = await readBytes(handle, 0, FIRST_BYTES);
    if (first.length < FIRST_BYTES) return first;
    return Buffer.concat([first, await readBytes(handle, FIRST_BYTES, bytesMax - FIRST_BYTES)]);
  } finally {
    await handle.close();
  }
}

/**
 * Replaces the whole file. If `aside` is null, a reader, and a start after a power cut, finds the old bytes or the new
 * ones. If `aside` is a name, the old file is kept under that name. One writer at a time per name. Rejects on disk errors;
 * the old file is then still in its place.
 */
export async function replaceFile(
  disk: Disk,
  name: string,
  bytes: Uint8Array,
  aside: string | null = null,
): Promise<void> {
  const draft = draftOf(name);
  await orRemoved(disk, draft, async () => {
    await writeDraft(disk, draft, bytes);
    if (aside !== null) await disk.rename(name, aside);
    try {
      await disk.rename(draft, name);
    } catch (error) {
      if (aside !== null) await disk.rename(aside, name);
      throw error;
    }
  });
  await disk.sync();
}

/** Writes the draft of a replacement and removes it: rejects if the disk would not take those bytes now. */
export async function proveReplaceable(disk: Disk, name: string, bytes: Uint8Array): Promise<void> {
  const draft = draftOf(name);
  await orRemoved(disk, draft, async () => {
    await writeDraft(disk, draft, bytes);
    await disk.remove(draft);
  });
}

async function orRemoved(disk: Disk, draft: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    // A crash may leave a draft here, and so may a disk that removes nothing. The next draft overwrites it.
    await disk.remove(draft).catch(() => undefined);
    throw error;
  }
}

/** The name of a file before it replaces the old one; a crash may leave it there. */
export function draftOf(name: string): string {
  return `${name}.new`;
}

async function writeDraft(disk: Disk, draft: string, bytes: Uint8Array): Promise<void> {
  const handle = await disk.open(draft, 'create');
  try {
    await handle.truncate(0);
    await writeBytes(handle, bytes, 0);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Moves an unreadable file out of the way under a name of its own; null if it could not be moved. */
export async function moveAside(disk: Disk, name: string): Promise<string | null> {
  try {
    const aside = await asideNameOf(disk, name);
    if (aside !== null) await disk.rename(name, aside);
    return aside;
  } catch {
    return null; // it will be found again at the next start
  }
}

/** A free name to keep the old file under; null if all such names are taken. Rejects on disk errors. */
export async function asideNameOf(disk: Disk, name: string): Promise<string | null> {
  const taken = new Set(await disk.list());
  for (let copy = 1; copy <= ASIDE_MAX; copy += 1) {
    const aside = `${name}.broken-${String(copy).padStart(ASIDE_DIGITS, '0')}`;
    if (!taken.has(aside)) return aside;
  }
  return null;
}
