import { type Selectable, sql } from 'kysely';
import type { Forgotten, NoteRow } from '../storage/note-store.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { Database, Storage } from './database.ts';
import type { NoteTables } from './note-tables.ts';

export function noteReads(database: Database) {
  return {
    async notesByHash(hashes) {
      if (hashes.length === 0) return [];
      const rows = await database.selectFrom('note').selectAll().where('hash', 'in', hashes).execute();
      return rows.map(noteOf);
    },
    async noteKeys(hashes) {
      if (hashes.length === 0) return new Map();
      const rows = await database
        .selectFrom('note_keys.note_key')
        .select(['hash', 'key_hex'])
        .where('hash', 'in', hashes)
        .execute();
      return new Map(rows.map((row) => [row.hash, row.key_hex]));
    },
    async notesAfter({ position, siteIds, limit }) {
      if (siteIds.length === 0) return [];
      const rows = await database
        .selectFrom('note')
        .selectAll()
        .where('position', '>', position)
        .where('site_id', 'in', siteIds)
        .orderBy('position')
        .limit(limit)
        .execute();
      return rows.map(noteOf);
    },
    async dueNotes(now, limit) {
      const rows = await database
        .selectFrom('note')
        .selectAll()
        .where('erased_at', 'is', null)
        .where('ends_at', '<=', new Date(now))
        .orderBy('ends_at')
        .limit(limit)
        .execute();
      return rows.map(noteOf);
    },
    async noteCounts() {
      const { rows } = await sql<{ readable: string; without_key: string; erased: string }>`
        select count(*) filter (where erased_at is null and key_hex is not null) as readable,
          count(*) filter (where erased_at is null and key_hex is null) as without_key,
          count(*) filter (where erased_at is not null) as erased
        from note left join note_keys.note_key using (hash)`.execute(database);
      const [row] = rows;
      return {
        readable: Number(row?.readable ?? 0),
        withoutKey: Number(row?.without_key ?? 0),
        erased: Number(row?.erased ?? 0),
      };
    },
    async hasNoteRemains() {
      const row = await database
        .selectFrom('note_keys.remains')
        .select('has_remains')
        .executeTakeFirstOrThrow();
      return row.has_remains;
    },
  } satisfies Partial<DistrictReads>;
}

export function noteWrites(database: Database) {
  return {
    async putNotes(rows) {
      for (const row of rows) {
        const values = {
          site_id: row.siteId,
          sealed: row.sealed,
          ends_at: new Date(row.endsAt),
          erased_at: row.erasedAt === null ? null : new Date(row.erasedAt),
          position: row.position,
        };
        await database
          .insertInto('note')
          .values({
            hash: row.hash,
            kind: row.kind,
            record_id: row.recordId,
            arrived_at: new Date(row.arrivedAt),
            ...values,
          })
          .onConflict((conflict) => conflict.column('hash').doUpdateSet(values))
          .execute();
      }
    },
    async putNoteKeys(rows) {
      for (const { hash, keyHex, endsAt } of rows) {
        const values = { key_hex: keyHex, ends_at: new Date(endsAt) };
        await database
          .insertInto('note_keys.note_key')
          .values({ hash, ...values })
          .onConflict((conflict) => conflict.column('hash').doUpdateSet(values))
          .execute();
      }
    },
    async dropNoteKeys({ hashes, endedBy }) {
      const { numDeletedRows } = await database
        .deleteFrom('note_keys.note_key')
        .where((where) =>
          where.or([
            where('ends_at', '<=', new Date(endedBy)),
            ...(hashes.length === 0 ? [] : [where('hash', 'in', hashes)]),
          ]),
        )
        .executeTakeFirstOrThrow();
      if (numDeletedRows === 0n) return;
      await database.updateTable('note_keys.remains').set({ has_remains: true }).execute();
    },
    async noteRemainsGone() {
      await database.updateTable('note_keys.remains').set({ has_remains: false }).execute();
    },
  } satisfies Partial<DistrictWrites>;
}

/**
 * Deleted rows still lie in the file of their table, and every row that was ever written lies in the log. The table is
 * written again, the old file goes, and a checkpoint lets the log before it go, as far as this user may ask for it: a
 * server of PostgreSQL renames old files of its log and writes over them later (docs/notes.md).
 */
export async function forgetDroppedKeys(database: Database, kind: Storage['kind']): Promise<Forgotten> {
  await sql`vacuum (full) note_keys.note_key`.execute(database);
  await sql`vacuum (full) note`.execute(database);
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

function noteOf(row: Selectable<NoteTables['note']>): NoteRow {
  return {
    hash: row.hash,
    kind: row.kind,
    recordId: row.record_id,
    siteId: row.site_id,
    sealed: row.sealed,
    arrivedAt: row.arrived_at.getTime(),
    endsAt: row.ends_at.getTime(),
    erasedAt: row.erased_at?.getTime() ?? null,
    position: Number(row.position),
  };
}
