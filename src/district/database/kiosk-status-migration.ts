import { type Kysely, sql } from 'kysely';

/** Why a kiosk was revoked, and how it fares. */
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
