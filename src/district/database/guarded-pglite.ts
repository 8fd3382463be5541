import type { PGlite } from '@electric-sql/pglite';
import type { PGliteDialectConfig } from 'kysely';
import type { FolderLock } from './folder-lock.ts';

type KyselyPGlite = Exclude<PGliteDialectConfig['pglite'], (...args: never) => unknown>;

/**
 * PGlite that asks before each statement and each commit whether its folder is still this process's. Where it is not,
 * nothing is written any more, by a close neither: the process that has the folder now has read what was committed.
 */
export function guardedPglite(pglite: PGlite, lock: FolderLock): KyselyPGlite {
  return {
    get closed() {
      return pglite.closed;
    },
    get ready() {
      return pglite.ready;
    },
    waitReady: pglite.waitReady,
    async close() {
      if (lock.isHeld()) await pglite.close();
    },
    query(...given) {
      lock.assertHeld();
      return pglite.query(...given);
    },
    transaction: (work) =>
      pglite.transaction(async (tx) => {
        const answer = await work({
          ...tx,
          query(...given) {
            lock.assertHeld();
            return tx.query(...given);
          },
        });
        lock.assertHeld();
        return answer;
      }),
  };
}
