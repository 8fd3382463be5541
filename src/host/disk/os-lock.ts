import { chmodSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '../../domain/base/message-of.ts';

const SQLITE_BUSY = 5;
const SQLITE_NOT_A_DATABASE = 26;

/** A lock that nothing refers to would be collected as garbage, and so given up. */
const heldLocks = new Set<DatabaseSync>();

export type OsLock =
  | { readonly kind: 'held'; release(): void }
  | { readonly kind: 'busy' }
  /** The folder is not to be written, or its disk knows no locks, as some network shares. */
  | { readonly kind: 'unusable'; readonly detail: string };

/**
 * Takes a file, made where it is not there, for this process alone: an open exclusive SQLite transaction is a lock that
 * the operating system drops when its owner dies, on Linux, Windows and macOS alike. There is no process number to
 * check, no stale file to judge, and no hard link to make; the file stays empty, so that a full disk takes it.
 */
export function takeOsLock(path: string): OsLock {
  const taken = attempt(path);
  if (taken !== SQLITE_NOT_A_DATABASE) return taken;
  // Somebody wrote into it; whoever held it would have been busy.
  rmSync(path, { force: true });
  const again = attempt(path);
  return again === SQLITE_NOT_A_DATABASE ? { kind: 'unusable', detail: `${path} is no lock` } : again;
}

function attempt(path: string): OsLock | typeof SQLITE_NOT_A_DATABASE {
  let lock: DatabaseSync | null = null;
  try {
    lock = new DatabaseSync(path);
    lock.exec('pragma journal_mode = memory; begin exclusive');
    // By its name: to open and close the file once more would drop this process's lock of it.
    chmodSync(path, 0o600);
    return heldBy(lock);
  } catch (thrown) {
    if (lock?.isOpen) lock.close();
    const code = thrown instanceof Error && 'errcode' in thrown ? thrown.errcode : null;
    if (code === SQLITE_BUSY) return { kind: 'busy' };
    if (code === SQLITE_NOT_A_DATABASE) return SQLITE_NOT_A_DATABASE;
    return { kind: 'unusable', detail: messageOf(thrown) };
  }
}

function heldBy(lock: DatabaseSync): OsLock {
  heldLocks.add(lock);
  return {
    kind: 'held',
    release() {
      heldLocks.delete(lock);
      if (lock.isOpen) lock.close();
    },
  };
}
