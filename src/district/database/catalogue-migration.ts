import { type Kysely, sql } from 'kysely';

/** Drafts of catalogues, and who put a catalogue in or took it back. */
export async function createDrafts(database: Kysely<unknown>): Promise<void> {
  // The content as text: it is read as a whole, and text takes every escape that JSON may have.
  await sql`
    create table catalogue_draft (
      draft_id text primary key,
      is_open boolean not null,
      changed_at timestamptz not null,
      content text not null
    )`.execute(database);
  await sql`create unique index catalogue_draft_open on catalogue_draft (is_open) where is_open`.execute(
    database,
  );
  await sql`
    alter table catalogue
      add column published_by text,
      add column approved_by text,
      add column withdrawn_at timestamptz,
      add column withdrawn_by text,
      add column withdrawn_reason text`.execute(database);
}
