import type { Selectable } from 'kysely';
import type { NoticeRow } from '../storage/notice-store.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { Database } from './database.ts';
import type { NoticeTables } from './notice-tables.ts';

export function noticeReads(database: Database) {
  const notices = database.selectFrom('notice').selectAll();
  return {
    async noticeById(noticeId) {
      const row = await notices.where('notice_id', '=', noticeId).executeTakeFirst();
      return row === undefined ? null : noticeOf(row);
    },
    async newestNotices(limit) {
      const newest = notices.orderBy('written_at', 'desc').orderBy('notice_id').limit(limit);
      return (await newest.execute()).map(noticeOf);
    },
    async noticesAfter(position, limit) {
      const later = notices.where('position', '>', position).orderBy('position').limit(limit);
      return (await later.execute()).map(noticeOf);
    },
    async noticeReadsOf(noticeIds) {
      if (noticeIds.length === 0) return [];
      const rows = await database
        .selectFrom('notice_read')
        .selectAll()
        .where('notice_id', 'in', noticeIds)
        .orderBy('read_at')
        .execute();
      return rows.map((row) => ({
        noticeId: row.notice_id,
        kioskId: row.kiosk_id,
        readAt: row.read_at.getTime(),
      }));
    },
  } satisfies Partial<DistrictReads>;
}

export function noticeWrites(database: Database) {
  return {
    async putNotice(row) {
      const values = {
        position: row.position,
        withdrawn_at: row.withdrawnAt === null ? null : new Date(row.withdrawnAt),
        withdrawn_by: row.withdrawnBy,
      };
      await database
        .insertInto('notice')
        .values({
          notice_id: row.noticeId,
          zh: row.zh,
          en: row.en,
          importance: row.importance,
          from_day: row.from,
          until_day: row.until,
          site_ids: row.siteIds === null ? null : JSON.stringify(row.siteIds),
          officer: row.officer,
          written_at: new Date(row.writtenAt),
          ...values,
        })
        .onConflict((conflict) => conflict.column('notice_id').doUpdateSet(values))
        .execute();
    },
    async putNoticeRead({ noticeId, kioskId, readAt }) {
      await database
        .insertInto('notice_read')
        .values({ notice_id: noticeId, kiosk_id: kioskId, read_at: new Date(readAt) })
        .onConflict((conflict) => conflict.columns(['notice_id', 'kiosk_id']).doNothing())
        .execute();
    },
  } satisfies Partial<DistrictWrites>;
}

function noticeOf(row: Selectable<NoticeTables['notice']>): NoticeRow {
  return {
    noticeId: row.notice_id,
    position: Number(row.position),
    zh: row.zh,
    en: row.en,
    importance: row.importance,
    from: row.from_day,
    until: row.until_day,
    siteIds: row.site_ids,
    officer: row.officer,
    writtenAt: row.written_at.getTime(),
    withdrawnAt: row.withdrawn_at?.getTime() ?? null,
    withdrawnBy: row.withdrawn_by,
  };
}
