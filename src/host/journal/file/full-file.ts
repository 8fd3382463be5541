import { readBytes } from '../../disk/disk-bytes.ts';
import { putBackFile } from '../put-back.ts';
import type { JournalEndParts } from './journal-end.ts';
import { storageGone, takenOver } from './journal-fault.ts';

/**
 * A file of the journal before the last one, which is full. It stays open, so that somebody who deletes or replaces it
 * under a running kiosk takes no line with it.
 */
export interface FullFile {
  readonly name: string;
  /** Writes the file again if it is gone or replaced. Rejects if that cannot be done now, or if the file was cut. */
  secure(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the file, which is there. Throws if the disk fails. */
export async function openFull({
  disk,
  name,
  length,
  ground,
  onPutBack,
}: JournalEndParts): Promise<FullFile> {
  let handle = await disk.open(name, 'read');
  return {
    name,
    async secure() {
      const look = disk.look(name, handle);
      // A full disk may have had no room for the end of the last line, which counts as there.
      if (look.kind === 'same' && look.bytes >= length - 1) return;
      const whose = ground(look.kind === 'other' && look.isDeleted);
      if (whose === 'taken') throw takenOver();
      if (whose === 'gone') throw storageGone(disk.folder);
      const held = await readBytes(handle, 0, length);
      if (held.length < length - 1) throw wasCut(name);
      const keptIn = await putBackFile(disk, { name, handle, held });
      const next = await disk.open(name, 'read');
      await handle.close().catch(() => undefined); // nothing was written through it
      handle = next;
      onPutBack(keptIn);
    },
    close: () => handle.close(),
  };
}

/** Its lines are lost, so entries that follow them could not be read at the next start. */
function wasCut(name: string): Error {
  return Object.assign(new Error(`${name} was cut`), { code: 'JOURNAL_FILE_CUT' });
}

/** Restores each file that needs it, in order. */
export async function secureAll(files: readonly FullFile[]): Promise<void> {
  for (const file of files) await file.secure();
}

/** Closes all files, even if the disk refuses one. */
export async function closeAll(files: readonly FullFile[]): Promise<void> {
  await Promise.all(files.map((file) => file.close().catch(() => undefined)));
}
