import { type Kysely, sql } from 'kysely';

/**
 * Tables for leases of stretches and for what the venue gives to the public. An earlier lease was of an item's slot. It
 * becomes a lease of the whole day under the item's id, until the catalogue says on which courts the item is booked.
 */
export async function createStretches(database: Kysely<unknown>): Promise<void> {
  await sql`alter table lease rename column item_id to resource_id`.execute(database);
  await sql`
    alter table lease
      add column from_minute smallint not null default 0,
      add column to_minute smallint not null default 1440`.execute(database);
  await sql`alter table lease drop constraint lease_pkey`.execute(database);
  await sql`alter table lease add primary key (site_id, resource_id, date, court, from_minute)`.execute(
    database,
  );
  await sql`alter table sharer add column by_stretch boolean not null default false`.execute(database);
  await sql`
    create table public_stretch (
      taken_id text primary key,
      site_id text not null,
      resource_id text not null,
      date text not null,
      courts jsonb not null,
      from_minute smallint not null,
      to_minute smallint not null,
      used_for text not null,
      is_freed boolean not null,
      journal_id text not null,
      seq bigint not null
    )`.execute(database);
  await sql`create index public_stretch_by_day on public_stretch (site_id, date)`.execute(database);
  await fillSpans(database);
}

/** Notes the time of each booking. Bookings by the hour were not counted before; coming ones are counted from now on. */
async function fillSpans(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table counted_use add column start_minute text, add column minutes integer`.execute(database);
  await sql`
    update counted_use as counted
    set start_minute = record.state->'place'->>'start', minutes = (record.state->'place'->>'minutes')::integer
    from record
    where record.kind = 'booking' and record.opener_journal_id = counted.journal_id
      and record.opener_seq = counted.seq`.execute(database);
  await sql`
    insert into counted_use
      (journal_id, seq, card_ref, site_id, item_id, person, quantity, date, courts, start_minute, minutes)
    select opener_journal_id, opener_seq, card_ref, site_id, state->'place'->>'itemId', state->>'person',
      (state->'place'->>'quantity')::integer, substr(state->'place'->>'start', 1, 10), state->'place'->'courts',
      state->'place'->>'start', (state->'place'->>'minutes')::integer
    from record
    where kind = 'booking' and state->>'status' in ('open', 'attended')
      and ends_on >= to_char(now() - interval '1 day', 'YYYY-MM-DD')
    on conflict (journal_id, seq) do nothing`.execute(database);
}
