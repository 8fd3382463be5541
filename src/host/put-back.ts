import { asideNameOf, readFileOf, replaceFile } from './atomic-file.ts';
import type { Disk, DiskHandle } from './disk.ts';
import { storageGone } from './journal-fault.ts';
import { LINE_BYTES_MAX } from './journal-line.ts';

/**
 * Writes a file of the journal again that is not under its name, or not as it was; answers where what lay in its place
 * is kept, null for nothing. Rejects where it cannot be kept, and then it lies where it was. A file that was moved away is
 * still somewhere, and wanted there: it is not made a second time.
 */
export async function putBackFile(
  disk: Disk,
  { name, handle, held }: { readonly name: string; readonly handle: DiskHandle; readonly held: Buffer },
): Promise<string | null> {
  const look = disk.look(name, handle);
  const holds = look.kind === 'same' ? 'file' : look.holds;
  if (holds === 'nothing' && look.kind === 'other' && !look.isDeleted) throw storageGone(name);
  const isWorthKeeping = !(await isOlder(disk, { name, holds, held }));
  const keptIn = isWorthKeeping ? await asideNameOf(disk, name) : null;
  if (isWorthKeeping && keptIn === null) throw tooManyKept(name);
  await replaceFile(disk, name, held, keptIn);
  return keptIn;
}

/** For a technician: somebody changes the file again and again, and what is kept of it belongs somewhere else. */
function tooManyKept(name: string): Error {
  return new Error(`${name} was changed too often: move its .broken files elsewhere`);
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
