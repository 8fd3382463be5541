import { type Disk, type DiskHandle, folderDisk } from '../../src/host/disk/disk.ts';

/** The process is gone: nothing reaches the folder any more. */
const CRASHED = Object.assign(new Error('crashed'), { code: 'ECRASHED' });

export interface CrashingDisk {
  readonly disk: Disk;
  /** Calls that may change the folder, so far. */
  calls(): number;
}

/**
 * A real folder whose process dies in its `crashAt`th changing call: a write then leaves its first half behind
 * and every other call nothing; all later calls do nothing and fail. `Infinity` never dies.
 */
export function crashingDisk(folder: string, crashAt: number): CrashingDisk {
  const real = folderDisk(folder);
  let calls = 0;

  async function changing<T>(
    work: () => Promise<T>,
    dying: () => Promise<unknown> = async () => {},
  ): Promise<T> {
    calls += 1;
    if (calls === crashAt) await dying();
    if (calls >= crashAt) throw CRASHED;
    return work();
  }

  function handleOver(handle: DiskHandle): DiskHandle {
    return {
      read: (...args) => handle.read(...args),
      write: (buffer, offset, length, position) =>
        changing(
          () => handle.write(buffer, offset, length, position),
          () => handle.write(buffer, offset, Math.ceil(length / 2), position),
        ),
      truncate: (length) => changing(() => handle.truncate(length)),
      datasync: () => changing(() => handle.datasync()),
      close: () => handle.close(),
    };
  }

  return {
    calls: () => calls,
    disk: {
      folder,
      list: () => real.list(),
      async open(name, mode) {
        const open = () => real.open(name, mode);
        return handleOver(await (mode === 'create' ? changing(open) : open()));
      },
      rename: (from, to) => changing(() => real.rename(from, to)),
      remove: (name) => changing(() => real.remove(name)),
      sync: () => changing(() => real.sync()),
      look: (name, handle) => real.look(name, handle),
    },
  };
}
