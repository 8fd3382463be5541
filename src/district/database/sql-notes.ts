import { type Selectable, sql } from 'kysely';
import type { NoteRow } from '../storage/note-store.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { Database } from './database.ts';
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
