import type { Disk } from '../../src/host/disk/disk.ts';

const REFUSED = Object.assign(new Error('refused'), { code: 'EIO' });

/** A disk that changes none of the files whose names a test puts on the list, and reads all. */
export function refusingDisk(real: Disk): { readonly disk: Disk; readonly refused: Set<string> } {
  const refused = new Set<string>();
  const unlessRefused = async <T>(names: readonly string[], work: () => Promise<T>): Promise<T> => {
    if (names.some((name) => refused.has(name))) throw REFUSED;
    return work();
  };
  return {
    refused,
    disk: {
      ...real,
      open: (name, mode) =>
        mode === 'read' ? real.open(name, mode) : unlessRefused([name], () => real.open(name, mode)),
      rename: (from, to) => unlessRefused([from, to], () => real.rename(from, to)),
      remove: (name) => unlessRefused([name], () => real.remove(name)),
    },
  };
}
