import type { Disk, DiskHandle } from '../../disk/disk.ts';
import { readBytes, writeBytes } from '../../disk/disk-bytes.ts';
import { putBackFile } from '../put-back.ts';
import { storageGone, takenOver } from './journal-fault.ts';
import { NEWLINE } from './journal-line.ts';

/** If the file disappears this often during one write, it is not written again. */
const TRIES_MAX = 3;

/** The owner of the profile's folder: still this program; nobody, since it is gone; or another program. */
export type Ground = 'ours' | 'gone' | 'taken';

/**
 * Looks who owns the folder. `isDeleted`: the open file has no name any longer, so its content is nowhere else. A
 * deleted folder is then made again.
 */
export type LookAtGround = (isDeleted: boolean) => Ground;

/**
 * The last file of a journal, to which one line at a time is written. It also lies in memory, a segment at most, so that
 * somebody who deletes, moves, cuts or replaces the file under a running kiosk takes no answered line with it.
 */
export interface JournalEnd {
  /** The flushed lines. */
  bytes(): Buffer;
  /** Resolves when the line is flushed in the file under its name. If it rejects, call `takeBack`. */
  write(line: Uint8Array): Promise<void>;
  /** Removes what a failed write has left. Does nothing if no write failed. */
  takeBack(): Promise<void>;
  /** Writes the file again if it is gone or changed. Rejects if that cannot be done now. */
  secure(): Promise<void>;
  close(): Promise<void>;
}

export interface JournalEndParts {
  readonly disk: Disk;
  readonly name: string;
  /** The length of the sound lines in bytes; the rest is cut off before the first write. */
  readonly length: number;
  readonly ground: LookAtGround;
  /** Is told that the file was written again, and where the thing in its place was kept; null if there was none. */
  onPutBack(keptIn: string | null): void;
}

/** Opens the file, made where it is not there. Throws if the disk fails. */
export async function openEnd(parts: JournalEndParts): Promise<JournalEnd> {
  const { disk, name, ground, onPutBack } = parts;
  let handle = await openFlushed(disk, name);
  const lines = [await linesOf(handle, parts.length)];
  let length = parts.length;
  /** True while bytes of a failed write may lie behind the last line. */
  let hasRemains = false;
  /** When the file that is known to hold the lines was last written. */
  let knownNs = changedNs();

  function changedNs(): bigint | null {
    const look = disk.look(name, handle);
    return look.kind === 'same' ? look.changedNs : null;
  }

  /** True if the file under the name is ours and has this many bytes. Throws if it must not be written. */
  function isInPlace(bytes: number): boolean {
    const look = disk.look(name, handle);
    const whose = ground(look.kind === 'other' && look.isDeleted);
    if (whose === 'taken') throw takenOver();
    if (whose === 'gone') throw storageGone(disk.folder);
    return look.kind === 'same' && look.bytes === bytes;
  }

  /** True if the file under the name is ours and holds the lines: somebody may have written over them. */
  async function isWhole(): Promise<boolean> {
    if (!isInPlace(length)) return false;
    const now = changedNs();
    if (now === knownNs) return true;
    if (!(await readBytes(handle, 0, length)).equals(Buffer.concat(lines))) return false;
    knownNs = now;
    return true;
  }

  async function putBack(): Promise<void> {
    const keptIn = await putBackFile(disk, { name, handle, held: Buffer.concat(lines) });
    const next = await openFlushed(disk, name);
    await handle.close().catch(() => undefined); // all in it was flushed, and is in the new one
    handle = next;
    hasRemains = false;
    knownNs = changedNs();
    onPutBack(keptIn);
  }

  return {
    bytes: () => Buffer.concat(lines),
    async write(line) {
      for (let tries = 0; tries < TRIES_MAX; tries += 1) {
        if (!(await isWhole())) await putBack();
        hasRemains = true;
        await writeBytes(handle, line, length);
        await handle.datasync();
        if (!isInPlace(length + line.length)) continue;
        hasRemains = false;
        knownNs = changedNs();
        lines.push(Buffer.from(line));
        length += line.length;
        return;
      }
      throw storageGone(name);
    },
    async takeBack() {
      if (!hasRemains) return;
      // Another program may have written behind our last line. This must not be cut off.
      if (ground(false) === 'taken') throw takenOver();
      await handle.truncate(length);
      await handle.datasync();
      hasRemains = false;
    },
    async secure() {
      if (!(await isWhole())) await putBack();
    },
    close: () => handle.close(),
  };
}

/**
 * The file may already have a line whose process died before it flushed it. From now on this line counts, and it must
 * be on disk before an entry in the next file.
 */
async function openFlushed(disk: Disk, name: string): Promise<DiskHandle> {
  const handle = await disk.open(name, 'create');
  try {
    await handle.datasync();
    await disk.sync();
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** A full disk may have had no room for the end of the last line; the line counts as complete. */
async function linesOf(handle: DiskHandle, length: number): Promise<Buffer> {
  const bytes = await readBytes(handle, 0, length);
  if (bytes.length < length - 1) throw new Error('the journal was cut while it was opened');
  return bytes.length < length ? Buffer.concat([bytes, Uint8Array.of(NEWLINE)]) : bytes;
}
