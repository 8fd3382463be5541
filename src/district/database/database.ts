import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import { DatabaseError } from 'pg';
import { messageOf } from '../../domain/base/message-of.ts';
import { StartFault } from '../start-fault.ts';
import { createCluster } from './blank-cluster.ts';
import { openCluster } from './cluster-folder.ts';
import { claimFolder } from './folder-claim.ts';
import { guardedPglite } from './guarded-pglite.ts';
import { migrate } from './migrations.ts';
import { MIGRATION_LIMITS, type PostgresLimits, postgresPool, REQUEST_LIMITS } from './postgres-pool.ts';
import type { Tables } from './tables.ts';

/**
 * Where the district keeps its data. A PGlite `folder` of null lives in memory and dies with the process.
 * PGlite survives the end of its process but not surely a power cut, since it does not flush to disk. What
 * the tail of a journal then lacks shows as a gap at the next push, and the kiosk sends it again.
 */
export type Storage =
  | { readonly kind: 'pglite'; readonly folder: string | null }
  | { readonly kind: 'postgresql'; readonly url: string; readonly limits?: PostgresLimits };

export type Database = Kysely<Tables>;

export interface OpenDatabase {
  readonly database: Database;
  close(): Promise<void>;
}

/** Not brought up to date yet. */
interface FoundDatabase extends OpenDatabase {
  migrate(): Promise<void>;
}

/** Opens the database and brings its tables up to date; throws `StartFault`. */
export async function openDatabase(
  storage: Storage,
  onConnectionLost: (thrown: unknown) => void,
): Promise<OpenDatabase> {
  const opened =
    storage.kind === 'pglite'
      ? await openPglite(storage.folder)
      : await openPostgresql(storage, onConnectionLost);
  try {
    await opened.migrate();
    return opened;
  } catch (thrown) {
    await opened.close();
    throw thrown;
  }
}

async function openPglite(folder: string | null): Promise<FoundDatabase> {
  const claim = folder === null ? null : claimFolder(folder);
  try {
    const opened = await (folder === null ? createCluster(null) : openCluster(folder));
    const pglite = claim === null ? opened : guardedPglite(opened, claim);
    const database = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
    return {
      database,
      migrate: () => migrate(database),
      close: async () => {
        await database.destroy();
        claim?.release();
      },
    };
  } catch (thrown) {
    claim?.release();
    throw new StartFault(
      'folder-unusable',
      `区平台的数据打不开。The database in ${folder ?? 'memory'} cannot be opened: ${openingWords(thrown)}`,
      thrown,
    );
  }
}

/** PGlite's own file system has numbers for its faults, and no words. */
const WASM_ENOSPC = 51;

function openingWords(thrown: unknown): string {
  const isFull =
    thrown !== null && typeof thrown === 'object' && 'errno' in thrown && thrown.errno === WASM_ENOSPC;
  return isFull ? '磁盘已满 the disk is full' : messageOf(thrown);
}

async function openPostgresql(
  { url, limits = REQUEST_LIMITS }: Extract<Storage, { kind: 'postgresql' }>,
  onConnectionLost: (thrown: unknown) => void,
): Promise<FoundDatabase> {
  const connectedWith = (allowed: PostgresLimits): Database =>
    new Kysely({ dialect: new PostgresDialect({ pool: postgresPool(url, allowed, onConnectionLost) }) });
  const database = connectedWith(limits);
  try {
    await sql`select 1`.execute(database);
  } catch (thrown) {
    await database.destroy();
    throw unopened(thrown);
  }
  const migratePatiently = async (): Promise<void> => {
    const patient = connectedWith(MIGRATION_LIMITS);
    try {
      await migrate(patient);
    } finally {
      await patient.destroy();
    }
  };
  return { database, migrate: migratePatiently, close: () => database.destroy() };
}

/** If PostgreSQL refuses the user, the password or the database, it did answer. */
function unopened(thrown: unknown): StartFault {
  return thrown instanceof DatabaseError
    ? new StartFault(
        'database-refused',
        `PostgreSQL at DATABASE_URL answers and refuses: ${messageOf(thrown)}`,
        thrown,
      )
    : new StartFault(
        'database-unreachable',
        `PostgreSQL at DATABASE_URL does not answer: ${messageOf(thrown)}`,
        thrown,
      );
}
