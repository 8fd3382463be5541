import { type Selectable, type SqlBool, sql } from 'kysely';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type {
  CourtDay,
  DiscrepancyRow,
  LeaseRow,
  PublicStretchRow,
  RightRow,
} from '../storage/store-rows.ts';
import type { Database } from './database.ts';
import type { LedgerTables } from './ledger-tables.ts';

/** Leases, rights and discrepancies. */
export function ledgerReads(database: Database) {
  return {
    book: () => readBook(database, false),
    async leasesOfSite(siteId, fromDate) {
      const rows = await database
        .selectFrom('lease')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('date', '>=', fromDate)
        .execute();
      return rows.map(leaseOf);
    },
    async leasesOfJournal(journalId, fromDate) {
      const rows = await database
        .selectFrom('lease')
        .selectAll()
        .where('holder', '=', journalId)
        .where('date', '>=', fromDate)
        .execute();
      return rows.map(leaseOf);
    },
    async sharersOf(siteId) {
      const rows = await database.selectFrom('sharer').selectAll().where('site_id', '=', siteId).execute();
      return rows.map((row) => ({
        journalId: row.journal_id,
        siteId: row.site_id,
        askedAt: row.asked_at.getTime(),
        epoch: row.epoch,
        isByStretch: row.by_stretch,
      }));
    },
    ...publicReads(database),
    ...rightReads(database),
    ...discrepancyReads(database),
  } satisfies Partial<DistrictReads>;
}

export function ledgerWrites(database: Database) {
  return {
    lockBookRow: () => readBook(database, true),
    async saveBook({ serial, position }) {
      await database.updateTable('book').set({ serial, position }).execute();
    },
    putLeases: (days, rows) => putLeases(database, days, rows),
    putPublicStretches: (rows) => putPublicStretches(database, rows),
    async putSharer(row) {
      const values = { asked_at: new Date(row.askedAt), epoch: row.epoch, by_stretch: row.isByStretch };
      await database
        .insertInto('sharer')
        .values({ journal_id: row.journalId, site_id: row.siteId, ...values })
        .onConflict((conflict) => conflict.columns(['journal_id', 'site_id']).doUpdateSet(values))
        .execute();
    },
    async dropSharers({ journalId, keepSiteId }) {
      await database
        .deleteFrom('sharer')
        .where('journal_id', '=', journalId)
        .where('site_id', '!=', keepSiteId)
        .execute();
    },
    putRights: (rows) => putRights(database, rows),
    putDiscrepancy: (row) => putDiscrepancy(database, row),
    async addDiscrepancyWord({ discrepancyId, at, officer, how, note, asked }) {
      // A transaction that writes one holds the lock of the book.
      const { count } = await database
        .selectFrom('discrepancy_word')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .where('case_id', '=', discrepancyId)
        .executeTakeFirstOrThrow();
      const number = Number(count) + 1;
      await database
        .insertInto('discrepancy_word')
        .values({ case_id: discrepancyId, number, at: new Date(at), officer, how, note, asked })
        .execute();
    },
  } satisfies Partial<DistrictWrites>;
}

async function readBook(database: Database, isRowLocked: boolean) {
  const query = database.selectFrom('book').select(['serial', 'position']);
  const row = await (isRowLocked ? query.forUpdate() : query).executeTakeFirstOrThrow();
  return { serial: Number(row.serial), position: Number(row.position) };
}

async function putLeases(
  database: Database,
  days: readonly CourtDay[],
  rows: readonly LeaseRow[],
): Promise<void> {
  if (days.length === 0) return;
  await database
    .deleteFrom('lease')
    .where((where) =>
      where.or(
        days.map((day) =>
          where.and({
            site_id: day.siteId,
            resource_id: day.resourceId,
            date: day.date,
            court: day.court,
          }),
        ),
      ),
    )
    .execute();
  if (rows.length === 0) return;
  await database
    .insertInto('lease')
    .values(
      rows.map((row) => ({
        site_id: row.siteId,
        resource_id: row.resourceId,
        date: row.date,
        court: row.court,
        from_minute: row.from,
        to_minute: row.to,
        holder: row.holder,
        serial: row.serial,
        wanted_by: row.wantedBy,
        claimed: row.claimed,
      })),
    )
    .execute();
}

function publicReads(database: Database) {
  return {
    async publicStretchesOf(siteId, fromDate) {
      const rows = await database
        .selectFrom('public_stretch')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('date', '>=', fromDate)
        .orderBy('taken_id')
        .execute();
      return rows.map(publicStretchOf);
    },
    async publicStretch(takenId) {
      const row = await database
        .selectFrom('public_stretch')
        .selectAll()
        .where('taken_id', '=', takenId)
        .executeTakeFirst();
      return row === undefined ? null : publicStretchOf(row);
    },
  } satisfies Partial<DistrictReads>;
}

async function putPublicStretches(database: Database, rows: readonly PublicStretchRow[]): Promise<void> {
  if (rows.length === 0) return;
  await database
    .insertInto('public_stretch')
    .values(
      rows.map((row) => ({
        taken_id: row.takenId,
        site_id: row.siteId,
        resource_id: row.resourceId,
        date: row.date,
        courts: JSON.stringify(row.courts),
        from_minute: row.from,
        to_minute: row.to,
        used_for: row.use,
        is_freed: row.isFreed,
        journal_id: row.entry.journalId,
        seq: row.entry.seq,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('taken_id').doUpdateSet((update) => ({ is_freed: update.ref('excluded.is_freed') })),
    )
    .execute();
}

function publicStretchOf(row: Selectable<LedgerTables['public_stretch']>): PublicStretchRow {
  return {
    takenId: row.taken_id,
    siteId: row.site_id,
    resourceId: row.resource_id,
    date: row.date,
    courts: row.courts,
    from: row.from_minute,
    to: row.to_minute,
    use: row.used_for,
    isFreed: row.is_freed,
    entry: { journalId: row.journal_id, seq: Number(row.seq) },
  };
}

function rightReads(database: Database) {
  return {
    async rights(keys) {
      if (keys.length === 0) return [];
      const rows = await database
        .selectFrom('card_right')
        .selectAll()
        .where((where) =>
          where.or(
            keys.map((key) => where.and({ card_ref: key.cardRef, item_id: key.itemId, year: key.year })),
          ),
        )
        .execute();
      return rows.map(rightOf);
    },
    async rightsOfCards(cardRefs) {
      if (cardRefs.length === 0) return [];
      const rows = await database
        .selectFrom('card_right')
        .selectAll()
        .where('card_ref', 'in', cardRefs)
        .orderBy('position')
        .execute();
      return rows.map(rightOf);
    },
    async rightsAfter(position, limit) {
      const rows = await database
        .selectFrom('card_right')
        .selectAll()
        .where('position', '>', position)
        .orderBy('position')
        .limit(limit)
        .execute();
      return rows.map(rightOf);
    },
  } satisfies Partial<DistrictReads>;
}

async function putRights(database: Database, rows: readonly RightRow[]): Promise<void> {
  if (rows.length === 0) return;
  await database
    .insertInto('card_right')
    .values(
      rows.map((row) => ({
        card_ref: row.cardRef,
        item_id: row.itemId,
        year: row.year,
        site_id: row.siteId,
        used_journal_id: row.usedBy?.journalId ?? null,
        used_seq: row.usedBy?.seq ?? null,
        position: row.position,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['card_ref', 'item_id', 'year']).doUpdateSet((update) => ({
        site_id: update.ref('excluded.site_id'),
        used_journal_id: update.ref('excluded.used_journal_id'),
        used_seq: update.ref('excluded.used_seq'),
        position: update.ref('excluded.position'),
      })),
    )
    .execute();
}

function discrepancyReads(database: Database) {
  return {
    async discrepancyByKey(key) {
      const row = await database
        .selectFrom('office_case')
        .selectAll()
        .where('case_key', '=', key)
        .executeTakeFirst();
      return row === undefined ? null : discrepancyOf(row);
    },
    async discrepancyById(discrepancyId) {
      const row = await database
        .selectFrom('office_case')
        .selectAll()
        .where('case_id', '=', discrepancyId)
        .executeTakeFirst();
      return row === undefined ? null : discrepancyOf(row);
    },
    async discrepancies({ open, limit, kind, siteIds = null }) {
      const all = database
        .selectFrom('office_case')
        .selectAll()
        .where('closed_at', open ? 'is' : 'is not', null);
      const rows = await (kind === undefined ? all : all.where('kind', '=', kind))
        .$if(siteIds !== null, (query) => query.where(isOfSites(siteIds ?? [])))
        .orderBy('changed_at', 'desc')
        .orderBy('case_id')
        .limit(limit)
        .execute();
      return rows.map(discrepancyOf);
    },
    async discrepancyWords(discrepancyIds) {
      if (discrepancyIds.length === 0) return [];
      const rows = await database
        .selectFrom('discrepancy_word')
        .selectAll()
        .where('case_id', 'in', discrepancyIds)
        .orderBy('case_id')
        .orderBy('number')
        .execute();
      return rows.map(({ case_id, at, officer, how, note, asked }) => ({
        ...{ discrepancyId: case_id, at: at.getTime(), officer, how, note, asked },
      }));
    },
  } satisfies Partial<DistrictReads>;
}

function isOfSites(siteIds: readonly string[]) {
  return siteIds.length === 0
    ? sql<SqlBool>`false`
    : sql<SqlBool>`subject->>'siteId' in (${sql.join(siteIds)})`;
}

async function putDiscrepancy(database: Database, row: DiscrepancyRow): Promise<void> {
  const values = {
    kind: row.kind,
    changed_at: new Date(row.changedAt),
    subject: JSON.stringify(row.subject),
    entries: JSON.stringify(row.entries),
    closed_at: row.closedAt === null ? null : new Date(row.closedAt),
    closed_note: row.closedNote,
  };
  await database
    .insertInto('office_case')
    .values({ case_id: row.discrepancyId, case_key: row.key, opened_at: new Date(row.openedAt), ...values })
    .onConflict((conflict) => conflict.column('case_key').doUpdateSet(values))
    .execute();
}

function leaseOf(row: Selectable<LedgerTables['lease']>): LeaseRow {
  return {
    siteId: row.site_id,
    resourceId: row.resource_id,
    date: row.date,
    court: row.court,
    from: row.from_minute,
    to: row.to_minute,
    holder: row.holder,
    serial: Number(row.serial),
    wantedBy: row.wanted_by,
    claimed: row.claimed,
  };
}

function rightOf(row: Selectable<LedgerTables['card_right']>): RightRow {
  return {
    cardRef: row.card_ref,
    itemId: row.item_id,
    year: row.year,
    siteId: row.site_id,
    usedBy:
      row.used_journal_id === null ? null : { journalId: row.used_journal_id, seq: Number(row.used_seq) },
    position: Number(row.position),
  };
}

function discrepancyOf(row: Selectable<LedgerTables['office_case']>): DiscrepancyRow {
  return {
    discrepancyId: row.case_id,
    key: row.case_key,
    kind: row.kind,
    openedAt: row.opened_at.getTime(),
    changedAt: row.changed_at.getTime(),
    subject: row.subject,
    entries: row.entries,
    closedAt: row.closed_at?.getTime() ?? null,
    closedNote: row.closed_note,
  };
}
