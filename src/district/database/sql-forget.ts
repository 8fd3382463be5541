import { sql } from 'kysely';
import type { Forgotten } from '../storage/note-store.ts';
import type { Database, Storage } from './database.ts';

const TABLES = {
  notes: ['note_keys.note_key', 'note'],
  cards: ['card', 'card_change', 'guardian_consent'],
} as const;

/**
 * Removes deleted rows from the disk. They still lie in the file of their table, and every row that was ever written lies in
 * the log. So the tables are written to new files, and a checkpoint ends the old log, if this user may ask for one. A server
 * of PostgreSQL only renames the old files of its log and writes over them later (docs/notes.md).
 */
export async function forgetDeleted(
  database: Database,
  kind: Storage['kind'],
  what: keyof typeof TABLES,
): Promise<Forgotten> {
  for (const table of TABLES[what]) await sql`vacuum (full) ${sql.table(table)}`.execute(database);
  // PGlite's one process is its own checkpointer, and follows what its session says.
  if (kind === 'pglite') await sql`set wal_recycle = off`.execute(database);
  try {
    await sql`select pg_switch_wal()`.execute(database);
    await sql`checkpoint`.execute(database);
  } catch (thrown) {
    if (!isNotPermitted(thrown)) throw thrown;
    return 'all-but-log';
  }
  return kind === 'pglite' ? 'all' : 'all-but-log';
}

function isNotPermitted(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === '42501';
}
