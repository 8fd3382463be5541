import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { Database } from './database.ts';

export function backupReads(database: Database) {
  return {
    async lastBackup() {
      const row = await database.selectFrom('backup_note').select(['made_at', 'sha256']).executeTakeFirst();
      return row === undefined ? null : { madeAt: row.made_at.getTime(), sha256: row.sha256 };
    },
  } satisfies Partial<DistrictReads>;
}

export function backupWrites(database: Database) {
  return {
    async noteBackup({ madeAt, sha256 }) {
      const values = { made_at: new Date(madeAt), sha256 };
      await database
        .insertInto('backup_note')
        .values({ id: 1, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
    },
  } satisfies Partial<DistrictWrites>;
}
