import { type Kysely, sql } from 'kysely';

/**
 * Short names of kiosks, which of them a journal has had, when a revoked one was told so, and why an entry is
 * in quarantine.
 */
export async function createAuthors(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table kiosk
      add column revocation_told_at timestamptz,
      add column short_name text unique`.execute(database);
  await sql`
    create table journal_kiosk (
      journal_id text not null references journal,
      kiosk_id text not null references kiosk,
      primary key (journal_id, kiosk_id)
    )`.execute(database);
  await sql`create index journal_kiosk_by_kiosk on journal_kiosk (kiosk_id)`.execute(database);
  await sql`
    insert into journal_kiosk
    select journal_id, kiosk_id from journal
    union
    select journal_id, received_from from journal_entry`.execute(database);
  await sql`alter table forked_entry rename to quarantine`.execute(database);
  await sql`
    alter table quarantine
      add column reason text not null default 'fork',
      add column outcome text`.execute(database);
}

/**
 * Entries are kept as the text that they came as: their hash covers fields that this release does not know, and `jsonb`
 * refuses some that are good JSON. Those of a kind that is not known yet wait for a release that knows it.
 */
export async function keepNewerEntries(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table journal_entry
      alter column entry type json using entry::json,
      add column is_projected boolean not null default true`.execute(database);
  await sql`alter table quarantine alter column entry type json using entry::json`.execute(database);
  await sql`
    create index journal_entry_newer on journal_entry (journal_id, seq) where not is_projected`.execute(
    database,
  );
}
