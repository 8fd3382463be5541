import type { Disk, DiskHandle } from '../../host/disk/disk.ts';
import type { Life } from '../world/life.ts';
import type { Random } from '../world/random.ts';

/** Something done to a file that a power cut may undo. */
type Pending =
  | { readonly kind: 'write'; readonly position: number; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate'; readonly length: number };

/** A file's bytes as the process sees them, and as the platter has them. */
interface DiskFile {
  bytes: Uint8Array;
  durable: Uint8Array;
  pending: Pending[];
}

export const DISK_REFUSALS = ['ENOSPC', 'EROFS', 'EACCES', 'EIO'] as const;
type DiskRefusal = (typeof DISK_REFUSALS)[number];

/** The disk of one device: outlives its processes. */
export interface SimulatedDisk {
  /** What every writing call is refused with at present; null for a disk that works. */
  refusal: DiskRefusal | null;
  /** The folder as one process has it open. */
  openBy(life: Life): Disk;
  /** Drops what was not flushed: some of it may have reached the platter, the last of it perhaps in part. */
  powerCut(random: Random): void;
  /** The system writes out what it still has: half a minute after the end of a process that was merely killed. */
  writtenOut(): void;
  /** Turns one bit of what lies on the platter; false if there is nothing. */
  flipBit(random: Random, isStruck: (name: string) => boolean): boolean;
  /** Somebody has written over the file: on the platter and in its place. */
  write(name: string, bytes: Uint8Array<ArrayBuffer>): void;
  /** Another disk with the same content, as an imaging program makes it. */
  cloned(): SimulatedDisk;
  names(): readonly string[];
  contentOf(name: string): Uint8Array;
  /** All that lies under any name, and all that a power cut would bring back. */
  everywhere(): readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

const NO_BYTES = new Uint8Array(0);

export function simulatedDisk(folder: string, files: Map<string, DiskFile> = new Map()): SimulatedDisk {
  /** The folder's entries that a power cut leaves. */
  let durableFolder = new Map(files);
  let current = files;

  const disk: SimulatedDisk = {
    refusal: null,
    openBy: (life) => folderOf(folder, { files: () => current, disk, life, sync: syncFolder }),
    powerCut(random) {
      // Renames reach the platter in order; here all of them did, or none.
      if (random.chance(0.5)) current = new Map(durableFolder);
      for (const file of new Set(current.values())) losePending(file, random);
      durableFolder = new Map(current);
    },
    writtenOut() {
      for (const file of current.values()) {
        file.durable = file.bytes.slice();
        file.pending = [];
      }
      syncFolder();
    },
    flipBit(random, isStruck) {
      const struck = [...current].filter(([name, file]) => file.bytes.length > 0 && isStruck(name));
      if (struck.length === 0) return false;
      const [, file] = random.pick(struck);
      const at = random.below(file.bytes.length);
      const mask = 1 << random.below(8);
      for (const bytes of new Set([file.bytes, file.durable])) {
        const byte = bytes[at];
        if (byte !== undefined) bytes[at] = byte ^ mask;
      }
      return true;
    },
    write(name, bytes) {
      current.set(name, flushed(bytes));
      syncFolder();
    },
    cloned() {
      const copies = [...current].map(([name, { bytes }]): [string, DiskFile] => [
        name,
        flushed(bytes.slice()),
      ]);
      return simulatedDisk(folder, new Map(copies));
    },
    names: () => [...current.keys()],
    contentOf: (name) => current.get(name)?.bytes ?? NO_BYTES,
    everywhere: () =>
      [...current, ...durableFolder].flatMap(([name, { bytes, durable }]) => [
        { name, bytes },
        { name, bytes: durable },
      ]),
  };

  function syncFolder(): void {
    durableFolder = new Map(current);
  }

  return disk;
}

interface OpenFolder {
  files(): Map<string, DiskFile>;
  readonly disk: SimulatedDisk;
  readonly life: Life;
  sync(): void;
}

function folderOf(folder: string, open: OpenFolder): Disk {
  const { files, life } = open;
  const opened = new WeakMap<DiskHandle, DiskFile>();
  return {
    folder,
    async list() {
      await life.passed();
      return [...files().keys()];
    },
    async open(name, mode) {
      await life.passed();
      let file = files().get(name);
      if (file === undefined) {
        if (mode !== 'create') throw systemError('ENOENT');
        refuse(open);
        file = flushed(NO_BYTES);
        files().set(name, file);
      }
      const handle = handleOf(file, open);
      opened.set(handle, file);
      return handle;
    },
    async rename(from, to) {
      await life.passed();
      refuse(open);
      const file = files().get(from);
      if (file === undefined) throw systemError('ENOENT');
      files().delete(from);
      files().set(to, file);
    },
    async remove(name) {
      await life.passed();
      refuse(open);
      files().delete(name);
    },
    async sync() {
      await life.passed();
      refuse(open);
      open.sync();
      await life.passed();
    },
    look(name, handle) {
      const file = files().get(name);
      return file !== undefined && file === opened.get(handle)
        ? { kind: 'same', bytes: file.bytes.length, changedNs: 0n }
        : { kind: 'other', isDeleted: true, holds: file === undefined ? 'nothing' : 'file' };
    },
  };
}

function handleOf(file: DiskFile, open: OpenFolder): DiskHandle {
  const { life } = open;
  return {
    async read(buffer, offset, length, position) {
      await life.passed();
      const bytes = file.bytes.subarray(position, position + length);
      buffer.set(bytes, offset);
      return { bytesRead: bytes.length };
    },
    async write(buffer, offset, length, position) {
      await life.passed();
      const { refusal } = open.disk;
      // A full disk takes a part first and then says so.
      if (refusal === 'ENOSPC' && length > 1)
        return { bytesWritten: store(file, position, buffer, offset, length >> 1) };
      refuse(open);
      const bytesWritten = store(file, position, buffer, offset, length);
      await life.passed();
      return { bytesWritten };
    },
    async truncate(length) {
      await life.passed();
      // A full disk can still be made emptier.
      if (open.disk.refusal !== 'ENOSPC') refuse(open);
      file.pending.push({ kind: 'truncate', length });
      file.bytes = truncated(file.bytes, length);
    },
    async datasync() {
      await life.passed();
      if (open.disk.refusal === 'EIO') throw systemError('EIO');
      file.durable = file.bytes.slice();
      file.pending = [];
      await life.passed();
    },
    async close() {
      await life.passed();
    },
  };
}

function store(file: DiskFile, position: number, buffer: Uint8Array, offset: number, length: number): number {
  const bytes = buffer.slice(offset, offset + length);
  file.pending.push({ kind: 'write', position, bytes });
  file.bytes = written(file.bytes, position, bytes);
  return length;
}

/** Some first operations reached the platter whole, the next perhaps in part, perhaps as zeros. */
function losePending(file: DiskFile, random: Random): void {
  const whole = random.below(file.pending.length + 1);
  let bytes = file.durable;
  for (const operation of file.pending.slice(0, whole)) bytes = applied(bytes, operation);
  const torn = file.pending[whole];
  if (torn?.kind === 'write') {
    const length = random.below(torn.bytes.length + 1);
    const part = torn.bytes.slice(0, length);
    if (random.chance(0.2)) part.fill(0);
    bytes = written(bytes, torn.position, part);
  }
  file.bytes = bytes.slice();
  file.durable = bytes.slice();
  file.pending = [];
}

function applied(bytes: Uint8Array, operation: Pending): Uint8Array {
  return operation.kind === 'write'
    ? written(bytes, operation.position, operation.bytes)
    : truncated(bytes, operation.length);
}

function written(bytes: Uint8Array, position: number, part: Uint8Array): Uint8Array {
  const result = new Uint8Array(Math.max(bytes.length, position + part.length));
  result.set(bytes);
  result.set(part, position);
  return result;
}

function truncated(bytes: Uint8Array, length: number): Uint8Array {
  const result = new Uint8Array(length);
  result.set(bytes.subarray(0, length));
  return result;
}

function flushed(bytes: Uint8Array): DiskFile {
  return { bytes, durable: bytes.slice(), pending: [] };
}

function refuse({ disk }: OpenFolder): void {
  if (disk.refusal !== null) throw systemError(disk.refusal);
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
