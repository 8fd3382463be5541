import { type Kysely, sql } from 'kysely';

/** Members keep their row when they are removed: the journal has their ids. */
export async function createStaff(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table staff_member (
      member_id text primary key,
      name text not null,
      role text not null,
      site_ids jsonb not null,
      pin jsonb,
      created_at timestamptz not null,
      removed_at timestamptz
    )`.execute(database);
  await sql`create table staff_site (site_id text primary key)`.execute(database);
  await sql`
    create table staff_head (
      id smallint primary key check (id = 1),
      serial bigint not null
    )`.execute(database);
  await sql`insert into staff_head values (1, 1)`.execute(database);
}
