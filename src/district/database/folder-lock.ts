import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '../../domain/base/message-of.ts';
import { StartFault } from '../start-fault.ts';

const SQLITE_BUSY = 5;
const LOCK_FILE = 'lock.sqlite';
/** A folder that all may use, such as /tmp. */
const STICKY = 0o1000;
/** PGlite's own folder, whole or in the making. */
const CLUSTER = 'pgdata';

/** A lock that nothing refers to would be collected as garbage, and so given up. */
const heldLocks = new Set<DatabaseSync>();

export interface FolderLock {
  /**
   * Throws where the folder is not this process's any more: somebody removed the lock by hand and another process took
   * it, or the folder is gone. A lock that was only removed is taken again. At once.
   */
  assertHeld(): void;
  isHeld(): boolean;
  release(): void;
}

/**
 * Takes a data folder (created when missing) for this process alone.
 *
 * PGlite lets two processes open one folder and then loses rows. An open exclusive SQLite transaction is
 * a lock that the operating system itself drops when its owner dies, on Linux, Windows and macOS alike:
 * no process id to check and no stale file to judge. Its journal is in memory, so that a full disk takes it.
 */
export function lockFolder(folder: string): FolderLock {
  try {
    makePrivateFolder(folder);
    return heldFolder(folder);
  } catch (thrown) {
    if (isBusy(thrown)) {
      throw new StartFault(
        'folder-in-use',
        `区平台正在使用数据文件夹 ${resolve(folder)}，请先停下它，或换一个文件夹。Another district server is using the data folder ${resolve(folder)}: stop it, or choose another folder`,
        thrown,
      );
    }
    throw new StartFault(
      'folder-unusable',
      `the data folder ${resolve(folder)} cannot be written, or its disk knows no locks: ${messageOf(thrown)}`,
      thrown,
    );
  }
}

/**
 * PGlite makes its files for everybody to read and write, whatever the process says: nobody else may come to them. A
 * folder that holds other things as well stays as it is, and PGlite's own in it is narrowed.
 */
function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32') return;
  const names = readdirSync(folder);
  const isOurs = names.every((name) => name === LOCK_FILE || name.startsWith(CLUSTER));
  for (const path of isOurs
    ? [folder]
    : names.filter((name) => name.startsWith(CLUSTER)).map((name) => join(folder, name))) {
    const { uid, mode } = statSync(path);
    const isForAll = (mode & STICKY) !== 0;
    if (uid === process.getuid?.() && !isForAll) chmodSync(path, 0o700);
  }
}

function heldFolder(folder: string): FolderLock {
  const path = join(folder, LOCK_FILE);
  let lock = locked(path);
  let file = idOf(path);
  const inFolder = idOf(folder);

  function isHeld(): boolean {
    const there = idOf(path);
    if (there !== null) return there === file;
    if (idOf(folder) !== inFolder) return false;
    try {
      const next = locked(path);
      unlocked(lock);
      lock = next;
      file = idOf(path);
      return true;
    } catch {
      return false; // another was quicker
    }
  }

  return {
    isHeld,
    assertHeld() {
      if (isHeld()) return;
      throw new Error(
        `the data folder ${resolve(folder)} is gone, or another district server has taken it: stop this one`,
      );
    },
    release: () => unlocked(lock),
  };
}

function locked(path: string): DatabaseSync {
  const lock = new DatabaseSync(path);
  try {
    lock.exec('pragma journal_mode = memory; begin exclusive');
    // By its name: to open and close the file once more would drop this process's lock of it.
    chmodSync(path, 0o600);
  } catch (thrown) {
    lock.close();
    throw thrown;
  }
  heldLocks.add(lock);
  return lock;
}

function unlocked(lock: DatabaseSync): void {
  heldLocks.delete(lock);
  if (lock.isOpen) lock.close();
}

/** Null for what is not there. */
function idOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}

function isBusy(thrown: unknown): boolean {
  return thrown instanceof Error && 'errcode' in thrown && thrown.errcode === SQLITE_BUSY;
}
