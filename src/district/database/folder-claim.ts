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

/** Node would collect a lock that nothing refers to as garbage, and the operating system would then drop it. */
const takenLocks = new Set<DatabaseSync>();

export interface FolderClaim {
  /**
   * Throws if the folder is no longer this process's: somebody removed the lock file by hand and another process made
   * its own, or the folder is gone. If the file was only removed, this takes the lock again. Answers at once.
   */
  assertOurs(): void;
  isOurs(): boolean;
  release(): void;
}

/**
 * Claims a data folder (made if it is missing) for this process alone.
 *
 * PGlite lets two processes open one folder and then loses rows. The claim is an operating-system lock: an open
 * exclusive SQLite transaction, which is dropped when its owner dies, on Linux, Windows and macOS alike. So there is no
 * process number to check and no stale file to judge. Its journal is in memory, so that it needs no room on the disk.
 */
export function claimFolder(folder: string): FolderClaim {
  try {
    makePrivateFolder(folder);
    return claimedFolder(folder);
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
      `数据文件夹 ${resolve(folder)} 写不进去，或它所在的磁盘不能加锁。The data folder ${resolve(folder)} cannot be written, or its disk knows no locks: ${messageOf(thrown)}`,
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
  const isOnlyOurs = names.every((name) => name === LOCK_FILE || name.startsWith(CLUSTER));
  for (const path of isOnlyOurs
    ? [folder]
    : names.filter((name) => name.startsWith(CLUSTER)).map((name) => join(folder, name))) {
    const { uid, mode } = statSync(path);
    const isForAll = (mode & STICKY) !== 0;
    if (uid === process.getuid?.() && !isForAll) chmodSync(path, 0o700);
  }
}

function claimedFolder(folder: string): FolderClaim {
  const path = join(folder, LOCK_FILE);
  let lock = takenLock(path);
  let file = idOf(path);
  const inFolder = idOf(folder);

  function isOurs(): boolean {
    const there = idOf(path);
    if (there !== null) return there === file;
    if (idOf(folder) !== inFolder) return false;
    try {
      const next = takenLock(path);
      dropLock(lock);
      lock = next;
      file = idOf(path);
      return true;
    } catch {
      return false; // another was quicker
    }
  }

  return {
    isOurs,
    assertOurs() {
      if (isOurs()) return;
      throw new Error(
        `the data folder ${resolve(folder)} is gone, or another district server has taken it: stop this one`,
      );
    },
    release: () => dropLock(lock),
  };
}

function takenLock(path: string): DatabaseSync {
  const lock = new DatabaseSync(path);
  try {
    lock.exec('pragma journal_mode = memory; begin exclusive');
    // The mode is set by the file's name: to open and close the file again would drop this process's lock.
    chmodSync(path, 0o600);
  } catch (thrown) {
    lock.close();
    throw thrown;
  }
  takenLocks.add(lock);
  return lock;
}

function dropLock(lock: DatabaseSync): void {
  takenLocks.delete(lock);
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
