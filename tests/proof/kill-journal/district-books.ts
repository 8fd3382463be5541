import { isDeepStrictEqual } from 'node:util';
import { type Database, openDatabase, type Storage } from '../../../src/district/database/database.ts';
import { rowOf } from '../../../src/district/database/journal-row.ts';
import { sqlStore } from '../../../src/district/database/sql-store.ts';
import { minutesIn } from '../../../src/domain/journal/entry-body.ts';
import type { JournalEntry } from '../../../src/domain/journal/journal-entry.ts';
import { COUNTED_ITEM, usesIn } from './ledger.ts';

const DATE_LENGTH = 'YYYY-MM-DD'.length;

/** Opens the storage of a district that is down and holds it against the one journal; a line for each fault. */
export async function faultsOfStorage(
  storage: Storage,
  entries: readonly JournalEntry[],
): Promise<readonly string[]> {
  const { database, close } = await openDatabase(storage, () => {});
  try {
    return await faultsOfBooks(database, storage.kind, entries);
  } finally {
    await close();
  }
}

/**
 * The district holds exactly the journal: every entry whole, once and unchanged, no other, nothing in quarantine,
 * and it counts the uses that stand.
 */
export async function faultsOfBooks(
  database: Database,
  kind: Storage['kind'],
  entries: readonly JournalEntry[],
): Promise<readonly string[]> {
  return [
    ...(await entryFaults(database, kind, entries)),
    ...(await columnFaults(database, entries)),
    ...(await headFaults(database, entries)),
    ...(await countFaults(database, entries)),
    ...(await forkFaults(database)),
  ];
}

/** As the district itself reads them. */
async function entryFaults(
  database: Database,
  kind: Storage['kind'],
  entries: readonly JournalEntry[],
): Promise<string[]> {
  const journalId = entries[0]?.journalId;
  if (journalId === undefined) return [];
  const held = await sqlStore(database, kind).read((reads) =>
    reads.entriesFrom(journalId, 1, entries.length + 1),
  );
  const differing = entries.find((entry, index) => !isDeepStrictEqual(held[index], entry));
  return [
    ...(held.length === entries.length
      ? []
      : [`the district reads ${held.length} entries, the journal has ${entries.length}`]),
    ...(differing === undefined
      ? []
      : [`entry ${differing.seq} is another at the district, or missing there`]),
  ];
}

/** All rows there are, of any journal, with the columns that reports count and sum. */
async function columnFaults(database: Database, entries: readonly JournalEntry[]): Promise<string[]> {
  const rows = await database.selectFrom('journal_entry').selectAll().orderBy('seq').execute();
  if (rows.length !== entries.length) return [`${rows.length} rows of entries for ${entries.length}`];
  for (const [index, entry] of entries.entries()) {
    const row = rows[index];
    if (row === undefined) continue;
    const { entry: _, ...columns } = rowOf(entry, {
      kioskId: row.received_from,
      receivedAt: row.received_at,
    });
    // The two drivers read a `bigint` as different types.
    const wrong = Object.entries(columns).find(
      ([name, value]) => String(row[name as keyof typeof columns]) !== String(value),
    );
    if (wrong !== undefined) return [`entry ${entry.seq} has a wrong ${wrong[0]}`];
  }
  return [];
}

async function headFaults(database: Database, entries: readonly JournalEntry[]): Promise<string[]> {
  const heads = await database
    .selectFrom('journal')
    .select(['journal_id', 'head_seq', 'head_hash'])
    .execute();
  const held = heads
    .filter(({ head_seq }) => Number(head_seq) > 0)
    .map((head) => `${head.journal_id} ${head.head_seq} ${head.head_hash}`);
  const last = entries.at(-1);
  const wanted = last === undefined ? [] : [`${last.journalId} ${last.seq} ${last.hash}`];
  return isDeepStrictEqual(held, wanted) ? [] : [`the heads are ${held.join()}, not ${wanted.join()}`];
}

async function countFaults(database: Database, entries: readonly JournalEntry[]): Promise<string[]> {
  const rows = await database.selectFrom('counted_use').selectAll().orderBy('seq').execute();
  const held = rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  const wanted = usesIn(entries)
    .filter(({ body, voidedBySeq }) => body.itemId === COUNTED_ITEM && voidedBySeq === null)
    .map(({ entry, body }) => ({
      journal_id: entry.journalId,
      seq: entry.seq,
      card_ref: body.cardRef,
      site_id: entry.siteId,
      item_id: body.itemId,
      person: body.person,
      quantity: body.quantity,
      date: body.start.slice(0, DATE_LENGTH),
      courts: body.courts ?? [],
      takes_place: true,
      given_by: entry.journalId,
      start_minute: minutesIn(body) === null ? null : body.start,
      minutes: minutesIn(body),
    }));
  if (isDeepStrictEqual(held, wanted)) return [];
  const first = wanted.find((use, index) => !isDeepStrictEqual(held[index], use));
  return [
    `the district counts ${held.length} uses where ${wanted.length} stand; first at entry ${first?.seq ?? 'the end'}`,
  ];
}

async function forkFaults(database: Database): Promise<string[]> {
  const rows = await database.selectFrom('quarantine').select('seq').orderBy('seq').execute();
  return rows.length === 0 ? [] : [`${rows.length} entries in quarantine, the first ${rows[0]?.seq}`];
}
