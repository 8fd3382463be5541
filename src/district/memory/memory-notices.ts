import type { NoticeReads, NoticeWrites } from '../storage/notice-store.ts';
import type { MemoryTables } from './memory-state.ts';

export function memoryNoticeReads(tables: MemoryTables): NoticeReads {
  const all = () => [...tables.notices.values()];
  return {
    noticeById: async (noticeId) => tables.notices.get(noticeId) ?? null,
    newestNotices: async (limit) =>
      all()
        .sort((one, other) => other.writtenAt - one.writtenAt || (one.noticeId < other.noticeId ? -1 : 1))
        .slice(0, limit),
    noticesAfter: async (position, limit) =>
      all()
        .filter((row) => row.position > position)
        .sort((one, other) => one.position - other.position)
        .slice(0, limit),
    noticeReadsOf: async (noticeIds) =>
      [...tables.noticeReads.values()]
        .filter((row) => noticeIds.includes(row.noticeId))
        .sort((one, other) => one.readAt - other.readAt),
  };
}

export function memoryNoticeWrites(tables: MemoryTables, assertCurrent: () => void): NoticeWrites {
  return {
    async putNotice(row) {
      assertCurrent();
      const { position, withdrawnAt, withdrawnBy } = row;
      const before = tables.notices.get(row.noticeId) ?? row;
      tables.notices.put(row.noticeId, { ...before, position, withdrawnAt, withdrawnBy });
    },
    async putNoticeRead(row) {
      assertCurrent();
      const key = `${row.noticeId}/${row.kioskId}`;
      if (tables.noticeReads.get(key) === undefined) tables.noticeReads.put(key, row);
    },
  };
}
