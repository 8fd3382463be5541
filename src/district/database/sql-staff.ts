import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { Database } from './database.ts';

export function staffReads(database: Database) {
  return {
    async staffMembers() {
      const rows = await database
        .selectFrom('staff_member')
        .selectAll()
        .orderBy('created_at')
        .orderBy('member_id')
        .execute();
      return rows.map((row) => ({
        memberId: row.member_id,
        name: row.name,
        role: row.role,
        siteIds: row.site_ids,
        pin: row.pin,
        createdAt: row.created_at.getTime(),
        removedAt: row.removed_at?.getTime() ?? null,
      }));
    },
    async signInSites() {
      const rows = await database.selectFrom('staff_site').select('site_id').orderBy('site_id').execute();
      return rows.map((row) => row.site_id);
    },
    staffSerial: () => readSerial(database, false),
  } satisfies Partial<DistrictReads>;
}

export function staffWrites(database: Database) {
  return {
    lockStaffSerial: () => readSerial(database, true),
    async setStaffSerial(serial) {
      await database.updateTable('staff_head').set({ serial }).execute();
    },
    async putStaffMember(row) {
      const values = {
        name: row.name,
        role: row.role,
        site_ids: JSON.stringify(row.siteIds),
        pin: row.pin === null ? null : JSON.stringify(row.pin),
        created_at: new Date(row.createdAt),
        removed_at: row.removedAt === null ? null : new Date(row.removedAt),
      };
      await database
        .insertInto('staff_member')
        .values({ member_id: row.memberId, ...values })
        .onConflict((conflict) => conflict.column('member_id').doUpdateSet(values))
        .execute();
    },
    async setSignIn(siteId, signIn) {
      if (!signIn) {
        await database.deleteFrom('staff_site').where('site_id', '=', siteId).execute();
        return;
      }
      await database
        .insertInto('staff_site')
        .values({ site_id: siteId })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  } satisfies Partial<DistrictWrites>;
}

async function readSerial(database: Database, isLocked: boolean): Promise<number> {
  const query = database.selectFrom('staff_head').select('serial');
  const row = await (isLocked ? query.forUpdate() : query).executeTakeFirstOrThrow();
  return Number(row.serial);
}
