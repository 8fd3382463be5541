import { type Selectable, type SqlBool, sql } from 'kysely';
import type { RecordRow, RecordStepRow, RecordsQuery } from '../storage/record-store.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { EntryRef } from '../storage/store-rows.ts';
import type { Database } from './database.ts';
import type { RecordTables } from './record-tables.ts';
import { entriesAfter } from './sql-journal.ts';

export function recordReads(database: Database) {
  return { ...rowReads(database), ...stepReads(database) };
}

function rowReads(database: Database) {
  return {
    records: (recordIds) =>
      foundInParts(recordIds, async (some) => {
        const rows = await database.selectFrom('record').selectAll().where('record_id', 'in', some).execute();
        return rows.map(recordOf);
      }),
    async recordsAfter(query) {
      const { after, limit, ended } = query;
      const rows = await database
        .selectFrom('record')
        .selectAll()
        .where('position', '>', after)
        .where(concerns(query))
        .where(sql<SqlBool>`(position > ${ended.upTo} or ends_on is null or ends_on >= ${ended.before})`)
        .orderBy('position')
        .limit(limit)
        .execute();
      return rows.map(recordOf);
    },
    recordsOpenedBy: (openers) =>
      foundInParts(openers, async (some) => {
        const rows = await database
          .selectFrom('record')
          .selectAll()
          .where(isOneOf(some, 'opener_journal_id', 'opener_seq'))
          .execute();
        return rows.map(recordOf);
      }),
    async recordPage(after, limit) {
      const rows = await database
        .selectFrom('record')
        .selectAll()
        .where('record_id', '>', after)
        .orderBy('record_id')
        .limit(limit)
        .execute();
      return rows.map(recordOf);
    },
    async mattersNumbered(siteId, number) {
      const rows = await database
        .selectFrom('record')
        .selectAll()
        .where(sql<SqlBool>`site_id = ${siteId} and state->>'number' = ${number}`)
        .orderBy('record_id')
        .execute();
      return rows.map(recordOf);
    },
    async mattersGoingOn(after, limit) {
      const rows = await database
        .selectFrom('record')
        .selectAll()
        .where(sql<SqlBool>`kind in ('matter', 'errand') and ends_on is null and record_id > ${after}`)
        .orderBy('record_id')
        .limit(limit)
        .execute();
      return rows.map(recordOf);
    },
  } satisfies Partial<DistrictReads>;
}

function stepReads(database: Database) {
  return {
    stepsOfRecords: (recordIds, nMax) =>
      foundInParts(recordIds, async (some) => {
        const rows = await database
          .selectFrom('record_step')
          .selectAll()
          .where('record_id', 'in', some)
          .where('n', '<', nMax)
          .orderBy('record_id')
          .orderBy('n')
          .execute();
        return rows.map(stepOf);
      }),
    async lastStepsOf(recordIds) {
      const rows = await foundInParts(recordIds, (some) =>
        database
          .selectFrom('record_step')
          .select((select) => ['record_id', select.fn.max('n').as('last')])
          .where('record_id', 'in', some)
          .groupBy('record_id')
          .execute(),
      );
      return new Map(rows.map((row) => [row.record_id, Number(row.last)]));
    },
    stepsByHash: (hashes) =>
      foundInParts(hashes, async (some) => {
        const rows = await database.selectFrom('record_step').selectAll().where('hash', 'in', some).execute();
        return rows.map(stepOf);
      }),
    stepsByRef: (refs) =>
      foundInParts(refs, async (some) => {
        const rows = await database
          .selectFrom('record_step')
          .selectAll()
          .where(isOneOf(some, 'journal_id', 'seq'))
          .execute();
        return rows.map(stepOf).filter(({ body }) => body.kind !== 'void');
      }),
    async countSteps() {
      const row = await database
        .selectFrom('record_step')
        .select((select) => select.fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
    async entriesBeforeRecords(after, limit) {
      const rows = await entriesAfter(database, after, limit)
        .select('entry')
        .where('is_in_records', '=', false)
        .execute();
      return rows.map((row) => row.entry);
    },
  } satisfies Partial<DistrictReads>;
}

export function recordWrites(database: Database) {
  return {
    putRecords: (all) => inParts(all, (rows) => putRecords(database, rows)),
    putSteps: (all) => inParts(all, (rows) => putSteps(database, rows)),
    markInRecords: (all) =>
      inParts(all, async (refs) => {
        await database
          .updateTable('journal_entry')
          .set({ is_in_records: true })
          .where(isOneOf(refs, 'journal_id', 'seq'))
          .execute();
      }),
  } satisfies Partial<DistrictWrites>;
}

async function putRecords(database: Database, rows: readonly RecordRow[]): Promise<void> {
  await database
    .insertInto('record')
    .values(
      rows.map((row) => ({
        record_id: row.recordId,
        kind: row.kind,
        site_id: row.siteId,
        item_id: row.itemId,
        item_ids: JSON.stringify(row.itemIds),
        card_ref: row.cardRef,
        opener_journal_id: row.opener.journalId,
        opener_seq: row.opener.seq,
        state: JSON.stringify(row.state),
        until: row.until,
        ends_on: row.endsOn,
        due_on: row.dueOn,
        promised_on: row.promisedOn,
        position: row.position,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('record_id').doUpdateSet((update) => ({
        item_id: update.ref('excluded.item_id'),
        item_ids: update.ref('excluded.item_ids'),
        state: update.ref('excluded.state'),
        ends_on: update.ref('excluded.ends_on'),
        due_on: update.ref('excluded.due_on'),
        promised_on: update.ref('excluded.promised_on'),
        position: update.ref('excluded.position'),
      })),
    )
    .execute();
}

async function putSteps(database: Database, rows: readonly RecordStepRow[]): Promise<void> {
  await database
    .insertInto('record_step')
    .values(
      rows.map((row) => ({
        record_id: row.recordId,
        n: row.n,
        journal_id: row.journalId,
        seq: row.seq,
        hash: row.hash,
        site_id: row.siteId,
        recorded_ms: row.recordedAt,
        body: JSON.stringify(row.body),
      })),
    )
    .onConflict((conflict) =>
      conflict.column('hash').doUpdateSet((update) => ({
        n: update.ref('excluded.n'),
        body: update.ref('excluded.body'),
      })),
    )
    .execute();
}

/** PostgreSQL takes 65535 values in one statement, and a fork may be of any length. */
const ROWS_PER_STATEMENT = 1_000;

async function inParts<Row>(
  all: readonly Row[],
  work: (rows: readonly Row[]) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < all.length; from += ROWS_PER_STATEMENT) {
    await work(all.slice(from, from + ROWS_PER_STATEMENT));
  }
}

async function foundInParts<Key, Row>(
  keys: readonly Key[],
  read: (some: readonly Key[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const found: Row[] = [];
  await inParts(keys, async (some) => void found.push(...(await read(some))));
  return found;
}

/** Records of these sites, and records elsewhere of items that these sites offer too. */
function concerns({ siteIds, elsewhere }: RecordsQuery) {
  const own = sql<SqlBool>`site_id in (${sql.join([...siteIds, ''])})`;
  const others = elsewhere.map(
    ({ siteId, itemIds }) =>
      sql<SqlBool>`(site_id = ${siteId} and item_ids ?| array[${sql.join([...itemIds, ''])}]::text[])`,
  );
  return sql<SqlBool>`(${sql.join([own, ...others], sql` or `)})`;
}

function isOneOf(refs: readonly EntryRef[], journalId: string, seq: string) {
  const places = refs.map((ref) => sql`(${ref.journalId}::text, ${ref.seq}::bigint)`);
  return sql<SqlBool>`(${sql.ref(journalId)}, ${sql.ref(seq)}) in (${sql.join(places)})`;
}

export function recordOf(row: Selectable<RecordTables['record']>): RecordRow {
  return {
    recordId: row.record_id,
    kind: row.kind,
    siteId: row.site_id,
    itemId: row.item_id,
    itemIds: row.item_ids,
    cardRef: row.card_ref,
    opener: { journalId: row.opener_journal_id, seq: Number(row.opener_seq) },
    state: row.state,
    until: row.until,
    endsOn: row.ends_on,
    dueOn: row.due_on,
    promisedOn: row.promised_on,
    position: Number(row.position),
  };
}

function stepOf(row: Selectable<RecordTables['record_step']>): RecordStepRow {
  return {
    recordId: row.record_id,
    n: row.n,
    journalId: row.journal_id,
    seq: Number(row.seq),
    hash: row.hash,
    siteId: row.site_id,
    recordedAt: Number(row.recorded_ms),
    body: row.body,
  };
}
