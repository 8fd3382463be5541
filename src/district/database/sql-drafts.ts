import { sql } from 'kysely';
import { type CatalogueDraftRow, isOpen } from '../storage/catalogue-store.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { Database } from './database.ts';

export function draftReads(database: Database) {
  return {
    async openDraft() {
      const row = await database
        .selectFrom('catalogue_draft')
        .select('content')
        .where('is_open', '=', true)
        .executeTakeFirst();
      return row === undefined ? null : (JSON.parse(row.content) as CatalogueDraftRow);
    },
    async publications() {
      const rows = await database
        .selectFrom('catalogue')
        .select(['version', 'stored_at', 'published_by', 'approved_by'])
        .select(['withdrawn_at', 'withdrawn_by', 'withdrawn_reason'])
        .orderBy('version', 'desc')
        .execute();
      return rows.map((row) => ({
        version: Number(row.version),
        storedAt: row.stored_at.getTime(),
        publishedBy: row.published_by,
        approvedBy: row.approved_by,
        withdrawnAt: row.withdrawn_at?.getTime() ?? null,
        withdrawnBy: row.withdrawn_by,
        withdrawnReason: row.withdrawn_reason,
      }));
    },
  } satisfies Partial<DistrictReads>;
}

export function draftWrites(database: Database) {
  return {
    async lockDrafts() {
      await sql`lock table catalogue_draft in share row exclusive mode`.execute(database);
    },
    async putDraft(row) {
      const values = {
        is_open: isOpen(row),
        changed_at: new Date(row.changedAt),
        content: JSON.stringify(row),
      };
      await database
        .insertInto('catalogue_draft')
        .values({ draft_id: row.draftId, ...values })
        .onConflict((conflict) => conflict.column('draft_id').doUpdateSet(values))
        .execute();
    },
    async notePublication(version, { publishedBy, approvedBy, withdrawnAt, withdrawnBy, withdrawnReason }) {
      const values = {
        ...(publishedBy === undefined ? {} : { published_by: publishedBy }),
        ...(approvedBy === undefined ? {} : { approved_by: approvedBy }),
        ...(withdrawnAt === undefined
          ? {}
          : { withdrawn_at: withdrawnAt === null ? null : new Date(withdrawnAt) }),
        ...(withdrawnBy === undefined ? {} : { withdrawn_by: withdrawnBy }),
        ...(withdrawnReason === undefined ? {} : { withdrawn_reason: withdrawnReason }),
      };
      if (Object.keys(values).length === 0) return;
      await database.updateTable('catalogue').set(values).where('version', '=', version).execute();
    },
  } satisfies Partial<DistrictWrites>;
}
