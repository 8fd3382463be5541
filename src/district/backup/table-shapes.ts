import { sql } from 'kysely';
import type { Database } from '../database/database.ts';

export interface TableShape {
  readonly name: string;
  /** The columns that a row is written with, in their order. */
  readonly columns: readonly string[];
  /** The SQL type of each column. */
  readonly types: readonly string[];
}

/** The district's own tables, each after those that it refers to; Kysely's are left out. */
export async function tablesIn(database: Database): Promise<readonly TableShape[]> {
  const { rows } = await sql<{ name: string; columns: string[]; types: string[] }>`
    select relname::text as name, array_agg(attname::text order by attnum) as columns,
      array_agg(format_type(atttypid, atttypmod) order by attnum) as types
    from pg_class join pg_attribute on attrelid = pg_class.oid
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
      and relname not like 'kysely%' and attnum > 0 and not attisdropped and attgenerated = ''
    group by relname order by relname`.execute(database);
  const { rows: references } = await sql<{ name: string; to: string }>`
    select one.relname::text as name, other.relname::text as to
    from pg_constraint
    join pg_class as one on one.oid = conrelid
    join pg_class as other on other.oid = confrelid
    where contype = 'f' and one.relnamespace = current_schema()::regnamespace and conrelid <> confrelid`.execute(
    database,
  );
  return inOrder(rows, references);
}

/** Each turn takes at least one table, so that their number bounds the loop. */
function inOrder(
  tables: readonly TableShape[],
  references: readonly { readonly name: string; readonly to: string }[],
): readonly TableShape[] {
  const ordered: TableShape[] = [];
  let waiting = tables;
  while (waiting.length > 0) {
    const isFree = ({ name }: TableShape) =>
      references.every((one) => one.name !== name || !waiting.some((table) => table.name === one.to));
    const free = waiting.filter(isFree);
    if (free.length === 0) throw new Error('the tables refer to each other in a circle');
    ordered.push(...free);
    waiting = waiting.filter((table) => !free.includes(table));
  }
  return ordered;
}
