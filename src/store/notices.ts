import type { NoticesPort } from '../app/notices/notices-port.ts';
import type { Database } from './database.ts';
import { feedCursor } from './indexed-rows.ts';
import { faultOf } from './store-fault.ts';

/** Keeps the notices of the office in IndexedDB. What was read here stays read if all notices are pulled again. */
export function noticesIn({ dexie, holdings, notices, noticeReads }: Database): NoticesPort {
  return {
    cursor: () => feedCursor({ holdings }, 'notices'),
    put: (page, { cursor, anew, today }) =>
      faultOf(() =>
        dexie.transaction('rw', [holdings, notices], async () => {
          if (anew) await notices.clear();
          await notices.bulkPut([...page.notices]);
          await notices.bulkDelete([...page.withdrawn]);
          await notices.filter(({ until }) => until < today).delete();
          await holdings.put({ name: 'notices', cursor });
          return null;
        }),
      ),
    unread: () =>
      dexie.transaction('r', [notices, noticeReads], async () => {
        const read = new Set(await noticeReads.toCollection().primaryKeys());
        const all = await notices.toArray();
        return all
          .filter(({ noticeId }) => !read.has(noticeId))
          .sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));
      }),
    markRead: (noticeId) =>
      faultOf(async () => {
        await noticeReads.put({ noticeId, isTold: 0 });
        return null;
      }),
    untold: (limit) => noticeReads.where('isTold').equals(0).limit(limit).primaryKeys(),
    markTold: (noticeIds) =>
      faultOf(async () => {
        await noticeReads.bulkPut(noticeIds.map((noticeId) => ({ noticeId, isTold: 1 as const })));
        return null;
      }),
  };
}
