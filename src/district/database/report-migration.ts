import { type Kysely, sql } from 'kysely';

/** When the kiosk took an entry to be recorded, as `recordedAtOf` reads it. */
export const RECORDED_MS = sql<string>`coalesce(
  case when (entry->>'format')::int > 1 then (entry#>>'{at,effectiveMs}')::bigint end, device_ms)`;

/** What reports read by, the settlements that are kept, and the catalogues that entries may name. */
export async function createReports(database: Kysely<unknown>): Promise<void> {
  await sql`
    create index journal_entry_by_time on journal_entry (${RECORDED_MS}, journal_id, seq)
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
