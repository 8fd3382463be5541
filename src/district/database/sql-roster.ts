import { type Selectable, sql } from 'kysely';
import type { RosterRecord } from '../../domain/card/roster-record.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { CardRow } from '../storage/store-rows.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Keeps the count of parameters of one statement far below PostgreSQL's 65,535. */
const ROWS_PER_STATEMENT_MAX = 1_000;

export function rosterReads(database: Database) {
  return {
    rosterHead: () => readHead(database, false),
    async cardsAfter({ position, begun, limit }) {
      const rows = await database
        .selectFrom('card')
        .selectAll()
        .where('position', '>', position)
        .where((where) => where.or([where('record', 'is not', null), where('position', '>', begun)]))
        .orderBy('position')
        .limit(limit)
        .execute();
      return rows.map(cardOf);
    },
    async cardsByNumber(cardNumbers) {
      const cards: CardRow[] = [];
      for (const part of partsOf(cardNumbers)) {
        const rows = await database.selectFrom('card').selectAll().where('card_number', 'in', part).execute();
        cards.push(...rows.map(cardOf));
      }
      return cards;
    },
    async recordsByRef(cardRefs) {
      const records = new Map<string, RosterRecord>();
      for (const part of partsOf(cardRefs)) {
        const rows = await database
          .selectFrom('card')
          .select(['card_ref', 'record'])
          .where('card_ref', 'in', part)
          .execute();
        for (const row of rows) if (row.record !== null) records.set(row.card_ref, row.record);
      }
      return records;
    },
    async numbersByRef(cardRefs) {
      const numbers = new Map<string, string>();
      for (const part of partsOf(cardRefs)) {
        const rows = await database
          .selectFrom('card')
          .select(['card_ref', 'card_number'])
          .where('card_ref', 'in', part)
          .execute();
        for (const row of rows) numbers.set(row.card_ref, row.card_number);
      }
      return numbers;
    },
    async countCards() {
      const row = await database
        .selectFrom('card')
        .select((select) => select.fn.countAll().as('cards'))
        .where('record', 'is not', null)
        .executeTakeFirstOrThrow();
      return Number(row.cards);
    },
  } satisfies Partial<DistrictReads>;
}

export function rosterWrites(database: Database) {
  return {
    lockRosterHeadRow: () => readHead(database, true),
    async saveRosterHead(position) {
      await database.updateTable('roster_head').set({ position }).execute();
    },
    async putCards(rows) {
      for (const part of partsOf(rows)) {
        const json = JSON.stringify(part.map(columnsOf));
        // One parameter: a statement with a thousand times five of them takes long to be written and read.
        await sql`
          insert into card (card_number, card_ref, position, record, tier)
          select card_number, card_ref, position, record, tier
          from json_to_recordset(${json}::json)
            as given (card_number text, card_ref text, position bigint, record jsonb, tier text)
          on conflict (card_number) do update
            set record = excluded.record, position = excluded.position, tier = excluded.tier`.execute(
          database,
        );
      }
    },
    async removeCard(cardNumber, position) {
      const removed = await database
        .updateTable('card')
        .set({ record: null, tier: null, position })
        .where('card_number', '=', cardNumber)
        .where('record', 'is not', null)
        .executeTakeFirst();
      return removed.numUpdatedRows === 1n;
    },
  } satisfies Partial<DistrictWrites>;
}

async function readHead(database: Database, isRowLocked: boolean): Promise<number> {
  const query = database.selectFrom('roster_head').select('position');
  const row = await (isRowLocked ? query.forUpdate() : query).executeTakeFirstOrThrow();
  return Number(row.position);
}

export function cardOf(row: Selectable<Tables['card']>): CardRow {
  return {
    cardNumber: row.card_number,
    cardRef: row.card_ref,
    position: Number(row.position),
    record: row.record,
    tier: row.tier,
  };
}

function columnsOf(row: CardRow) {
  return {
    card_number: row.cardNumber,
    card_ref: row.cardRef,
    position: row.position,
    record: row.record,
    tier: row.tier,
  };
}

function partsOf<T>(rows: readonly T[]): readonly (readonly T[])[] {
  const parts = Math.ceil(rows.length / ROWS_PER_STATEMENT_MAX);
  return Array.from({ length: parts }, (_, part) =>
    rows.slice(part * ROWS_PER_STATEMENT_MAX, (part + 1) * ROWS_PER_STATEMENT_MAX),
  );
}
