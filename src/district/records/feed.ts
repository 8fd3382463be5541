import { createHash } from 'node:crypto';
import { plusDays, wallDateOf } from '../../domain/base/wall-time.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { positionCursorOf, positionOfCursor } from '../../protocol/position-cursor.ts';
import { feedCheckOf } from '../../protocol/reply-check.ts';
import type { Cursor } from '../../protocol/wire.ts';
import type { RecordsPage, WireRecord } from '../../protocol/wire-records.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { RecordRow, RecordStepRow, RecordsQuery } from '../storage/record-store.ts';
import type { DistrictReads } from '../storage/store.ts';
import { stepsByRecord } from './record-book.ts';

/** A kiosk that starts again is spared what ended longer ago. */
const ENDED_DAYS_MAX = 60;
/** A kiosk takes a reply of 8 MiB, and gives up a page that takes too long. */
const PAGE_BYTES_MAX = 1024 * 1024;
const RECORDS_PER_READ = 50;
const SCOPE_LENGTH = 8;

/**
 * One page of records in commit order: those of the asker's sites, and of items that its sites have too. Without a
 * cursor, with one of another epoch or one from when the asker's sites had other items, from the beginning.
 * `bad-request` for a cursor that no district has given.
 */
export async function readRecords(
  { store, catalogue, now }: Pick<Services, 'store' | 'catalogue' | 'now'>,
  { siteIds }: { readonly siteIds: readonly string[] },
  { cursor, limit }: { readonly cursor: Cursor | undefined; readonly limit: number },
): Promise<Outcome<Omit<RecordsPage, 'serverTimeMs'>>> {
  const given = cursor === undefined ? undefined : positionOfCursor(cursor);
  if (given === null || given?.shown === null) {
    return refused({ kind: 'bad-request', message: 'no cursor of this district' });
  }
  const elsewhere = elsewhereOf(catalogue.catalogue, siteIds);
  const scope = scopeOf(siteIds, elsewhere);
  return store.read(async (reads) => {
    const { epoch } = await reads.identity();
    // The head is read before the rows. All rows up to it are committed by then, so none of them is missed.
    const { position: head } = await reads.book();
    // A cursor from beyond the head is from a tail that this server has lost.
    const goesOn = given?.epoch === epoch && given.position <= head && given.shown?.scope === scope;
    const [from, begun] = goesOn ? [given.position, given.shown.begun] : [0, head];
    const ended = { before: plusDays(wallDateOf(now()), -ENDED_DAYS_MAX), upTo: begun };
    const rows = await reads.recordsAfter({ after: from, limit: limit + 1, siteIds, elsewhere, ended });
    const records = await wireRecordsOf(reads, rows.slice(0, limit));
    const more = rows.length > records.length;
    const last = rows[records.length - 1]?.position ?? from;
    const position = more ? last : Math.max(last, head);
    const page = {
      epoch,
      records: [...records],
      cursor: positionCursorOf({ epoch, position, shown: { scope, begun } }),
      more,
    };
    return { ok: true, value: { ...page, check: feedCheckOf(cursor ?? null, page) } };
  });
}

/** Items that the asker's sites share with others, by these others. */
function elsewhereOf({ items }: Catalogue, siteIds: readonly string[]): RecordsQuery['elsewhere'] {
  const shared = items
    .filter((item) => item.siteIds.some((siteId) => siteIds.includes(siteId)))
    .flatMap((item) =>
      item.siteIds
        .filter((siteId) => !siteIds.includes(siteId))
        .map((siteId) => ({ siteId, itemId: item.id })),
    );
  return [...Map.groupBy(shared, ({ siteId }) => siteId)]
    .map(([siteId, places]) => ({ siteId, itemIds: places.map(({ itemId }) => itemId).toSorted() }))
    .toSorted((one, other) => (one.siteId < other.siteId ? -1 : 1));
}

/** A digest of what the reader may see. If that changes, the old cursor is void: earlier records were never shown. */
function scopeOf(siteIds: readonly string[], elsewhere: RecordsQuery['elsewhere']): string {
  const seen = JSON.stringify([
    siteIds.toSorted(),
    elsewhere.map(({ siteId, itemIds }) => [siteId, itemIds]),
  ]);
  return createHash('sha256').update(seen).digest('hex').slice(0, SCOPE_LENGTH);
}

/** As many of these as a page takes, in their order; at least one. */
async function wireRecordsOf(
  reads: DistrictReads,
  rows: readonly RecordRow[],
): Promise<readonly WireRecord[]> {
  const records: WireRecord[] = [];
  let bytes = 0;
  for (let from = 0; from < rows.length; from += RECORDS_PER_READ) {
    const some = rows.slice(from, from + RECORDS_PER_READ);
    const steps = await stepsByRecord(
      reads,
      some.map(({ recordId }) => recordId),
    );
    for (const row of some) {
      const record = wireRecordOf(row, steps.get(row.recordId) ?? []);
      bytes += Buffer.byteLength(JSON.stringify(record));
      if (records.length > 0 && bytes > PAGE_BYTES_MAX) return records;
      records.push(record);
    }
  }
  return records;
}

function wireRecordOf(row: RecordRow, steps: readonly RecordStepRow[]): WireRecord {
  const { recordId, kind, siteId, itemId, cardRef } = row;
  return {
    ...{ recordId, kind, siteId, itemId, cardRef },
    steps: steps.map(({ journalId, seq, siteId: deskId, recordedAt, body }) => ({
      ...{ journalId, seq, siteId: deskId, recordedAtMs: recordedAt, body },
    })),
  };
}
