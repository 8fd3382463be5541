import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf, StartFault } from '../start-fault.ts';

const SQLITE_BUSY = 5;

/** A lock that nothing refers to would be collected as garbage, and so given up. */
const heldLocks = new Set<DatabaseSync>();

/**
 * Takes a data folder (created when missing) for this process alone; the answer releases it.
 *
 * PGlite lets two processes open one folder and then loses rows. An open exclusive SQLite transaction is
 * a lock that the operating system itself drops when its owner dies, on Linux, Windows and macOS alike:
 * no process id to check and no stale file to judge.
 */
export function lockFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true });
    const lock = new DatabaseSync(join(folder, 'lock.sqlite'));
    lock.exec('begin exclusive');
    heldLocks.add(lock);
    return () => {
      heldLocks.delete(lock);
      lock.close();
    };
  } catch (thrown) {
    if (isBusy(thrown)) {
      throw new StartFault(
        'folder-in-use',
        `another district server is using the data folder ${resolve(folder)}: stop it, or choose another folder`,
        thrown,
      );
    }
    throw new StartFault(
      'folder-unusable',
      `the data folder ${resolve(folder)} cannot be written: ${messageOf(thrown)}`,
      thrown,
    );
  }
}

function isBusy(thrown: unknown): boolean {
  return thrown instanceof Error && 'errcode' in thrown && thrown.errcode === SQLITE_BUSY;
}
