import { cardUseOfRecord } from '../records/card-use.ts';
import type { DistrictReads } from '../storage/store.ts';
import type { CardUse, CardUseState } from '../storage/store-rows.ts';
import type { Database } from './database.ts';
import { recordReads } from './sql-records.ts';

/** What a card was given; later steps of a record name no card. */
const GIVEN_KINDS = [
  'use',
  'booking-opened',
  'pass-sold',
  'matter-opened',
  'agreement-signed',
  'errand-opened',
];

/** Uses of cards as the journals have them. */
export function cardUseReads(database: Database) {
  return {
    async usesOfCard(cardRef, limit) {
      const rows = await database
        .selectFrom('journal_entry')
        .select([
          'journal_id',
          'seq',
          'kind',
          'site_id',
          'item_id',
          'person',
          'quantity',
          'start_minute',
          'total_fen',
        ])
        .where('card_ref', '=', cardRef)
        .where('kind', 'in', GIVEN_KINDS)
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
      const quarantined = new Set(aside.map(placeOf));
      const opened = await recordReads(database).recordsOpenedBy(
        rows.map((row) => ({ journalId: row.journal_id, seq: Number(row.seq) })),
      );
      const states = new Map(opened.map(({ opener, state }) => [`${opener.journalId}/${opener.seq}`, state]));
      return rows.map((row) => {
        const place = placeOf(row);
        const state = states.get(place);
        const isMisfit = state === undefined && row.kind !== 'use';
        const use: CardUse = {
          journalId: row.journal_id,
          seq: Number(row.seq),
          siteId: row.site_id,
          itemId: row.item_id ?? '',
          person: row.person ?? '',
          quantity: row.quantity ?? 0,
          start: row.start_minute ?? '',
          totalFen: row.total_fen,
          state: stateOf(place, { takenBack, quarantined, isMisfit }),
        };
        return state === undefined ? use : cardUseOfRecord(use, state);
      });
    },
    async usedCards(cardRefs) {
      if (cardRefs.length === 0) return new Set();
      const rows = await database
        .selectFrom('journal_entry')
        .select('card_ref')
        .distinct()
        .where('card_ref', 'in', cardRefs)
        .where('kind', 'in', [...GIVEN_KINDS, 'pass-admitted'])
        .execute();
      return new Set(rows.flatMap((row) => row.card_ref ?? []));
    },
  } satisfies Partial<DistrictReads>;
}

function stateOf(
  place: string,
  known: {
    readonly takenBack: ReadonlySet<string>;
    readonly quarantined: ReadonlySet<string>;
    readonly isMisfit: boolean;
  },
): CardUseState {
  if (known.takenBack.has(place)) return 'taken-back';
  if (known.quarantined.has(place)) return 'quarantined';
  return known.isMisfit ? 'collided' : 'counts';
}

function placeOf(row: {
  readonly journal_id: string;
  readonly seq: string | number | bigint | null;
}): string {
  return `${row.journal_id}/${row.seq}`;
}
