import type { FeedRecord } from '../../domain/records/present-records.ts';
import { isKnownRecord, stepOfWire, type WireRecord } from '../../protocol/wire-records.ts';
import type { RecordsLine, RecordsPort } from '../record/feed-records.ts';
import { type PagesOutcome, pullPages } from './pull-pages.ts';

/** Half a million records; a district has some thousands a year. */
const PAGES_MAX = 1_000;

interface PullRecordsPorts {
  readonly records: Pick<RecordsPort, 'cursor' | 'put'>;
  readonly district: RecordsLine;
  readonly siteId: () => string | null;
}

/**
 * Brings the records of this kiosk's desks, page by page, with what other desks did to them; a page that is kept need
 * not come again.
 */
export async function pullRecords(ports: PullRecordsPorts, signal: AbortSignal): Promise<PagesOutcome> {
  if (ports.siteId() === null) return { kind: 'none' };
  const { records, district } = ports;
  return pullPages(
    {
      pagesMax: PAGES_MAX,
      cursor: () => records.cursor(),
      ask: (cursor) => district.records(cursor),
      keep: (page, at) => records.put(page.records.flatMap(feedRecordOf), at),
      changesIn: (page) => page.records.length,
    },
    signal,
  );
}

/** None for a kind of record that only a newer release knows. */
function feedRecordOf(record: WireRecord): readonly FeedRecord[] {
  if (!isKnownRecord(record)) return [];
  const { recordId, kind, siteId, cardRef, steps } = record;
  return [{ recordId, kind, siteId, cardRef, steps: steps.map(stepOfWire) }];
}
