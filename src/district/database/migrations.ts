import { randomBytes, randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { messageOf } from '../../domain/base/message-of.ts';
import { StartFault } from '../start-fault.ts';
import {
  createCardholders,
  createConsents,
  createErasures,
  createReplacements,
  giveReasons,
} from './cardholder-migration.ts';
import { createDrafts } from './catalogue-migration.ts';
import { createDiscrepancyWords, createNotices } from './desk-words-migration.ts';
import { createAuthors, keepNewerEntries } from './journal-migration.ts';
import { createLedger } from './ledger-migration.ts';
import { createNotes } from './note-migration.ts';
import {
  createBackupNote,
  createKioskStatus,
  createOffice,
  indexAuditByOfficer,
} from './office-migration.ts';
import {
  createRecords,
  dateMatters,
  findAgreements,
  findErrands,
  findMatters,
  findNumbers,
  listRecordsByEnd,
} from './record-migration.ts';
import { createReports } from './report-migration.ts';
import { createDenyList } from './sql-denied.ts';
import { createStaff } from './staff-tables.ts';
import { createStretches } from './stretch-migration.ts';
import type { Tables } from './tables.ts';

/** Any constant: processes that start at once on one database queue up behind it. */
const MIGRATION_LOCK = 7_240_517;

const migrations: Record<string, Migration> = {
  '001-first-tables': { up: createFirstTables },
  '002-ledger': { up: createLedger },
  '003-deny-list': { up: createDenyList },
  '004-device-keys': { up: replaceTokens },
  '005-authors': { up: createAuthors },
  '006-code-selectors': { up: addSelectors },
  '007-newer-entries': { up: keepNewerEntries },
  '010-kiosk-status': { up: createKioskStatus },
  '011-backup-note': { up: createBackupNote },
  '012-cardholders': { up: createCardholders },
  '013-reports': { up: createReports },
  '015-notes': { up: createNotes },
  '020-office': { up: createOffice },
  '021-records': { up: createRecords },
  '021-replacements': { up: createReplacements },
  '022-catalogue-drafts': { up: createDrafts },
  '022-notices': { up: createNotices },
  '023-discrepancy-words': { up: createDiscrepancyWords },
  '023-staff': { up: createStaff },
  '024-stretches': { up: createStretches },
  '025-record-list': { up: listRecordsByEnd },
  '026-erasures': { up: createErasures },
  '027-matters': { up: findMatters },
  '028-change-reasons': { up: giveReasons },
  '029-audit-by-officer': { up: indexAuditByOfficer },
  '035-matter-days': { up: dateMatters },
  '036-guardian-consents': { up: createConsents },
  '050-numbers': { up: findNumbers },
  '060-agreements': { up: findAgreements },
  '070-errands': { up: findErrands },
};

/**
 * Brings the database up to this program's tables. Kysely's own lock comes only after it has created its
 * bookkeeping tables, which two processes cannot do at once: so there is one advisory lock around everything.
 */
export async function migrate(database: Kysely<Tables>): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await migrateWithin(transaction);
  });
}

/** The same, within a transaction of the caller's. */
export function migrateWithin(transaction: Kysely<Tables>): Promise<void> {
  return migrated(transaction, (migrator) => migrator.migrateToLatest());
}

/** True if this program knows the migration, so that it can make tables as they were then. */
export function isKnownSchema(name: string): boolean {
  return Object.hasOwn(migrations, name);
}

/** Brings an empty database up to the tables of then, within a transaction of the caller's. */
export function migrateTo(transaction: Kysely<Tables>, name: string): Promise<void> {
  return migrated(transaction, (migrator) => migrator.migrateTo(name));
}

async function migrated(
  transaction: Kysely<Tables>,
  work: (migrator: Migrator) => Promise<{ readonly error?: unknown }>,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(transaction);
  const provider = { getMigrations: async () => migrations };
  // A restore keeps the old schema under another name. Without a schema Kysely would read its migration notes.
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(transaction);
  const migrationTableSchema = rows[0]?.schema ?? 'public';
  const { error } = await work(new Migrator({ db: transaction, provider, migrationTableSchema }));
  if (error === undefined) return;
  throw new StartFault(
    'database-unusable',
    `the database's tables do not suit this program: ${messageOf(error)}`,
    error,
  );
}

async function createFirstTables(database: Kysely<unknown>): Promise<void> {
  await createDistrict(database);
  await createEnrolment(database);
  await createJournals(database);
  await createRoster(database);
}

async function createDistrict(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table district (
      id smallint primary key check (id = 1),
      name text not null,
      epoch text not null,
      card_ref_key_hex text not null,
      code_salt_hex text not null
    )`.execute(database);
  await sql`
    insert into district (id, name, epoch, card_ref_key_hex, code_salt_hex) values (1, '广州市荔湾区', ${randomUUID()},
      ${randomBytes(32).toString('hex')}, ${randomBytes(16).toString('hex')})`.execute(database);
}

async function createEnrolment(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table enrolment_code (
      code_hash text primary key,
      kiosk_name text not null,
      site_ids jsonb not null,
      expires_at timestamptz not null,
      used_at timestamptz
    )`.execute(database);
  await sql`
    create table enrolment_try (
      source text primary key,
      tries integer not null,
      since timestamptz not null
    )`.execute(database);
  await sql`
    create table kiosk (
      kiosk_id text primary key,
      name text not null,
      site_ids jsonb not null,
      token_hash text not null unique,
      enrolled_at timestamptz not null,
      revoked_at timestamptz
    )`.execute(database);
}

/** A kiosk that had a token has no key, and enrols again. */
async function replaceTokens(database: Kysely<unknown>): Promise<void> {
  await sql`alter table kiosk drop column token_hash, add column public_key_hex text not null default ''`.execute(
    database,
  );
}

/** A code of before has none, and 15 minutes to live: it stays good, and no wrong one counts against it. */
async function addSelectors(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table enrolment_code
      add column selector text not null default '',
      add column wrong_tries integer not null default 0`.execute(database);
  await sql`create index enrolment_code_by_selector on enrolment_code (selector)`.execute(database);
}

async function createJournals(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table journal (
      journal_id text primary key,
      kiosk_id text not null references kiosk,
      head_seq bigint not null,
      head_hash text not null
    )`.execute(database);
  await sql`
    create table journal_entry (
      journal_id text not null references journal,
      seq bigint not null,
      hash text not null,
      kiosk_id text not null,
      received_from text not null references kiosk,
      received_at timestamptz not null,
      device_ms bigint not null,
      site_id text not null,
      kind text not null,
      card_ref text,
      item_id text,
      person text,
      quantity integer,
      start_minute text,
      minutes integer,
      list_total_fen integer,
      total_fen integer,
      rule_id text,
      clause text,
      catalogue_version bigint,
      verdict text,
      voids_seq bigint,
      void_reason text,
      entry jsonb not null,
      primary key (journal_id, seq)
    )`.execute(database);
  await sql`create index journal_entry_by_card on journal_entry (card_ref, item_id, start_minute)`.execute(
    database,
  );
  await sql`
    create table forked_entry (
      journal_id text not null references journal,
      seq bigint not null,
      hash text not null,
      received_from text not null references kiosk,
      received_at timestamptz not null,
      entry jsonb not null,
      primary key (journal_id, seq, hash)
    )`.execute(database);
}

async function createRoster(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table roster_head (
      id smallint primary key check (id = 1),
      position bigint not null
    )`.execute(database);
  await sql`insert into roster_head values (1, 0)`.execute(database);
  await sql`
    create table card (
      card_number text primary key,
      card_ref text not null unique,
      position bigint not null unique,
      record jsonb
    )`.execute(database);
}
