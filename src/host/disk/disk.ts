import { constants, fstatSync, statSync } from 'node:fs';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What the kiosk needs from an open file; Node's own file handle fits. What was written may be lost, whole or in part,
 * until `datasync` has answered. Every call may reject with an error that has a system `code`.
 */
export interface DiskHandle {
  /** 0 at the end of the file. */
  read(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
  /** May take fewer bytes than it was given. */
  write(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesWritten: number }>;
  truncate(length: number): Promise<void>;
  datasync(): Promise<void>;
  close(): Promise<void>;
}

/** `read` and `write` want a file that is there (`ENOENT`); `create` makes an empty one if there is none. */
type OpenMode = 'read' | 'write' | 'create';

/**
 * What now has the name of a file that is open: the same file, or something else. `changedNs`: another number once
 * anybody has written to it. `isDeleted`: no name at all leads to the open file any more, so that it goes when it is
 * closed. `holds`: another file, nothing that can be reached, or what is no file: a folder, a pipe, a device.
 */
type NameLook =
  | { readonly kind: 'same'; readonly bytes: number; readonly changedNs: bigint }
  | {
      readonly kind: 'other';
      readonly isDeleted: boolean;
      readonly holds: 'file' | 'nothing' | 'no-file';
    };

/**
 * The folder of a kiosk's profile, by plain file names: Node's own, or a simulated one that loses what
 * was not flushed, tears, flips, fills up and refuses. `write` and `create` may read as well.
 */
export interface Disk {
  /** Tells a person where the files are; it is used in messages only. */
  readonly folder: string;
  /** The names in the folder, in no order. */
  list(): Promise<readonly string[]>;
  open(name: string, mode: OpenMode): Promise<DiskHandle>;
  /** Replaces a file that has the new name. */
  rename(from: string, to: string): Promise<void>;
  /** A missing name is no error. */
  remove(name: string): Promise<void>;
  /** After this, earlier makes, renames and removals survive a power cut. */
  sync(): Promise<void>;
  /**
   * Whether the open file is still the one under its name. It answers at once, because it is asked between a flush and
   * its answer.
   */
  look(name: string, handle: DiskHandle): NameLook;
}

/** If this flag is missing, a pipe in the place of a file keeps a reader waiting forever. Windows has no such flag. */
const DO_NOT_WAIT = (constants.O_NONBLOCK as number | undefined) ?? 0;

const FLAGS = {
  read: constants.O_RDONLY | DO_NOT_WAIT,
  write: constants.O_RDWR,
  create: constants.O_RDWR | constants.O_CREAT,
} as const satisfies Record<OpenMode, number>;

/** Codes with which an operating system says that a folder cannot be flushed; Windows has no such call. */
const NO_FOLDER_SYNC = new Set(['EISDIR', 'EPERM', 'EACCES', 'EINVAL']);

/** A real folder, which is there. Its files are readable by this user alone. */
export function folderDisk(folder: string): Disk {
  /** It asks by the handle: a file keeps its number for as long as it is open. */
  const opened = new WeakMap<DiskHandle, OpenedFile>();
  return {
    folder,
    list: () => readdir(folder),
    async open(name, mode) {
      const handle = await open(join(folder, name), FLAGS[mode], 0o600);
      const { dev, ino } = fstatSync(handle.fd, { bigint: true });
      opened.set(handle, { fd: handle.fd, dev, ino });
      return handle;
    },
    rename: (from, to) => rename(join(folder, from), join(folder, to)),
    remove: (name) => rm(join(folder, name), { force: true }),
    sync: () => syncFolder(folder),
    look: (name, handle) => lookAt(join(folder, name), opened.get(handle)),
  };
}

interface OpenedFile {
  readonly fd: number;
  readonly dev: bigint;
  readonly ino: bigint;
}

function lookAt(path: string, file: OpenedFile | undefined): NameLook {
  const named = statOf(path);
  const isSame = file === undefined || (named?.dev === file.dev && named.ino === file.ino);
  if (named !== null && isSame) return { kind: 'same', bytes: Number(named.size), changedNs: named.mtimeNs };
  const isDeleted = file !== undefined && fstatSync(file.fd).nlink === 0;
  const holds = named === null ? 'nothing' : named.isFile() ? 'file' : 'no-file';
  return { kind: 'other', isDeleted, holds };
}

/** Null for a path that leads nowhere now: a folder of it may be gone, or its disk. */
function statOf(path: string) {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return null;
  }
}

async function syncFolder(folder: string): Promise<void> {
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
