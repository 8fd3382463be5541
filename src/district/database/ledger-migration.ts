import { type Kysely, sql } from 'kysely';

/** Leases, rights, discrepancies, and the uses that limits count. */
export async function createLedger(database: Kysely<unknown>): Promise<void> {
  await sql`alter table district add column rolled_at timestamptz`.execute(database);
  await createUses(database);
  await sql`
    create table book (
      id smallint primary key check (id = 1),
      serial bigint not null,
      position bigint not null
    )`.execute(database);
  await sql`insert into book values (1, 0, 0)`.execute(database);
  await createLeases(database);
  await sql`
    create table card_right (
      card_ref text not null,
      item_id text not null,
      year text not null,
      site_id text not null,
      used_journal_id text,
      used_seq bigint,
      position bigint not null unique,
      primary key (card_ref, item_id, year)
    )`.execute(database);
  await sql`
    create table office_case (
      case_id text primary key,
      case_key text not null unique,
      kind text not null,
      opened_at timestamptz not null,
      changed_at timestamptz not null,
      subject jsonb not null,
      entries jsonb not null,
      closed_at timestamptz,
      closed_note text
    )`.execute(database);
  await sql`create index office_case_by_change on office_case (changed_at)`.execute(database);
}

/** Filled from the entries that are there: what was recorded before still counts. */
async function createUses(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table counted_use (
      journal_id text not null,
      seq bigint not null,
      card_ref text not null,
      site_id text not null,
      item_id text not null,
      person text not null,
      quantity integer not null,
      date text not null,
      courts jsonb not null,
      primary key (journal_id, seq)
    )`.execute(database);
  await sql`create index counted_use_by_card on counted_use (card_ref)`.execute(database);
  await sql`create index counted_use_by_slot on counted_use (site_id, item_id, date)`.execute(database);
  await sql`
    insert into counted_use
    select journal_id, seq, card_ref, site_id, item_id, person, quantity, substr(start_minute, 1, 10), '[]'
    from journal_entry as used
    where kind = 'use' and not exists (
      select 1 from journal_entry as voiding
      where voiding.kind = 'void' and voiding.journal_id = used.journal_id and voiding.voids_seq = used.seq
    )`.execute(database);
}

async function createLeases(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table lease (
      site_id text not null,
      item_id text not null,
      date text not null,
      court smallint not null,
      holder text,
      serial bigint not null,
      wanted_by text,
      claimed boolean not null,
      primary key (site_id, item_id, date, court)
    )`.execute(database);
  await sql`create index lease_by_holder on lease (holder, date)`.execute(database);
  await sql`
    create table sharer (
      journal_id text not null,
      site_id text not null,
      asked_at timestamptz not null,
      epoch text not null,
      primary key (journal_id, site_id)
    )`.execute(database);
}
