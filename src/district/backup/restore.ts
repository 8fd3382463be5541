import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import { messageOf } from '../../domain/base/message-of.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import { CLUSTER, finishRestore, RESTORED } from '../database/cluster-folder.ts';
import type { Database, Storage } from '../database/database.ts';
import { claimFolder } from '../database/folder-claim.ts';
import { isKnownSchema } from '../database/migrations.ts';
import { MIGRATION_LIMITS, postgresPool } from '../database/postgres-pool.ts';
import type { Tables } from '../database/tables.ts';
import { StartFault } from '../start-fault.ts';
import { type BackupFault, type BackupManifest, verifyBackup } from './backup-file.ts';
import { fillFrom } from './fill.ts';

/** A journal as the backup has it: its kiosk sends again what comes after. */
interface RestoredJournal {
  readonly journalId: string;
  readonly kioskName: string;
  readonly isRevoked: boolean;
  readonly entries: number;
}

export type RestoreOutcome =
  | {
      readonly kind: 'restored';
      readonly manifest: BackupManifest;
      readonly epoch: string;
      /** Where the data of before are kept; null if there were none. */
      readonly kept: string | null;
      readonly journals: readonly RestoredJournal[];
    }
  | { readonly kind: 'bad-backup'; readonly fault: BackupFault }
  /** A later release made the backup. */
  | { readonly kind: 'newer-backup'; readonly manifest: BackupManifest }
  /** There are data already, and nothing was said of replacing them. */
  | { readonly kind: 'not-empty' }
  /** Somebody has the database open. */
  | { readonly kind: 'in-use'; readonly connections: number };

interface Restoring {
  readonly file: string;
  /** Puts data that are there aside; they are never deleted. */
  readonly replaces: boolean;
  readonly now: () => number;
}

/**
 * Puts a backup in the place of a district's data: all of it with a new epoch, or nothing. The new epoch makes the
 * kiosks send again what the backup lacks, and read the roster again: by the old one they would keep what was changed
 * since. Throws `StartFault` if the folder is in use or the database does not answer.
 */
export async function restoreBackup(storage: Storage, restoring: Restoring): Promise<RestoreOutcome> {
  const reading = await verifyBackup(restoring.file);
  if (!reading.ok) return { kind: 'bad-backup', fault: reading.fault };
  const { manifest } = reading;
  if (!isKnownSchema(manifest.schema)) return { kind: 'newer-backup', manifest };
  if (storage.kind === 'postgresql') return restorePostgres(storage.url, { ...restoring, manifest });
  if (storage.folder === null) throw new Error('a database in memory is not restored');
  return restoreFolder(storage.folder, { ...restoring, manifest });
}

type Verified = Restoring & { readonly manifest: BackupManifest };

/** Made beside its place and moved there whole; `finishRestore` ends what a stopped process began. */
async function restoreFolder(folder: string, restoring: Verified): Promise<RestoreOutcome> {
  const claim = claimFolder(folder);
  try {
    await finishRestore(folder);
    const inForce = join(folder, CLUSTER);
    if (existsSync(inForce) && !restoring.replaces) return { kind: 'not-empty' };
    const making = join(folder, `${CLUSTER}.restoring`);
    const made = join(folder, RESTORED);
    await rm(making, { recursive: true, force: true });
    await rm(made, { recursive: true, force: true });
    const database = new Kysely<Tables>({
      dialect: new PGliteDialect({ pglite: await PGlite.create({ dataDir: making }) }),
    });
    const filled = await database
      .transaction()
      .execute((transaction) => filledFrom(transaction, restoring))
      .finally(() => database.destroy());
    await rename(making, made);
    const kept = existsSync(inForce) ? join(folder, `${CLUSTER}.before-${stampOf(restoring.now())}`) : null;
    if (kept !== null) await rename(inForce, kept);
    await finishRestore(folder);
    return { kind: 'restored', manifest: restoring.manifest, kept, ...filled };
  } finally {
    claim.release();
  }
}

/** One transaction: what a stopped process began was never there. */
async function restorePostgres(url: string, restoring: Verified): Promise<RestoreOutcome> {
  const pool = postgresPool(url, MIGRATION_LIMITS, () => {});
  const database: Database = new Kysely({ dialect: new PostgresDialect({ pool }) });
  try {
    return await database.transaction().execute((transaction) => refill(transaction, restoring));
  } catch (thrown) {
    if (thrown instanceof StartFault) throw thrown;
    throw new StartFault(
      'database-unusable',
      `PostgreSQL at DATABASE_URL did not take the backup: ${messageOf(thrown)}`,
      thrown,
    );
  } finally {
    await database.destroy();
  }
}

/** A connection that was just closed may be seen for a moment: only what stays is in use. */
const LOOKS = 10;
const LOOK_EVERY_MS = 300;

async function connectionsOfOthers(database: Database): Promise<number> {
  for (let look = 1; ; look += 1) {
    const others = await sql<{ count: string }>`
      select count(*) as count from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`.execute(
      database,
    );
    const connections = Number(others.rows[0]?.count ?? 0);
    if (connections === 0 || look === LOOKS) return connections;
    await setTimeout(LOOK_EVERY_MS);
    // Within a transaction the list stays as it was first seen.
    await sql`select pg_stat_clear_snapshot()`.execute(database);
  }
}

async function refill(database: Database, restoring: Verified): Promise<RestoreOutcome> {
  const connections = await connectionsOfOthers(database);
  if (connections > 0) return { kind: 'in-use', connections };
  const { rows } = await sql<{ schema: string; tables: string }>`
    select current_schema() as schema, count(*) as tables from pg_class
    where relnamespace = current_schema()::regnamespace and relkind = 'r'`.execute(database);
  const schema = rows[0]?.schema ?? 'public';
  let kept: string | null = null;
  if (Number(rows[0]?.tables ?? 0) > 0) {
    if (!restoring.replaces) return { kind: 'not-empty' };
    kept = `${schema}_before_${stampOf(restoring.now()).replace('-', '_')}`;
    await sql`alter schema ${sql.id(schema)} rename to ${sql.id(kept)}`.execute(database);
    await sql`create schema ${sql.id(schema)}`.execute(database);
  }
  const filled = await filledFrom(database, restoring);
  return { kind: 'restored', manifest: restoring.manifest, kept, ...filled };
}

async function filledFrom(database: Database, { file, manifest, now }: Verified) {
  const epoch = await fillFrom(database, file, { manifest, now });
  const rows = await database
    .selectFrom('journal')
    .innerJoin('kiosk', 'kiosk.kiosk_id', 'journal.kiosk_id')
    .select(['journal_id', 'name', 'revoked_at', 'head_seq'])
    .orderBy('name')
    .orderBy('journal_id')
    .execute();
  const journals = rows.map((row) => ({
    journalId: row.journal_id,
    kioskName: row.name,
    isRevoked: row.revoked_at !== null,
    entries: Number(row.head_seq),
  }));
  return { epoch, journals };
}

/** To the second, so that a second restore has another name. */
function stampOf(now: number): string {
  const seconds = String(Math.floor(now / 1_000) % 60).padStart(2, '0');
  return `${wallMinuteOf(now).replaceAll('-', '').replace('T', '-').replace(':', '')}${seconds}`;
}
