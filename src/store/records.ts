import type { RecordsPort } from '../app/record/feed-records.ts';
import { type FeedSource, lastDayNamed, openerOf } from '../app/record/known-rows.ts';
import type { WallDate } from '../domain/base/wall-time.ts';
import type { FeedRecord } from '../domain/records/present-records.ts';
import { isOpening } from '../domain/records/record.ts';
import type { Database, RecordRow } from './database.ts';
import { faultOf } from './store-fault.ts';

/** Compares after every day. */
export const LAST_DAY: WallDate = '9999-12-31';

/** The records of the district's feed in IndexedDB; a wiped profile has none until the district is asked again. */
export function recordsIn(database: Database): RecordsPort {
  const { dexie, holdings, records } = database;
  return {
    ...feedIn(database),
    async cursor() {
      const row = await holdings.get('records');
      return row?.name === 'records' ? row.cursor : null;
    },
    put: (fresh, { cursor, anew }) =>
      faultOf(() =>
        dexie.transaction('rw', [holdings, records], async () => {
          if (anew) await records.clear();
          await records.bulkPut(fresh.map(rowOf));
          await holdings.put({ name: 'records', cursor });
          return null;
        }),
      ),
  };
}

/** The same rows as they are looked up, also within a transaction. */
export function feedIn({ records }: Database): FeedSource {
  return {
    ofCards: (cardRefs) =>
      records
        .where('cardRef')
        .anyOf([...cardRefs])
        .toArray(),
    atDesk: (siteId, date) =>
      records.where('[siteId+date]').between([siteId, date], [siteId, LAST_DAY], true, true).toArray(),
    async by({ recordIds, openers }) {
      const [named, opened] = await Promise.all([
        records
          .where('recordId')
          .anyOf([...recordIds])
          .toArray(),
        records
          .where('opener')
          .anyOf([...openers])
          .toArray(),
      ]);
      return [...named, ...opened];
    },
  };
}

function rowOf({ recordId, kind, siteId, cardRef, steps }: FeedRecord): RecordRow {
  const date = lastDayNamed(steps);
  const opening = steps.find(isOpening);
  return {
    ...{ recordId, kind, siteId, cardRef, steps },
    ...(date === null ? {} : { date }),
    ...(opening === undefined ? {} : { opener: openerOf(opening) }),
  };
}
