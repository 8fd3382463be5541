import { moveAside, readFileOf, replaceFile } from './atomic-file.ts';
import type { Disk, DiskHandle } from './disk.ts';
import { storageGone } from './journal-fault.ts';
import { LINE_BYTES_MAX } from './journal-line.ts';

/**
 * Writes a file of the journal again that is not under its name, or not as it was; answers where what lay in its place is
 * kept, null for nothing. A file that was moved away is still somewhere, and wanted there: it is not made a second time.
 */
export async function putBackFile(
  disk: Disk,
  { name, handle, held }: { readonly name: string; readonly handle: DiskHandle; readonly held: Buffer },
): Promise<string | null> {
  const look = disk.look(name, handle);
  const holds = look.kind === 'same' ? 'file' : look.holds;
  if (holds === 'nothing' && look.kind === 'other' && !look.isDeleted) throw storageGone(name);
  const keptIn = (await isOlder(disk, { name, holds, held })) ? null : await moveAside(disk, name);
  await replaceFile(disk, name, held);
  return keptIn;
}

/** True where nothing lies under the name that is worth keeping beside the lines. */
async function isOlder(
  disk: Disk,
  {
    name,
    holds,
    held,
  }: { readonly name: string; readonly holds: 'file' | 'nothing' | 'no-file'; readonly held: Buffer },
): Promise<boolean> {
  if (holds !== 'file') return holds === 'nothing';
  const there = await readFileOf(disk, name, held.length + LINE_BYTES_MAX);
  return there === null || held.subarray(0, there.length).equals(there);
}
