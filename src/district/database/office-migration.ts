import { type Kysely, sql } from 'kysely';

/** Officers, their sessions, the tokens of programs, and the log of what all of them did. */
export async function createOffice(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table officer (
      name text primary key,
      role text not null,
      site_ids jsonb,
      password_hash text not null,
      password_history jsonb not null,
      password_changed_at timestamptz not null,
      must_change_password boolean not null,
      totp_secret text,
      totp_offered jsonb,
      totp_step bigint,
      recovery_hashes jsonb not null,
      is_locked boolean not null,
      created_at timestamptz not null
    )`.execute(database);
  await sql`
    create table office_session (
      session_id text primary key,
      token_hash text not null unique,
      officer text not null references officer,
      created_at timestamptz not null,
      seen_at timestamptz not null,
      expires_at timestamptz not null,
      confirmed_at timestamptz,
      source text not null
    )`.execute(database);
  await sql`
    create table office_token (
      name text primary key,
      token_hash text not null unique,
      role text not null,
      site_ids jsonb,
      created_at timestamptz not null,
      created_by text not null,
      expires_at timestamptz not null
    )`.execute(database);
  await sql`
    create table office_try (key text primary key, tries integer not null, last_at timestamptz not null)`.execute(
    database,
  );
  await sql`
    create table office_first (token_hash text primary key, expires_at timestamptz not null)`.execute(
    database,
  );
  await createAudit(database);
}

/**
 * The trigger binds everybody, also a superuser who does not take it off. The rights bind the user that the district serves
 * as, unless it is a superuser. An owner can give the rights back to themselves; the chain of hashes then shows what they did.
 */
async function createAudit(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table office_audit (
      seq bigint primary key,
      at_ms bigint not null,
      officer text not null,
      role text not null,
      action text not null,
      subject text not null,
      detail text not null,
      parent text not null,
      hash text not null
    )`.execute(database);
  await sql`create index office_audit_by_time on office_audit (at_ms)`.execute(database);
  await sql`
    create function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      raise exception 'the audit log takes new rows alone';
    end $$`.execute(database);
  await sql`
    create trigger office_audit_kept before update or delete on office_audit
    for each row execute function refuse_audit_change()`.execute(database);
  await sql`
    create trigger office_audit_whole before truncate on office_audit
    for each statement execute function refuse_audit_change()`.execute(database);
  await sql`revoke update, delete, truncate on office_audit from public, current_user`.execute(database);
}

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

/** What one officer did is found without reading what the others did. */
export async function indexAuditByOfficer(database: Kysely<unknown>): Promise<void> {
  await sql`create index office_audit_by_officer on office_audit (officer, seq)`.execute(database);
}
