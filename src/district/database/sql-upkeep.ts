import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { Database } from './database.ts';
import { kioskOf } from './sql-enrolment.ts';

export function kioskStatusReads(database: Database) {
  return {
    async kioskOverviews() {
      const rows = await database
        .selectFrom('kiosk')
        .leftJoin('kiosk_status', 'kiosk_status.kiosk_id', 'kiosk.kiosk_id')
        .selectAll('kiosk')
        .select(['seen_at', 'roster_at', 'report', 'reported_at'])
        .orderBy('enrolled_at')
        .orderBy('kiosk.kiosk_id')
        .execute();
      const journals = await database
        .selectFrom('journal')
        .select(['journal_id', 'kiosk_id', 'head_seq'])
        .orderBy('journal_id')
        .execute();
      const byKiosk = Map.groupBy(journals, (journal) => journal.kiosk_id);
      return rows.map((row) => ({
        kiosk: kioskOf(row),
        revokedReason: row.revoked_reason,
        seenAt: row.seen_at?.getTime() ?? null,
        rosterAt: row.roster_at?.getTime() ?? null,
        report: row.report,
        reportedAt: row.reported_at?.getTime() ?? null,
        journals: (byKiosk.get(row.kiosk_id) ?? []).map((journal) => ({
          journalId: journal.journal_id,
          entries: Number(journal.head_seq),
        })),
      }));
    },
  } satisfies Partial<DistrictReads>;
}

export function kioskStatusWrites(database: Database) {
  return {
    async noteKioskStatus(kioskId, { seenAt, rosterAt, report, reportedAt }) {
      const values = {
        ...(seenAt == null ? {} : { seen_at: new Date(seenAt) }),
        ...(rosterAt == null ? {} : { roster_at: new Date(rosterAt) }),
        ...(report == null ? {} : { report: JSON.stringify(report) }),
        ...(reportedAt == null ? {} : { reported_at: new Date(reportedAt) }),
      };
      if (Object.keys(values).length === 0) return;
      await database
        .insertInto('kiosk_status')
        .values({ kiosk_id: kioskId, ...values })
        .onConflict((conflict) => conflict.column('kiosk_id').doUpdateSet(values))
        .execute();
    },
  } satisfies Partial<DistrictWrites>;
}

export function backupReads(database: Database) {
  return {
    async lastBackup() {
      const row = await database.selectFrom('backup_note').select(['made_at', 'sha256']).executeTakeFirst();
      return row === undefined ? null : { madeAt: row.made_at.getTime(), sha256: row.sha256 };
    },
  } satisfies Partial<DistrictReads>;
}

export function backupWrites(database: Database) {
  return {
    async noteBackup({ madeAt, sha256 }) {
      const values = { made_at: new Date(madeAt), sha256 };
      await database
        .insertInto('backup_note')
        .values({ id: 1, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
    },
  } satisfies Partial<DistrictWrites>;
}
