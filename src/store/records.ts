import { dueMarkOf, MAYBE_DUE_MAX } from '../app/record/due-days.ts';
import type { RecordsPort } from '../app/record/feed-records.ts';
import { type FeedSource, lastDayNamed, numberNamed, openerOf } from '../app/record/known-rows.ts';
import { KNOWN_ENTRIES } from '../domain/journal/journal-entry.ts';
import type { FeedRecord } from '../domain/records/present-records.ts';
import { isOpening, RECORD_KINDS } from '../domain/records/record.ts';
import type { Database, RecordRow } from './database.ts';
import { rowsOfDeskFrom, rowsWith } from './indexed-rows.ts';
import { faultOf } from './store-fault.ts';

/** The records of the district's feed in IndexedDB; a wiped profile has none until the district is asked again. */
export function recordsIn(database: Database): RecordsPort {
  const { dexie, holdings, records } = database;
  return {
    ...feedIn(database),
    async cursor() {
      // After an update all records are asked for again: the release before left out what it did not know.
      const row = await holdings.get('records');
      return row?.name === 'records' && row.known === KNOWN_ENTRIES ? row.cursor : null;
    },
    put: (fresh, { cursor, anew }) =>
      faultOf(() =>
        dexie.transaction('rw', [holdings, records], async () => {
          if (anew) await records.clear();
          await records.bulkPut(fresh.map(rowOf));
          await holdings.put({ name: 'records', cursor, known: KNOWN_ENTRIES });
          return null;
        }),
      ),
  };
}

/** The same rows as they are looked up, also within a transaction. */
export function feedIn({ records }: Database): FeedSource {
  return {
    ofCards: (cardRefs) => rowsWith(records, 'cardRef', cardRefs),
    atDesk: (siteId, date) => rowsOfDeskFrom(records, siteId, date),
    async by({ recordIds, openers }) {
      const [named, opened] = await Promise.all([
        rowsWith(records, 'recordId', recordIds),
        rowsWith(records, 'opener', openers),
      ]);
      return [...named, ...opened];
    },
    numbered: (number) => rowsWith(records, 'number', [number]),
    numbersBetween: async (first, last) =>
      (await records.where('number').between(first, last, true, true).toArray()).flatMap(
        ({ number }) => number ?? [],
      ),
    async maybeDue(siteId, days) {
      const found = await Promise.all(
        RECORD_KINDS.map((kind) => {
          const { from, until } = days[kind];
          const ofKind = records
            .where('[siteId+kind+due]')
            .between([siteId, kind, from], [siteId, kind, until], true, true);
          return (kind === 'pass' || kind === 'agreement' ? ofKind : ofKind.reverse())
            .limit(MAYBE_DUE_MAX)
            .toArray();
        }),
      );
      return found.flat();
    },
  };
}

function rowOf({ recordId, kind, siteId, cardRef, steps }: FeedRecord): RecordRow {
  const date = lastDayNamed(steps);
  const number = numberNamed(steps);
  const opening = steps.find(isOpening);
  const due = dueMarkOf({ recordId, kind, steps, until: null });
  return {
    ...{ recordId, kind, siteId, cardRef, steps },
    ...(date === null ? {} : { date }),
    ...(number === null ? {} : { number }),
    ...(opening === undefined ? {} : { opener: openerOf(opening) }),
    ...(due === null ? {} : { due }),
  };
}
