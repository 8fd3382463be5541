import { type Kysely, sql } from 'kysely';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { DenyListRow } from '../storage/store-rows.ts';
import type { Tables } from './tables.ts';

/** Named here: the migrations need this file, and the database needs the migrations. */
type Database = Kysely<Tables>;

/** One row: the list is small, and is signed and sent as a whole. */
export async function createDenyList(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table deny_list (
      id smallint primary key check (id = 1),
      serial bigint not null,
      cards jsonb not null
    )`.execute(database);
  await sql`insert into deny_list values (1, 1, '[]')`.execute(database);
}

export function deniedReads(database: Database) {
  return { denyList: () => readDenyList(database, false) } satisfies Partial<DistrictReads>;
}

export function deniedWrites(database: Database) {
  return {
    lockDenyListRow: () => readDenyList(database, true),
    async saveDenyList({ serial, cards }) {
      await database
        .updateTable('deny_list')
        .set({ serial, cards: JSON.stringify(cards) })
        .execute();
    },
  } satisfies Partial<DistrictWrites>;
}

async function readDenyList(database: Database, isRowLocked: boolean): Promise<DenyListRow> {
  const query = database.selectFrom('deny_list').select(['serial', 'cards']);
  const row = await (isRowLocked ? query.forUpdate() : query).executeTakeFirstOrThrow();
  return { serial: Number(row.serial), cards: row.cards };
}
