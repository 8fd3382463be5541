import { openDatabase, type Storage } from '../../../src/district/database/database.ts';

/** A row of the district's journal beside the number of the card that its pseudonym stands for. */
export interface DistrictRow {
  readonly seq: number;
  readonly kind: string;
  readonly site: string;
  readonly cardNumber: string | null;
  readonly item: string | null;
  readonly person: string | null;
  readonly quantity: number | null;
  readonly listTotalFen: number | null;
  readonly totalFen: number | null;
  readonly verdict: string | null;
  readonly voidsSeq: number | null;
  readonly voidReason: string | null;
}

/** Reads the district's tables past the server: PGlite only while no district runs on the folder. */
export async function districtRows(
  storage: Storage,
): Promise<{ readonly rows: DistrictRow[]; readonly entries: unknown[] }> {
  const { database, close } = await openDatabase(storage, () => {});
  try {
    const found = await database
      .selectFrom('journal_entry')
      .leftJoin('card', 'card.card_ref', 'journal_entry.card_ref')
      .selectAll('journal_entry')
      .select('card.card_number')
      .orderBy('journal_entry.seq')
      .execute();
    return {
      entries: found.map((row) => row.entry),
      rows: found.map((row) => ({
        seq: Number(row.seq),
        kind: row.kind,
        site: row.site_id,
        cardNumber: row.card_number,
        item: row.item_id,
        person: row.person,
        quantity: row.quantity,
        listTotalFen: row.list_total_fen,
        totalFen: row.total_fen,
        verdict: row.verdict,
        voidsSeq: row.voids_seq === null ? null : Number(row.voids_seq),
        voidReason: row.void_reason,
      })),
    };
  } finally {
    await close();
  }
}
