import { type Kysely, sql } from 'kysely';

/**
 * Notes, and their keys in a schema of their own: a backup takes the tables of the district's schema, and so takes no key.
 * A restore keeps that schema, so it may be there already. Nothing of either goes into the statistics of the database, which keep samples.
 */
export async function createNotes(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table note (
      hash text primary key,
      kind text not null,
      record_id text not null,
      site_id text not null,
      sealed text,
      arrived_at timestamptz not null,
      ends_at timestamptz not null,
      erased_at timestamptz,
      position bigint not null unique
    )`.execute(database);
  await sql`alter table note alter column sealed set statistics 0`.execute(database);
  await sql`create index note_by_end on note (ends_at) where erased_at is null`.execute(database);
  const { rows } = await sql<{
    schema: string | null;
  }>`select to_regnamespace('note_keys') as schema`.execute(database);
  // To create a schema takes a right that the district's user may not have: then the administrator has made it.
  if (rows[0]?.schema === null) await sql`create schema note_keys`.execute(database);
  await sql`
    create table if not exists note_keys.note_key (
      hash text primary key,
      key_hex text not null,
      ends_at timestamptz not null
    )`.execute(database);
  await sql`alter table note_keys.note_key alter column key_hex set statistics 0`.execute(database);
  await sql`
    create table if not exists note_keys.remains (
      id smallint primary key check (id = 1),
      has_remains boolean not null
    )`.execute(database);
  await sql`insert into note_keys.remains values (1, false) on conflict do nothing`.execute(database);
}
