import type { DistrictReads } from '../storage/store.ts';
import type { Database } from './database.ts';

/** Uses of cards as the journals have them. */
export function cardUseReads(database: Database) {
  return {
    async usesOfCard(cardRef, limit) {
      const rows = await database
        .selectFrom('journal_entry')
        .select([
          'journal_id',
          'seq',
          'site_id',
          'item_id',
          'person',
          'quantity',
          'start_minute',
          'total_fen',
        ])
        .where('card_ref', '=', cardRef)
        .where('kind', '=', 'use')
        .orderBy('start_minute', 'desc')
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute();
      if (rows.length === 0) return [];
      const journalIds = [...new Set(rows.map((row) => row.journal_id))];
      const seqs = rows.map((row) => Number(row.seq));
      const voids = await database
        .selectFrom('journal_entry')
        .select(['journal_id', 'voids_seq as seq'])
        .where('kind', '=', 'void')
        .where('journal_id', 'in', journalIds)
        .where('voids_seq', 'in', seqs)
        .execute();
      const aside = await database
        .selectFrom('quarantine')
        .select(['journal_id', 'seq'])
        .where('reason', '=', 'revoked')
        .where((where) => where.or([where('outcome', 'is', null), where('outcome', '=', 'dismissed')]))
        .where('journal_id', 'in', journalIds)
        .where('seq', 'in', seqs)
        .execute();
      const takenBack = new Set(voids.map(placeOf));
      const quarantinedPlaces = new Set(aside.map(placeOf));
      return rows.map((row) => ({
        journalId: row.journal_id,
        seq: Number(row.seq),
        siteId: row.site_id,
        itemId: row.item_id ?? '',
        person: row.person ?? '',
        quantity: row.quantity ?? 0,
        start: row.start_minute ?? '',
        totalFen: row.total_fen,
        state: takenBack.has(placeOf(row))
          ? 'taken-back'
          : quarantinedPlaces.has(placeOf(row))
            ? 'quarantined'
            : 'counts',
      }));
    },
    async usedCards(cardRefs) {
      if (cardRefs.length === 0) return new Set();
      const rows = await database
        .selectFrom('journal_entry')
        .select('card_ref')
        .distinct()
        .where('card_ref', 'in', cardRefs)
        .where('kind', '=', 'use')
        .execute();
      return new Set(rows.flatMap((row) => row.card_ref ?? []));
    },
  } satisfies Partial<DistrictReads>;
}

function placeOf(row: {
  readonly journal_id: string;
  readonly seq: string | number | bigint | null;
}): string {
  return `${row.journal_id}/${row.seq}`;
}
