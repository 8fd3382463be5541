import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { migrateTo, migrateWithin } from '../database/migrations.ts';
import { RUN_MAKER } from '../office/tokens.ts';
import { type BackupManifest, readTables } from './backup-file.ts';
import { withTextFor } from './row-fields.ts';
import { type TableShape, tablesIn } from './table-shapes.ts';

/** Rows of one statement. */
const ROWS_PER_STATEMENT = 1_000;

/**
 * Fills an empty database from a verified backup, within the caller's transaction: the tables as they were then, the
 * rows, what later releases have changed of the tables, and a new epoch. Answers that epoch.
 */
export async function fillFrom(
  database: Database,
  file: string,
  { manifest, now }: { readonly manifest: BackupManifest; readonly now: () => number },
): Promise<string> {
  await migrateTo(database, manifest.schema);
  const tables = await tablesIn(database);
  // The migrations have written first rows of their own.
  for (const { name } of tables.toReversed()) {
    // The audit log begins empty, and nobody has the right to delete from it.
    if (name !== 'office_audit') await sql`delete from ${sql.table(name)}`.execute(database);
  }
  const shapes = new Map(tables.map((shape) => [shape.name, shape]));
  const counts = new Map<string, number>();
  for await (const { table, columns, rows } of readTables(file, ROWS_PER_STATEMENT)) {
    const shape = shapes.get(table);
    if (shape === undefined)
      throw new Error(`the backup has a table that its release did not have: ${table}`);
    await insertRows(database, { shape, columns }, rows);
    counts.set(table, (counts.get(table) ?? 0) + rows.length);
  }
  for (const [name, count] of Object.entries(manifest.tables)) {
    if ((counts.get(name) ?? 0) !== count) throw new Error(`the backup changed while it was read: ${name}`);
  }
  await continueSequences(database);
  await migrateWithin(database);
  await dropKeysOfRuns(database);
  const epoch = randomUUID();
  await database
    .updateTable('district')
    .set({ epoch, rolled_at: new Date(now()) })
    .execute();
  // What was restored was a good backup.
  const note = { made_at: new Date(manifest.madeAtMs), sha256: manifest.sha256 };
  await database
    .insertInto('backup_note')
    .values({ id: 1, ...note })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(note))
    .execute();
  return epoch;
}

/** Who had signed in when the backup was made may have been shut out since; programs of that run are gone. */
async function dropKeysOfRuns(database: Database): Promise<void> {
  await database.deleteFrom('office_session').execute();
  await database.deleteFrom('office_first').execute();
  await database.deleteFrom('office_token').where('created_by', '=', RUN_MAKER).execute();
}

/** What a `json` column holds goes in as text, since it may be JSON that PostgreSQL keeps and does not take apart. */
async function insertRows(
  database: Database,
  { shape, columns }: { readonly shape: TableShape; readonly columns: readonly string[] },
  rows: readonly string[],
): Promise<void> {
  const isJson = (column: string) => shape.types[shape.columns.indexOf(column)] === 'json';
  const asText = new Set(columns.filter(isJson));
  const sent = asText.size === 0 ? rows : rows.map((row) => withTextFor(row, asText));
  const table = sql.table(shape.name);
  const defined = columns.map((column) => {
    const type = shape.types[shape.columns.indexOf(column)];
    if (type === undefined)
      throw new Error(`the backup has a column that its release did not have: ${column}`);
    return sql`${sql.ref(column)} ${sql.raw(type === 'json' ? 'text' : type)}`;
  });
  const read = columns.map((column) => (isJson(column) ? sql`${sql.ref(column)}::json` : sql.ref(column)));
  await sql`
    insert into ${table} (${sql.join(columns.map((column) => sql.ref(column)))}) overriding system value
    select ${sql.join(read)}
    from json_to_recordset(${`[${sent.join(',')}]`}::json) as one (${sql.join(defined)})`.execute(database);
}

/** Moves each counter behind the restored rows. Otherwise the next row would get a number that is in use. */
async function continueSequences(database: Database): Promise<void> {
  const { rows } = await sql<{ name: string; column: string; sequence: string }>`
    select relname::text as name, attname::text as column, pg_get_serial_sequence(relname::text, attname::text) as sequence
    from pg_class join pg_attribute on attrelid = pg_class.oid
    where relnamespace = current_schema()::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
      and pg_get_serial_sequence(quote_ident(relname), attname::text) is not null`.execute(database);
  for (const { name, column, sequence } of rows) {
    await sql`
      select setval(${sequence}::regclass, coalesce(max(${sql.ref(column)}), 0) + 1, false) from ${sql.table(name)}`.execute(
      database,
    );
  }
}
