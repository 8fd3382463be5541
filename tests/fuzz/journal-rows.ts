import { type Database, openDatabase, type Storage } from '../../src/district/database/database.ts';

/** How many entries a district holds of all journals, and how many lie in quarantine. */
interface JournalRows {
  readonly entries: number;
  readonly forked: number;
}

/** Counts the rows themselves. Nobody else may have the storage open where it is PGlite. */
export async function rowsIn(storage: Storage): Promise<JournalRows> {
  const { database, close } = await openDatabase(storage, () => {});
  try {
    return {
      entries: await countOf(database, 'journal_entry'),
      forked: await countOf(database, 'quarantine'),
    };
  } finally {
    await close();
  }
}

async function countOf(database: Database, table: 'journal_entry' | 'quarantine'): Promise<number> {
  const { rows } = await database
    .selectFrom(table)
    .select(({ fn }) => fn.countAll().as('rows'))
    .executeTakeFirstOrThrow();
  return Number(rows);
}
