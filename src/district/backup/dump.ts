import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { type BackupHead, type BackupManifest, type BackupTable, writeBackup } from './backup-file.ts';
import { type TableShape, tablesIn } from './table-shapes.ts';

/** Rows of one statement: the time of a statement is bounded, and so is the memory. */
const ROWS_PER_FETCH = 1_000;

/**
 * Writes all tables as they are at one moment: what is committed meanwhile is not in it. PostgreSQL goes on serving;
 * PGlite has one connection, and all else waits for as long.
 */
export async function dumpDatabase(
  database: Database,
  file: string,
  given: { readonly version: string; readonly now: () => number },
): Promise<BackupManifest> {
  return database.transaction().execute(async (transaction) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(transaction);
    const head = await headOf(transaction, given);
    return writeBackup(file, head, tablesOf(transaction));
  });
}

async function headOf(
  database: Database,
  { version, now }: { readonly version: string; readonly now: () => number },
): Promise<BackupHead> {
  const { name, epoch } = await database
    .selectFrom('district')
    .select(['name', 'epoch'])
    .executeTakeFirstOrThrow();
  const last = await sql<{ name: string }>`select max(name) as name from kysely_migration`.execute(database);
  return { madeAtMs: now(), version, schema: last.rows[0]?.name ?? '', districtName: name, epoch };
}

async function* tablesOf(database: Database): AsyncGenerator<BackupTable> {
  for (const table of await tablesIn(database)) {
    yield { name: table.name, columns: table.columns, rows: rowsOf(database, table) };
  }
}

/** Reads through a cursor of the transaction. PostgreSQL writes the JSON of each row, so nothing is rounded. */
async function* rowsOf(database: Database, { name, columns }: TableShape): AsyncGenerator<string> {
  const chosen = sql.join(columns.map((column) => sql.ref(column)));
  await sql`
    declare backup_rows no scroll cursor for
    select row_to_json(one)::text as row from (select ${chosen} from ${sql.table(name)}) as one`.execute(
    database,
  );
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(ROWS_PER_FETCH)} from backup_rows`.execute(
      database,
    );
    for (const { row } of rows) yield row;
    if (rows.length < ROWS_PER_FETCH) break;
  }
  await sql`close backup_rows`.execute(database);
}
