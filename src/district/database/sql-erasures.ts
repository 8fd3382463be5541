import { type Selectable, sql } from 'kysely';
import type { ErasureRow } from '../storage/cardholder-store.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { Database } from './database.ts';
import { cardOf } from './sql-roster.ts';
import type { Tables } from './tables.ts';

export function erasureReads(database: Database) {
  return {
    async cardsEndedBefore({ before, after, limit }) {
      const rows = await database
        .selectFrom('card')
        .selectAll()
        .where(sql<boolean>`record->>'validUntil' < ${before}`)
        .where('card_number', '>', after)
        .orderBy('card_number')
        .limit(limit)
        .execute();
      return rows.map(cardOf);
    },
    async erasures(limit) {
      const rows = await database
        .selectFrom('card_erasure')
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('erasure_id')
        .limit(limit)
        .execute();
      return rows.map(erasureOf);
    },
  } satisfies Partial<DistrictReads>;
}

export function erasureWrites(database: Database) {
  return {
    async dropCardChanges(cardNumbers) {
      await database
        .deleteFrom('card_change')
        .where(sql<boolean>`card_number = any(${sql.val([...cardNumbers])}::text[])`)
        .execute();
      await database
        .deleteFrom('guardian_consent')
        .where(sql<boolean>`card_number = any(${sql.val([...cardNumbers])}::text[])`)
        .execute();
    },
    async putErasure({ erasureId, at, officer, endedBefore, cards, holders, kept, sha256 }) {
      await database
        .insertInto('card_erasure')
        .values({
          ...{ erasure_id: erasureId, at: new Date(at), officer, ended_before: endedBefore },
          ...{ cards, holders, sha256 },
          ...{ kept_newer_card: kept.newerCard, kept_open_record: kept.openRecord },
        })
        .execute();
    },
  } satisfies Partial<DistrictWrites>;
}

function erasureOf(row: Selectable<Tables['card_erasure']>): ErasureRow {
  return {
    erasureId: row.erasure_id,
    at: row.at.getTime(),
    officer: row.officer,
    endedBefore: row.ended_before,
    cards: row.cards,
    holders: row.holders,
    kept: { newerCard: row.kept_newer_card, openRecord: row.kept_open_record },
    sha256: row.sha256,
  };
}
