import type { Transaction } from 'kysely';
import type { DistrictReads, DistrictStore } from '../storage/store.ts';
import type { Database, Storage } from './database.ts';
import { cardholderReads, cardholderWrites } from './sql-cardholders.ts';
import { deniedReads, deniedWrites } from './sql-denied.ts';
import { draftReads, draftWrites } from './sql-drafts.ts';
import { enrolmentReads, enrolmentWrites } from './sql-enrolment.ts';
import { erasureReads, erasureWrites } from './sql-erasures.ts';
import { forgetDeleted } from './sql-forget.ts';
import { journalReads, journalWrites } from './sql-journal.ts';
import { ledgerReads, ledgerWrites } from './sql-ledger.ts';
import { noteReads, noteWrites } from './sql-notes.ts';
import { noticeReads, noticeWrites } from './sql-notices.ts';
import { officeReads } from './sql-office.ts';
import { officeWrites } from './sql-office-writes.ts';
import { recordListReads } from './sql-record-list.ts';
import { recordReads, recordWrites } from './sql-records.ts';
import { replacedReads, replacedWrites } from './sql-replaced.ts';
import { reportReads, reportWrites } from './sql-reports.ts';
import { rosterReads, rosterWrites } from './sql-roster.ts';
import { staffReads, staffWrites } from './sql-staff.ts';
import { backupReads, backupWrites, kioskStatusReads, kioskStatusWrites } from './sql-upkeep.ts';
import type { Tables } from './tables.ts';

/** The district's data in PostgreSQL or PGlite; a transaction locks the rows that its `lock…` reads. */
export function sqlStore(database: Database, kind: Storage['kind']): DistrictStore {
  const reads = readsOf(database);
  return {
    kind,
    transaction: (work) => database.transaction().execute((transaction) => work(writesOf(transaction))),
    read: (work) => work(reads),
    forgetDroppedKeys: () => forgetDeleted(database, kind, 'notes'),
    forgetErasedCards: () => forgetDeleted(database, kind, 'cards'),
  };
}

function readsOf(database: Database): DistrictReads {
  return {
    ...enrolmentReads(database),
    ...kioskStatusReads(database),
    ...journalReads(database),
    ...ledgerReads(database),
    ...rosterReads(database),
    ...replacedReads(database),
    ...deniedReads(database),
    ...backupReads(database),
    ...cardholderReads(database),
    ...erasureReads(database),
    ...noteReads(database),
    ...noticeReads(database),
    ...recordReads(database),
    ...recordListReads(database),
    ...reportReads(database),
    ...staffReads(database),
    ...officeReads(database),
    ...draftReads(database),
  };
}

function writesOf(transaction: Transaction<Tables>) {
  return {
    ...readsOf(transaction),
    ...enrolmentWrites(transaction),
    ...kioskStatusWrites(transaction),
    ...journalWrites(transaction),
    ...ledgerWrites(transaction),
    ...rosterWrites(transaction),
    ...replacedWrites(transaction),
    ...deniedWrites(transaction),
    ...backupWrites(transaction),
    ...cardholderWrites(transaction),
    ...erasureWrites(transaction),
    ...noteWrites(transaction),
    ...noticeWrites(transaction),
    ...recordWrites(transaction),
    ...reportWrites(transaction),
    ...staffWrites(transaction),
    ...officeWrites(transaction),
    ...draftWrites(transaction),
  };
}
