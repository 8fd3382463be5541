import { replaceFile } from '../../disk/atomic-file.ts';
import type { Disk } from '../../disk/disk.ts';

/** What is cut off one journal at one place: more copies than this are no accident. */
const ASIDE_MAX = 100;

/** Writes bytes that are about to be cut off beside the file, flushed; answers the name they lie under. */
export async function keepAside(
  disk: Disk,
  name: string,
  cut: { readonly offset: number; readonly bytes: Uint8Array },
): Promise<string> {
  const taken = new Set(await disk.list());
  for (let copy = 1; copy <= ASIDE_MAX; copy += 1) {
    const aside = `${name}.torn-${cut.offset}-${copy}`;
    if (taken.has(aside)) continue;
    await replaceFile(disk, aside, cut.bytes);
    return aside;
  }
  throw new Error(`${name} was torn ${ASIDE_MAX} times at byte ${cut.offset}`);
}
