import type { FeedRecord } from '../../domain/records/present-records.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import { comesBefore } from '../../protocol/position-cursor.ts';
import { isKnownRecord, stepOfWire, type WireRecord } from '../../protocol/wire-records.ts';
import type { StoreFault } from '../ports.ts';
import type { RecordsLine, RecordsPort } from '../record/feed-records.ts';

/** Half a million records; a district has some thousands a year. */
const PAGES_MAX = 1_000;

interface PullRecordsPorts {
  readonly records: Pick<RecordsPort, 'cursor' | 'put'>;
  readonly district: RecordsLine;
  readonly siteId: () => string | null;
}

/** `none`: no desk was chosen yet, or the district is of a release that has no records. */
export type RecordsOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'pulled'; readonly changes: number }
  | { readonly kind: 'fault'; readonly fault: LineFault }
  | { readonly kind: 'store-fault'; readonly fault: StoreFault };

/**
 * Brings the records of this kiosk's desks, page by page, with what other desks did to them; a page that is kept need
 * not come again.
 */
export async function pullRecords(ports: PullRecordsPorts, signal: AbortSignal): Promise<RecordsOutcome> {
  if (ports.siteId() === null) return { kind: 'none' };
  let cursor = await ports.records.cursor();
  let changes = 0;
  for (let pages = 0; pages < PAGES_MAX && !signal.aborted; pages += 1) {
    const page = await ports.district.records(cursor);
    if (!page.ok) return { kind: 'fault', fault: page.fault };
    if (page.value === null) return { kind: 'none' };
    const { records, more } = page.value;
    if (cursor !== null && comesBefore(page.value.cursor, cursor)) {
      // A district that has lost its tail, or an old answer played again: either way what is kept begins anew.
      cursor = null;
      continue;
    }
    // The cursor begins with the epoch: a district that was restored begins anew, and so does what is kept.
    const anew = cursor === null || !cursor.startsWith(page.value.epoch);
    const rows = records.flatMap(feedRecordOf);
    const fault = await ports.records.put(rows, { cursor: page.value.cursor, anew });
    if (fault !== null) return { kind: 'store-fault', fault };
    changes += records.length;
    cursor = page.value.cursor;
    if (!more) break;
  }
  return { kind: 'pulled', changes };
}

/** None for a kind of record that only a newer release knows. */
function feedRecordOf(record: WireRecord): readonly FeedRecord[] {
  if (!isKnownRecord(record)) return [];
  const { recordId, kind, siteId, cardRef, steps } = record;
  return [{ recordId, kind, siteId, cardRef, steps: steps.map(stepOfWire) }];
}
