import { type Kysely, sql } from 'kysely';

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
