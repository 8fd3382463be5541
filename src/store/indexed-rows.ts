import type { Table } from 'dexie';
import { LAST_DAY, type WallDate } from '../domain/base/wall-time.ts';
import type { Database, FeedName } from './database.ts';

/** Where the next pull of a feed goes on; null before the first one. */
export async function feedCursor(
  { holdings }: Pick<Database, 'holdings'>,
  name: FeedName,
): Promise<string | null> {
  const row = await holdings.get(name);
  return row?.name === name ? row.cursor : null;
}

/**
 * The rows that have one of these values in an indexed field. Each value is asked for on its own, and all at the same
 * time: a cursor over several values would go back and forth to the database for each of them.
 */
export async function rowsWith<Row>(
  table: Table<Row, number> | Table<Row, string>,
  field: string & keyof Row,
  values: readonly (string | number)[],
): Promise<Row[]> {
  const distinct = [...new Set(values)];
  const found = await Promise.all(distinct.map((value) => table.where(field).equals(value).toArray()));
  return found.flat();
}

/** The rows of a desk that name this day or a later one. */
export function rowsOfDeskFrom<Row>(
  table: Table<Row, number> | Table<Row, string>,
  siteId: string,
  date: WallDate,
): Promise<Row[]> {
  return table.where('[siteId+date]').between([siteId, date], [siteId, LAST_DAY], true, true).toArray();
}
