import { type Kysely, sql } from 'kysely';

/** What officers have said of a discrepancy, in the order in which they said it. */
export async function createDiscrepancyWords(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table discrepancy_word (
      case_id text not null references office_case (case_id),
      number integer not null,
      at timestamptz not null,
      officer text not null,
      how text not null,
      note text not null,
      asked text,
      primary key (case_id, number)
    )`.execute(database);
}

/** What the office tells its desks, and which desks have read it. */
export async function createNotices(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table notice (
      notice_id text primary key,
      position bigint not null unique,
      zh text not null,
      en text,
      importance text not null,
      from_day text not null,
      until_day text not null,
      site_ids jsonb,
      officer text not null,
      written_at timestamptz not null,
      withdrawn_at timestamptz,
      withdrawn_by text
    )`.execute(database);
  await sql`create index notice_by_time on notice (written_at)`.execute(database);
  await sql`
    create table notice_read (
      notice_id text not null references notice,
      kiosk_id text not null,
      read_at timestamptz not null,
      primary key (notice_id, kiosk_id)
    )`.execute(database);
}
