import { type Kysely, sql } from 'kysely';

/** What reports read by, the settlements that are kept, and the catalogues that entries may name. */
export async function createReports(database: Kysely<unknown>): Promise<void> {
  // PostgreSQL reads nothing out of an entry that has a NUL in a text, so the time has a column.
  await sql`alter table journal_entry add column recorded_ms bigint`.execute(database);
  await sql`
    update journal_entry set recorded_ms = coalesce(
      case when (entry->>'format')::int > 1 then (entry#>>'{at,effectiveMs}')::bigint end, device_ms)`.execute(
    database,
  );
  await sql`alter table journal_entry alter column recorded_ms set not null`.execute(database);
  await sql`
    create index journal_entry_by_time on journal_entry (recorded_ms, journal_id, seq)
    where kind = 'use'`.execute(database);
  await sql`
    create index journal_entry_by_void on journal_entry (journal_id, voids_seq) where kind = 'void'`.execute(
    database,
  );
  await sql`
    create table settlement (
      site_id text not null,
      month text not null,
      number integer not null,
      closed_at timestamptz not null,
      content jsonb not null,
      reopened_at timestamptz,
      reopened_note text,
      primary key (site_id, month, number)
    )`.execute(database);
  await sql`
    create table catalogue (
      version bigint primary key,
      text text not null,
      stored_at timestamptz not null
    )`.execute(database);
}
