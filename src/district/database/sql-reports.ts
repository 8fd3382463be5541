import { type SqlBool, sql } from 'kysely';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { Database } from './database.ts';

/** In quarantine and not accepted by an officer: it counts for nobody, and takes nothing back. */
const isQuarantined = (entry: string) => sql<SqlBool>`exists (
  select 1 from quarantine as held
  where held.journal_id = ${sql.ref(`${entry}.journal_id`)} and held.seq = ${sql.ref(`${entry}.seq`)}
    and held.hash = ${sql.ref(`${entry}.hash`)} and held.reason = 'revoked'
    and held.outcome is distinct from 'accepted')`;

/** What a report may count. */
const COUNTED_KINDS = [
  'use',
  'booking-opened',
  'pass-sold',
  'matter-opened',
  'agreement-signed',
  'errand-opened',
  'pass-admitted',
];

/** Only a later entry takes a use back: a void of what was not there yet is a void of nothing. */
const TAKEN_BACK = sql<SqlBool>`exists (
  select 1 from journal_entry as voiding
  where voiding.journal_id = used.journal_id and voiding.kind = 'void' and voiding.voids_seq = used.seq
    and voiding.seq > used.seq and not ${isQuarantined('voiding')})`;

export function reportReads(database: Database) {
  return {
    async usesRecorded({ fromMs, toMs, siteId, after, limit }) {
      const rows = await database
        .selectFrom('journal_entry as used')
        .select('entry')
        .where('kind', 'in', COUNTED_KINDS)
        .where(sql<SqlBool>`recorded_ms >= ${fromMs} and recorded_ms < ${toMs}`)
        .$if(siteId !== undefined, (query) => query.where('site_id', '=', siteId ?? ''))
        .$if(after !== null, (query) =>
          query.where(
            sql<SqlBool>`(recorded_ms, journal_id, seq) > (${after?.at ?? 0}, ${after?.journalId ?? ''}, ${after?.seq ?? 0})`,
          ),
        )
        .where(sql<SqlBool>`not ${TAKEN_BACK}`)
        .where(sql<SqlBool>`not ${isQuarantined('used')}`)
        .orderBy('recorded_ms')
        .orderBy('journal_id')
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map((row) => row.entry);
    },
    async closingEntries({ fromMs, toMs, limit }) {
      const rows = await database
        .selectFrom('journal_entry as used')
        .select('entry')
        .where('kind', 'in', ['day-closed', 'day-reopened'])
        .where(sql<SqlBool>`recorded_ms >= ${fromMs} and recorded_ms < ${toMs}`)
        .where(sql<SqlBool>`not ${isQuarantined('used')}`)
        .orderBy('journal_id')
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map((row) => row.entry);
    },
    async settlements(siteId, month) {
      const rows = await database
        .selectFrom('settlement')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('month', '=', month)
        .orderBy('number')
        .execute();
      return rows.map((row) => ({
        siteId: row.site_id,
        month: row.month,
        number: row.number,
        closedAt: row.closed_at.getTime(),
        content: row.content,
        reopenedAt: row.reopened_at?.getTime() ?? null,
        reopenedNote: row.reopened_note,
      }));
    },
    async catalogueRow(version) {
      const row = await database
        .selectFrom('catalogue')
        .selectAll()
        .where('version', '=', version)
        .executeTakeFirst();
      if (row === undefined) return null;
      return { version: Number(row.version), text: row.text, storedAt: row.stored_at.getTime() };
    },
    async catalogueVersions() {
      const rows = await database
        .selectFrom('catalogue')
        .select('version')
        .orderBy('version', 'desc')
        .execute();
      return rows.map((row) => Number(row.version));
    },
  } satisfies Partial<DistrictReads>;
}

export function reportWrites(database: Database) {
  return {
    async putSettlement({ siteId, month, number, closedAt, content, reopenedAt, reopenedNote }) {
      const reopened = {
        reopened_at: reopenedAt === null ? null : new Date(reopenedAt),
        reopened_note: reopenedNote,
      };
      await database
        .insertInto('settlement')
        .values({
          site_id: siteId,
          month,
          number,
          closed_at: new Date(closedAt),
          content: JSON.stringify(content),
          ...reopened,
        })
        .onConflict((conflict) => conflict.columns(['site_id', 'month', 'number']).doUpdateSet(reopened))
        .execute();
    },
    async insertCatalogue({ version, text, storedAt }) {
      const inserted = await database
        .insertInto('catalogue')
        .values({ version, text, stored_at: new Date(storedAt) })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },
  } satisfies Partial<DistrictWrites>;
}
