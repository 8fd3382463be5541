import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

/** A tool of the system, not of a package. */
const TOOLS = { mount: 'mount', umount: 'umount' } as const;
const BALLAST_BYTES = 4 * 1024;
/** More than any file system of these tests holds. */
const BALLAST_FILES_MAX = 1_000;

/** Whether this user may mount a file system. */
export function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-mount-'));
  const isMounted = spawnSync(TOOLS.mount, ['-t', 'tmpfs', 'tmpfs', folder]).status === 0;
  if (isMounted) spawnSync(TOOLS.umount, [folder]);
  rmSync(folder, { recursive: true, force: true });
  return isMounted;
}

/** A folder that is a file system of its own until the test ends. `options` as `mount` takes them. */
export function smallFileSystem(options = 'size=64k'): string {
  const folder = temporaryFolder();
  mount('-t', 'tmpfs', '-o', `${options},mode=777`, 'tmpfs', folder);
  onTestFinished(() => unmount(folder));
  return folder;
}

/** With the arguments of the system's own command. */
export function mount(...options: readonly string[]): void {
  execFileSync(TOOLS.mount, options);
}

/** Its files that are open stay so. */
export function unmount(folder: string): void {
  execFileSync(TOOLS.umount, ['--lazy', folder]);
}

/** Fills the disk to its last block; answers what makes the room free again. */
export function fillDisk(folder: string): () => void {
  const made: string[] = [];
  while (made.length < BALLAST_FILES_MAX) {
    const ballast = join(folder, `ballast-${randomUUID()}`);
    made.push(ballast);
    try {
      writeFileSync(ballast, Buffer.alloc(BALLAST_BYTES));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      return () => {
        for (const file of made) rmSync(file, { force: true });
      };
    }
  }
  throw new Error(`${folder} is not small`);
}
