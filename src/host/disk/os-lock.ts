import { chmodSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '../../domain/base/message-of.ts';

const SQLITE_BUSY = 5;
const SQLITE_NOT_A_DATABASE = 26;

/** Node would collect a lock that nothing refers to as garbage, and the operating system would then drop it. */
const takenLocks = new Set<DatabaseSync>();

export type OsLock =
  | { readonly kind: 'taken'; release(): void }
  | { readonly kind: 'busy' }
  /** The folder cannot be written, or its disk knows no locks, as some network shares do not. */
  | { readonly kind: 'unusable'; readonly detail: string };

/**
 * Takes a file for this process alone, and makes the file if it is missing. The lock is an open exclusive SQLite
 * transaction. The operating system drops it when its owner dies, on Linux, Windows and macOS alike. So there is no
 * process number to check, no stale file to judge, and no hard link to make. The file stays empty and needs no room.
 */
export function takeOsLock(path: string): OsLock {
  const taken = attempt(path);
  if (taken !== SQLITE_NOT_A_DATABASE) return taken;
  // Somebody wrote into the file. If a process had the lock, the answer would have been `busy`.
  rmSync(path, { force: true });
  const again = attempt(path);
  return again === SQLITE_NOT_A_DATABASE ? { kind: 'unusable', detail: `${path} is no lock` } : again;
}

function attempt(path: string): OsLock | typeof SQLITE_NOT_A_DATABASE {
  let lock: DatabaseSync | null = null;
  try {
    lock = new DatabaseSync(path);
    lock.exec('pragma journal_mode = memory; begin exclusive');
    // The mode is set by the file's name: to open and close the file again would drop this process's lock.
    chmodSync(path, 0o600);
    return takenBy(lock);
  } catch (thrown) {
    if (lock?.isOpen) lock.close();
    const code = thrown instanceof Error && 'errcode' in thrown ? thrown.errcode : null;
    if (code === SQLITE_BUSY) return { kind: 'busy' };
    if (code === SQLITE_NOT_A_DATABASE) return SQLITE_NOT_A_DATABASE;
    return { kind: 'unusable', detail: messageOf(thrown) };
  }
}

function takenBy(lock: DatabaseSync): OsLock {
  takenLocks.add(lock);
  return {
    kind: 'taken',
    release() {
      takenLocks.delete(lock);
      if (lock.isOpen) lock.close();
    },
  };
}
