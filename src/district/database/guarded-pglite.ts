import type { PGlite } from '@electric-sql/pglite';
import type { PGliteDialectConfig } from 'kysely';
import type { FolderClaim } from './folder-claim.ts';

type KyselyPGlite = Exclude<PGliteDialectConfig['pglite'], (...args: never) => unknown>;

/**
 * PGlite that asks before each statement and each commit whether its folder is still this process's. Where it is not,
 * nothing is written any more, by a close neither: the process that has the folder now has read what was committed.
 */
export function guardedPglite(pglite: PGlite, claim: FolderClaim): KyselyPGlite {
  return {
    get closed() {
      return pglite.closed;
    },
    get ready() {
      return pglite.ready;
    },
    waitReady: pglite.waitReady,
    async close() {
      if (claim.isOurs()) await pglite.close();
    },
    query(...given) {
      claim.assertOurs();
      return pglite.query(...given);
    },
    transaction: (work) =>
      pglite.transaction(async (tx) => {
        const answer = await work({
          ...tx,
          query(...given) {
            claim.assertOurs();
            return tx.query(...given);
          },
        });
        claim.assertOurs();
        return answer;
      }),
  };
}
