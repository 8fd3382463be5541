import { type Kysely, sql } from 'kysely';

/** The tier of a card, the history of each card, and the files that were imported. */
export async function createCardholders(database: Kysely<unknown>): Promise<void> {
  await sql`alter table card add column tier text`.execute(database);
  await sql`
    create table card_import (
      import_id text primary key,
      at timestamptz not null,
      officer text not null,
      file_name text not null,
      added integer not null,
      changed integer not null,
      same integer not null,
      undone_at timestamptz,
      undone_by text
    )`.execute(database);
  await sql`create index card_import_by_time on card_import (at)`.execute(database);
  await sql`
    create table card_change (
      position bigint primary key,
      card_number text not null,
      at timestamptz not null,
      officer text not null,
      import_id text references card_import,
      file_row integer,
      other_card text,
      before jsonb,
      after jsonb
    )`.execute(database);
  await sql`create index card_change_by_card on card_change (card_number, position)`.execute(database);
  await sql`
    create index card_change_by_import on card_change (import_id, position) where import_id is not null`.execute(
    database,
  );
}

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

/** Why each change of a card was made. */
export async function giveReasons(database: Kysely<unknown>): Promise<void> {
  await sql`alter table card_change add column reason jsonb`.execute(database);
}

/** A table with a certificate for each run that erased cardholders. */
export async function createErasures(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table card_erasure (
      erasure_id text primary key,
      at timestamptz not null,
      officer text not null,
      ended_before text not null,
      cards integer not null,
      holders integer not null,
      kept_newer_card integer not null,
      kept_open_record integer not null,
      sha256 text not null
    )`.execute(database);
}

/** Whose children have the consent of a guardian, as the office has seen it. */
export async function createConsents(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table guardian_consent (
      card_number text not null,
      place integer not null,
      at timestamptz not null,
      officer text not null,
      seen_on text,
      children integer not null,
      primary key (card_number, place)
    )`.execute(database);
}
