import type { WallDate } from '../../domain/base/wall-time.ts';
import type { FeedRecord } from '../../domain/records/present-records.ts';
import { isOpening } from '../../domain/records/record.ts';
import type { Cursor } from '../../protocol/wire.ts';
import { dueMarkOf, isWithin } from './due-days.ts';
import type { RecordsPort } from './feed-records.ts';
import { lastDayNamed, numberNamed, openerOf } from './known-rows.ts';

/** The feed in the memory of this process. */
export function memoryRecords(): RecordsPort & { clear(): void; image(): MemoryRecordsImage } {
  return memoryRecordsFrom({ rows: [], cursor: null });
}

export interface MemoryRecordsImage {
  readonly rows: readonly FeedRecord[];
  readonly cursor: Cursor | null;
}

export function memoryRecordsFrom(
  from: MemoryRecordsImage,
): RecordsPort & { clear(): void; image(): MemoryRecordsImage } {
  const rows = new Map(from.rows.map((row) => [row.recordId, row]));
  let { cursor } = from;
  const where = async (isMeant: (row: FeedRecord) => boolean) => [...rows.values()].filter(isMeant);
  return {
    cursor: async () => cursor,
    async put(records, mark) {
      if (mark.anew) rows.clear();
      for (const row of records) rows.set(row.recordId, row);
      cursor = mark.cursor;
      return null;
    },
    ofCards: (cardRefs) => where((row) => cardRefs.includes(row.cardRef)),
    atDesk: (siteId, date) => where((row) => row.siteId === siteId && isFrom(lastDayNamed(row.steps), date)),
    by: ({ recordIds, openers }) =>
      where((row) => recordIds.includes(row.recordId) || openers.includes(openerOfRecord(row) ?? '')),
    numbered: (number) => where((row) => numberNamed(row.steps) === number),
    numbersBetween: async (first, last) =>
      [...rows.values()].flatMap(({ steps }) => {
        const number = numberNamed(steps);
        return number !== null && number >= first && number <= last ? [number] : [];
      }),
    maybeDue: (siteId, days) =>
      where((row) => {
        const mark = row.siteId === siteId ? dueMarkOf({ ...row, until: null }) : null;
        return mark !== null && isWithin(mark, days[row.kind]);
      }),
    clear() {
      rows.clear();
      cursor = null;
    },
    image: () => ({ rows: [...rows.values()], cursor }),
  };
}

function isFrom(day: WallDate | null, date: WallDate): boolean {
  return day !== null && day >= date;
}

/** Null before its opening has come. */
function openerOfRecord({ steps }: FeedRecord): string | null {
  const opening = steps.find(isOpening);
  return opening === undefined ? null : openerOf(opening);
}
