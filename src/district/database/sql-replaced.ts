import { type Selectable, sql } from 'kysely';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { ReplacementRow } from '../storage/store-rows.ts';
import type { CardholderTables } from './cardholder-tables.ts';
import type { Database } from './database.ts';

/** Which cards took the place of which. */
export function replacedReads(database: Database) {
  return {
    async replacementsOf(cardRefs) {
      if (cardRefs.length === 0) return [];
      const names = sql`array[${sql.join(cardRefs)}]::text[]`;
      const { rows } = await sql<Selectable<CardholderTables['card_replacement']>>`
        select * from card_replacement
        where card_ref = any(${names}) or replaces ?| ${names}
        order by position`.execute(database);
      return rows.map(replacementOf);
    },
    async replacementsAfter(position, limit) {
      const rows = await database
        .selectFrom('card_replacement')
        .selectAll()
        .where('position', '>', position)
        .orderBy('position')
        .limit(limit)
        .execute();
      return rows.map(replacementOf);
    },
  } satisfies Partial<DistrictReads>;
}

export function replacedWrites(database: Database) {
  return {
    async putReplacement({ cardRef, replaces, position }) {
      const values = { replaces: JSON.stringify(replaces), position };
      await database
        .insertInto('card_replacement')
        .values({ card_ref: cardRef, ...values })
        .onConflict((conflict) => conflict.column('card_ref').doUpdateSet(values))
        .execute();
    },
  } satisfies Partial<DistrictWrites>;
}

function replacementOf(row: Selectable<CardholderTables['card_replacement']>): ReplacementRow {
  return { cardRef: row.card_ref, replaces: row.replaces, position: Number(row.position) };
}
