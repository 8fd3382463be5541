import { asideNameOf, readFileOf, replaceFile } from '../disk/atomic-file.ts';
import type { Disk, DiskHandle } from '../disk/disk.ts';
import { storageGone } from './file/journal-fault.ts';
import { LINE_BYTES_MAX } from './file/journal-line.ts';

/**
 * Writes a file of the journal again if somebody deleted or changed it. If something else lay in its place, that is kept,
 * and its new name is returned; null if there was nothing to keep. Rejects if it cannot be kept; it then stays in its
 * place. A file that was moved away is not written again, since somebody has it.
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

/** For a technician: the file was changed so often that no more copies of it can be kept here. */
function tooManyKept(name: string): Error {
  return new Error(`${name} was changed too often: move its .broken files elsewhere`);
}

/** True if nothing lies under the name that is worth keeping beside the lines. */
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
