import { type Kysely, sql } from 'kysely';

/** Which cards took the place of which. */
export async function createReplacements(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table card_replacement (
      card_ref text primary key,
      replaces jsonb not null,
      position bigint not null unique
    )`.execute(database);
  await sql`create index card_replacement_by_old on card_replacement using gin (replaces)`.execute(database);
}
