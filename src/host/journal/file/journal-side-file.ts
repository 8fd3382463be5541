import { replaceFile } from '../../disk/atomic-file.ts';
import type { Disk } from '../../disk/disk.ts';

/** The most copies of what was cut off at one place; more are no accident. */
const ASIDE_MAX = 100;

/** Writes bytes that are about to be cut off into a file beside it, and flushes them. Returns the name of that file. */
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
