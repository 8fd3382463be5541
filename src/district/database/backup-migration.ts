import { type Kysely, sql } from 'kysely';

/** When the last good backup was made; one row, none before the first. */
export async function createBackupNote(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table backup_note (
      id smallint primary key check (id = 1),
      made_at timestamptz not null,
      sha256 text not null
    )`.execute(database);
}
