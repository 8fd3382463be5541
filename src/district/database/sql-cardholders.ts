import { type Selectable, sql } from 'kysely';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { CardChangeRow, CardImportRow } from '../storage/store-rows.ts';
import type { Database } from './database.ts';
import { cardUseReads } from './sql-card-uses.ts';
import { cardOf } from './sql-roster.ts';
import type { Tables } from './tables.ts';

/** How many rows one statement brings, as one text of JSON. */
const ROWS_PER_STATEMENT_MAX = 2_000;

export function cardholderReads(database: Database) {
  return {
    ...cardUseReads(database),
    ...cardChangeReads(database),
    ...cardImportReads(database),
    async findCards({ text, after, limit }) {
      const like = `%${text.replace(/[\\%_]/g, (found) => `\\${found}`)}%`;
      let query = database.selectFrom('card').selectAll().where('record', 'is not', null);
      if (after !== '') query = query.where('card_number', '>', after);
      if (text !== '') {
        query = query.where((where) =>
          where.or([where('card_number', 'like', like), where(sql<string>`record->>'name'`, 'like', like)]),
        );
      }
      const rows = await query.orderBy('card_number').limit(limit).execute();
      return rows.map(cardOf);
    },
    async lastNumberOf({ prefix, length }) {
      const row = await database
        .selectFrom('card')
        .select((select) => select.fn.max('card_number').as('last'))
        .where('card_number', '~', `^${prefix}[0-9]{${length - prefix.length - 1}}.$`)
        .executeTakeFirstOrThrow();
      return row.last;
    },
    async consentsOf(cardNumbers) {
      const rows = await database
        .selectFrom('guardian_consent')
        .selectAll()
        .where(sql<boolean>`card_number = any(${sql.val([...cardNumbers])}::text[])`)
        .execute();
      return rows.map(({ card_number: cardNumber, place, at, officer, seen_on: seenOn, children }) => ({
        ...{ cardNumber, place, officer, seenOn, children },
        at: at.getTime(),
      }));
    },
  } satisfies Partial<DistrictReads>;
}

function cardChangeReads(database: Database) {
  return {
    async changesOfCard(cardNumber, limit) {
      const rows = await database
        .selectFrom('card_change')
        .selectAll()
        .where('card_number', '=', cardNumber)
        .orderBy('position', 'desc')
        .limit(limit)
        .execute();
      return rows.map(changeOf);
    },
    async changesOfCardsAfter(cardNumbers, after) {
      const rows = await database
        .selectFrom('card_change')
        .selectAll()
        .where(sql<boolean>`card_number = any(${sql.val([...cardNumbers])}::text[])`)
        .where('position', '>', after)
        .orderBy('position')
        .execute();
      return rows.map(changeOf);
    },
    async changesOfImport(importId, after, limit) {
      const rows = await database
        .selectFrom('card_change')
        .selectAll()
        .where('import_id', '=', importId)
        .where('position', '>', after)
        .orderBy('position')
        .limit(limit)
        .execute();
      return rows.map(changeOf);
    },
  } satisfies Partial<DistrictReads>;
}

function cardImportReads(database: Database) {
  return {
    async cardImport(importId) {
      const row = await database
        .selectFrom('card_import')
        .selectAll()
        .where('import_id', '=', importId)
        .executeTakeFirst();
      return row === undefined ? null : importOf(row);
    },
    async cardImports(limit) {
      const rows = await database
        .selectFrom('card_import')
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('import_id')
        .limit(limit)
        .execute();
      return rows.map(importOf);
    },
  } satisfies Partial<DistrictReads>;
}

export function cardholderWrites(database: Database) {
  return {
    async putCardChanges(rows) {
      for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT_MAX) {
        const json = JSON.stringify(rows.slice(from, from + ROWS_PER_STATEMENT_MAX).map(columnsOf));
        await sql`
          insert into card_change (position, card_number, at, officer, import_id, file_row, other_card, before, after,
            reason)
          select position, card_number, at, officer, import_id, file_row, other_card, before, after, reason
          from json_to_recordset(${json}::json) as given (position bigint, card_number text, at timestamptz,
            officer text, import_id text, file_row integer, other_card text, before jsonb, after jsonb, reason jsonb)`.execute(
          database,
        );
      }
    },
    async putConsent({ cardNumber, place, at, officer, seenOn, children }) {
      await database
        .insertInto('guardian_consent')
        .values({ card_number: cardNumber, place, at: new Date(at), officer, seen_on: seenOn, children })
        .execute();
    },
    async putCardImport(row) {
      await database
        .insertInto('card_import')
        .values({
          import_id: row.importId,
          at: new Date(row.at),
          officer: row.officer,
          file_name: row.fileName,
          added: row.added,
          changed: row.changed,
          same: row.same,
          undone_at: row.undoneAt === null ? null : new Date(row.undoneAt),
          undone_by: row.undoneBy,
        })
        .onConflict((conflict) =>
          conflict.column('import_id').doUpdateSet((update) => ({
            added: update.ref('excluded.added'),
            changed: update.ref('excluded.changed'),
            same: update.ref('excluded.same'),
          })),
        )
        .execute();
    },
    async markImportUndone(importId, at, officer) {
      await database
        .updateTable('card_import')
        .set({ undone_at: new Date(at), undone_by: officer })
        .where('import_id', '=', importId)
        .execute();
    },
  } satisfies Partial<DistrictWrites>;
}

function columnsOf(row: CardChangeRow) {
  return {
    position: row.position,
    card_number: row.cardNumber,
    at: new Date(row.at).toISOString(),
    officer: row.officer,
    import_id: row.importId,
    file_row: row.fileRow,
    other_card: row.otherCard,
    before: row.before,
    after: row.after,
    reason: row.reason,
  };
}

function changeOf(row: Selectable<Tables['card_change']>): CardChangeRow {
  return {
    position: Number(row.position),
    cardNumber: row.card_number,
    at: row.at.getTime(),
    officer: row.officer,
    importId: row.import_id,
    fileRow: row.file_row,
    otherCard: row.other_card,
    before: row.before,
    after: row.after,
    reason: row.reason,
  };
}

function importOf(row: Selectable<Tables['card_import']>): CardImportRow {
  return {
    importId: row.import_id,
    at: row.at.getTime(),
    officer: row.officer,
    fileName: row.file_name,
    added: row.added,
    changed: row.changed,
    same: row.same,
    undoneAt: row.undone_at?.getTime() ?? null,
    undoneBy: row.undone_by,
  };
}
