import { type Kysely, sql } from 'kysely';

/**
 * Records and their steps. What came before may have opened some: those entries are marked here, and read at the next
 * start, since only the catalogue says which item is a pass.
 */
export async function createRecords(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table record (
      record_id text primary key,
      kind text not null,
      site_id text not null,
      item_id text not null,
      item_ids jsonb not null,
      card_ref text not null,
      opener_journal_id text not null,
      opener_seq bigint not null,
      state jsonb not null,
      until text,
      ends_on text,
      position bigint not null unique,
      unique (opener_journal_id, opener_seq)
    )`.execute(database);
  await sql`
    create table record_step (
      record_id text not null,
      n integer not null,
      journal_id text not null,
      seq bigint not null,
      hash text not null unique,
      site_id text not null,
      recorded_ms bigint not null,
      body json not null,
      primary key (record_id, n)
    )`.execute(database);
  await sql`create index record_step_by_entry on record_step (journal_id, seq)`.execute(database);
  // A process of the release before may still write: what it leaves out has a meaning, and is read at the next start.
  await sql`
    alter table counted_use
      add column takes_place boolean not null default true,
      add column given_by text`.execute(database);
  await sql`alter table journal_entry add column is_in_records boolean not null default false`.execute(
    database,
  );
  await sql`
    update journal_entry set is_in_records = true where kind not in ('use', 'void') and is_projected`.execute(
    database,
  );
  await sql`
    create index journal_entry_before_records on journal_entry (journal_id, seq) where not is_in_records`.execute(
    database,
  );
  await sql`drop index journal_entry_by_time`.execute(database);
  await sql`
    create index journal_entry_by_time on journal_entry (recorded_ms, journal_id, seq)
    where kind in ('use', 'booking-opened', 'pass-sold', 'pass-admitted')`.execute(database);
}

/** Reports count matters of the service hall too, so their index has them. */
export async function findMatters(database: Kysely<unknown>): Promise<void> {
  await sql`drop index journal_entry_by_time`.execute(database);
  await sql`
    create index journal_entry_by_time on journal_entry (recorded_ms, journal_id, seq)
    where kind in ('use', 'booking-opened', 'pass-sold', 'matter-opened', 'pass-admitted')`.execute(database);
}

/** The office sees the deadlines of matters, and finds two matters of a site with one number. */
export async function dateMatters(database: Kysely<unknown>): Promise<void> {
  await sql`alter table record add column due_on text, add column promised_on text`.execute(database);
  await sql`
    create index record_by_matter_number on record (site_id, (state->>'number')) where kind = 'matter'`.execute(
    database,
  );
  await sql`
    create index record_of_matters on record (record_id) where kind = 'matter' and ends_on is null`.execute(
    database,
  );
  await sql`create index record_by_deadline on record (due_on) where due_on is not null`.execute(database);
}

/** Matters of a hall and passes of a venue are found by their number. */
export async function findNumbers(database: Kysely<unknown>): Promise<void> {
  await sql`drop index record_by_matter_number`.execute(database);
  await sql`create index record_by_number on record (site_id, (state->>'number'))`.execute(database);
}

/** Reports count family doctor agreements too, and the list of advances reads them by their first day. */
export async function findAgreements(database: Kysely<unknown>): Promise<void> {
  await sql`drop index journal_entry_by_time`.execute(database);
  await sql`
    create index journal_entry_by_time on journal_entry (recorded_ms, journal_id, seq)
    where kind in ('use', 'booking-opened', 'pass-sold', 'matter-opened', 'agreement-signed', 'pass-admitted')`.execute(
    database,
  );
  await sql`create index agreement_by_first_day on record ((state ->> 'from')) where kind = 'agreement'`.execute(
    database,
  );
}

/** Reports count what desks follow for holders too, and its days are counted again by a new calendar. */
export async function findErrands(database: Kysely<unknown>): Promise<void> {
  await sql`drop index journal_entry_by_time`.execute(database);
  await sql`
    create index journal_entry_by_time on journal_entry (recorded_ms, journal_id, seq)
    where kind in ('use', 'booking-opened', 'pass-sold', 'matter-opened', 'agreement-signed', 'errand-opened', 'pass-admitted')`.execute(
    database,
  );
  await sql`drop index record_of_matters`.execute(database);
  await sql`
    create index record_of_matters on record (record_id) where kind in ('matter', 'errand') and ends_on is null`.execute(
    database,
  );
}

/** The office lists records by their last day, or those of a card. */
export async function listRecordsByEnd(database: Kysely<unknown>): Promise<void> {
  await sql`create index record_by_end on record (ends_on, record_id)`.execute(database);
  await sql`create index record_by_card on record (card_ref)`.execute(database);
}
