import { type Kysely, sql } from 'kysely';

/** Why a kiosk was revoked, and how it is doing. */
export async function createKioskStatus(database: Kysely<unknown>): Promise<void> {
  await sql`alter table kiosk add column revoked_reason text`.execute(database);
  await sql`
    create table kiosk_status (
      kiosk_id text primary key references kiosk,
      seen_at timestamptz,
      roster_at timestamptz,
      report jsonb,
      reported_at timestamptz
    )`.execute(database);
}

/** When the last good backup was made; one row, none before the first. */
export async function createBackupNote(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table backup_note (
      id smallint primary key check (id = 1),
      made_at timestamptz not null,
      sha256 text not null
    )`.execute(database);
}
