import { readBytes, writeBytes } from './journal-bytes.ts';
import type { JournalDisk } from './journal-disk.ts';

/** What is cut off one journal at one place: more copies than this are no accident. */
const ASIDE_MAX = 100;

/** The whole file up to a limit in bytes, or null where there is none. */
export async function readSideFile(
  disk: JournalDisk,
  name: string,
  bytesMax: number,
): Promise<Buffer | null> {
  if (!(await disk.list()).includes(name)) return null;
  const handle = await disk.open(name, 'read');
  try {
    return await readBytes(handle, 0, bytesMax);
  } finally {
    await handle.close();
  }
}

/** Replaces the file whole: a start after a power cut finds the old bytes or the new ones. */
export async function replaceSideFile(disk: JournalDisk, name: string, bytes: Uint8Array): Promise<void> {
  const draft = `${name}.new`;
  const handle = await disk.open(draft, 'create');
  try {
    await handle.truncate(0);
    await writeBytes(handle, bytes, 0);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await disk.rename(draft, name);
  await disk.sync();
}

/** Writes bytes that are about to be cut off beside the file, flushed; answers the name they lie under. */
export async function keepAside(
  disk: JournalDisk,
  name: string,
  cut: { readonly offset: number; readonly bytes: Uint8Array },
): Promise<string> {
  const taken = new Set(await disk.list());
  for (let copy = 1; copy <= ASIDE_MAX; copy += 1) {
    const aside = `${name}.torn-${cut.offset}-${copy}`;
    if (taken.has(aside)) continue;
    await replaceSideFile(disk, aside, cut.bytes);
    return aside;
  }
  throw new Error(`${name} was torn ${ASIDE_MAX} times at byte ${cut.offset}`);
}
