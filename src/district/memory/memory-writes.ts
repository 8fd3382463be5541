import { bodyOf, GENESIS_HASH } from '../../domain/journal/journal-entry.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { CountedUse } from '../storage/store-rows.ts';
import { memoryDraftWrites } from './memory-drafts.ts';
import { memoryNoteWrites } from './memory-notes.ts';
import { memoryNoticeWrites } from './memory-notices.ts';
import { memoryOfficeWrites } from './memory-office.ts';
import { NEVER_SEEN } from './memory-reads.ts';
import { memoryRecordWrites } from './memory-records.ts';
import { memoryReportWrites } from './memory-reports.ts';
import { memoryStaffWrites } from './memory-staff.ts';
import {
  courtDayKeyOf,
  entryKeyOf,
  type MemoryTables,
  quarantineKeyOf,
  rightKeyOf,
  slotKeyOf,
} from './memory-state.ts';
import type { MemoryTable } from './memory-table.ts';

/** The writes of one transaction; `assertCurrent` throws if the store was restored since it began. */
export function memoryWrites(
  tables: MemoryTables,
  reads: DistrictReads,
  assertCurrent: () => void,
): DistrictWrites {
  return {
    ...reads,
    ...enrolmentWrites(tables, assertCurrent),
    ...journalWrites(tables, assertCurrent),
    ...bookWrites(tables, assertCurrent),
    ...rosterWrites(tables, assertCurrent),
    ...cardholderWrites(tables, assertCurrent),
    async setEpoch(epoch, rolledAt) {
      assertCurrent();
      const identity = await reads.identity();
      tables.identity.put('identity', { ...identity, epoch, rolledAt });
    },
    ...memoryNoteWrites(tables, assertCurrent),
    ...memoryNoticeWrites(tables, assertCurrent),
    ...memoryRecordWrites(tables, assertCurrent),
    ...memoryReportWrites(tables, assertCurrent),
    ...memoryDraftWrites(tables, assertCurrent),
    ...memoryStaffWrites(tables, assertCurrent),
    ...memoryOfficeWrites(tables, assertCurrent),
    async noteBackup(note) {
      assertCurrent();
      tables.lastBackup.put('note', note);
    },
    lockBookRow: reads.book,
    lockDenyListRow: reads.denyList,
    lockRosterHeadRow: reads.rosterHead,
  };
}

function enrolmentWrites(tables: MemoryTables, assertCurrent: () => void) {
  return {
    async dropCodesBefore(expiredBefore) {
      assertCurrent();
      for (const row of [...tables.codes.values()]) {
        if (row.expiresAt < expiredBefore) tables.codes.remove(row.codeHash);
      }
    },
    async insertCode(row) {
      assertCurrent();
      if (tables.codes.get(row.codeHash) !== undefined) return false;
      tables.codes.put(row.codeHash, row);
      return true;
    },
    lockCodeRow: async (codeHash) => tables.codes.get(codeHash) ?? null,
    async countWrongCode(codeHash) {
      assertCurrent();
      const row = tables.codes.get(codeHash);
      if (row !== undefined) tables.codes.put(codeHash, { ...row, wrongTries: row.wrongTries + 1 });
    },
    async markCodeUsed(codeHash, usedAt) {
      assertCurrent();
      const row = tables.codes.get(codeHash);
      if (row !== undefined) tables.codes.put(codeHash, { ...row, usedAt });
    },
    async dropTriesBefore(since) {
      assertCurrent();
      for (const [source, row] of tables.tries.copy()) if (row.since <= since) tables.tries.remove(source);
    },
    async countTry(source, now, triesMax) {
      assertCurrent();
      const before = tables.tries.get(source);
      const row = { tries: Math.min((before?.tries ?? 0) + 1, triesMax), since: before?.since ?? now };
      tables.tries.put(source, row);
      return row;
    },
    async clearTries(source) {
      assertCurrent();
      tables.tries.remove(source);
    },
    lockKioskRows: async () => [...tables.kiosks.values()],
    async insertKiosk(row) {
      assertCurrent();
      tables.kiosks.put(row.kioskId, row);
    },
    async revokeKiosk(kioskId, at, reason) {
      assertCurrent();
      const row = tables.kiosks.get(kioskId);
      if (row === undefined || row.revokedAt !== null) return false;
      tables.kiosks.put(kioskId, { ...row, revokedAt: at });
      if (reason !== undefined) tables.revokedReasons.put(kioskId, reason);
      return true;
    },
    async noteKioskStatus(kioskId, status) {
      assertCurrent();
      const before = tables.kioskStatuses.get(kioskId) ?? NEVER_SEEN;
      tables.kioskStatuses.put(kioskId, { ...before, ...status });
    },
    lockKioskRow: async (kioskId) => tables.kiosks.get(kioskId) ?? null,
    async markRevocationTold(kioskId, at) {
      assertCurrent();
      const row = tables.kiosks.get(kioskId);
      if (row === undefined || row.revocationToldAt !== null) return;
      tables.kiosks.put(kioskId, { ...row, revocationToldAt: at });
    },
    async giveJournal(journalId, kioskId) {
      assertCurrent();
      const before = tables.journals.get(journalId) ?? { journalId, seq: 0, hash: GENESIS_HASH };
      tables.journals.put(journalId, { ...before, kioskId });
      tables.journalKiosks.put(`${journalId}/${kioskId}`, { journalId, kioskId });
    },
    async beginJournal(journalId, kioskId) {
      assertCurrent();
      if (tables.journals.get(journalId) !== undefined) return;
      tables.journals.put(journalId, { journalId, kioskId, seq: 0, hash: GENESIS_HASH });
      tables.journalKiosks.put(`${journalId}/${kioskId}`, { journalId, kioskId });
    },
  } satisfies Partial<DistrictWrites>;
}

function journalWrites(tables: MemoryTables, assertCurrent: () => void) {
  return {
    async lockJournalRow(journalId) {
      const row = tables.journals.get(journalId);
      return row === undefined ? null : { kioskId: row.kioskId, seq: row.seq, hash: row.hash };
    },
    async appendEntries(entries, { kioskId }) {
      assertCurrent();
      const last = entries.at(-1);
      const row = last && tables.journals.get(last.journalId);
      if (last === undefined || row === undefined) return;
      tables.entries.append(last.journalId, entries);
      for (const entry of entries) {
        if (bodyOf(entry) === null) tables.newer.put(entryKeyOf(entry), { entry, kioskId });
      }
      tables.journals.put(last.journalId, { ...row, seq: last.seq, hash: last.hash });
    },
    async quarantine(entries, receipt, reason) {
      assertCurrent();
      for (const entry of entries) {
        const key = quarantineKeyOf(entry);
        if (tables.quarantine.get(key) !== undefined) continue;
        tables.quarantine.put(key, { ...receipt, entry, reason, outcome: null });
      }
    },
    async settleQuarantine({ journalId, reason, hashes }, outcome) {
      assertCurrent();
      for (const [key, row] of tables.quarantine.copy()) {
        const isOfJournal = row.entry.journalId === journalId && row.reason === reason;
        const isMeant = isOfJournal && (hashes?.includes(row.entry.hash) ?? true);
        if (isMeant && row.outcome === null) tables.quarantine.put(key, { ...row, outcome });
      }
    },
    async markProjected(entries) {
      assertCurrent();
      for (const entry of entries) tables.newer.remove(entryKeyOf(entry));
    },
    async insertUses(uses) {
      assertCurrent();
      for (const use of uses) {
        tables.uses.put(entryKeyOf(use), use);
        change(tables.usesByCard, use.cardRef, (rows) => [...rows, use]);
        change(tables.usesBySlot, slotKeyOf(use), (rows) => [...rows, use]);
      }
    },
    async removeUse(ref) {
      assertCurrent();
      const use = tables.uses.get(entryKeyOf(ref));
      if (use === undefined) return null;
      tables.uses.remove(entryKeyOf(ref));
      change(tables.usesByCard, use.cardRef, (rows) => rows.filter((row) => row !== use));
      change(tables.usesBySlot, slotKeyOf(use), (rows) => rows.filter((row) => row !== use));
      return use;
    },
  } satisfies Partial<DistrictWrites>;
}

function change(
  table: MemoryTable<string, readonly CountedUse[]>,
  key: string,
  next: (rows: readonly CountedUse[]) => readonly CountedUse[],
): void {
  table.put(key, next(table.get(key) ?? []));
}

function bookWrites(tables: MemoryTables, assertCurrent: () => void) {
  return {
    async saveBook(book) {
      assertCurrent();
      tables.book.put('book', book);
    },
    async putLeases(days, rows) {
      assertCurrent();
      const ofDay = Map.groupBy(rows, courtDayKeyOf);
      for (const key of new Set(days.map(courtDayKeyOf))) {
        const left = ofDay.get(key) ?? [];
        if (left.length === 0) tables.leases.remove(key);
        else tables.leases.put(key, left);
      }
    },
    async putPublicStretches(rows) {
      assertCurrent();
      for (const row of rows) tables.publicStretches.put(row.takenId, row);
    },
    async putSharer(row) {
      assertCurrent();
      tables.sharers.put(`${row.journalId}/${row.siteId}`, row);
    },
    async dropSharers({ journalId, keepSiteId }) {
      assertCurrent();
      for (const row of [...tables.sharers.values()]) {
        if (row.journalId === journalId && row.siteId !== keepSiteId) {
          tables.sharers.remove(`${row.journalId}/${row.siteId}`);
        }
      }
    },
    async putRights(rows) {
      assertCurrent();
      for (const row of rows) tables.rights.put(rightKeyOf(row), row);
    },
    async putDiscrepancy(row) {
      assertCurrent();
      tables.discrepancies.put(row.key, row);
    },
    async addDiscrepancyWord(row) {
      assertCurrent();
      const before = tables.discrepancyWords.get(row.discrepancyId) ?? [];
      tables.discrepancyWords.put(row.discrepancyId, [...before, row]);
    },
  } satisfies Partial<DistrictWrites>;
}

function rosterWrites(tables: MemoryTables, assertCurrent: () => void) {
  return {
    async saveRosterHead(position) {
      assertCurrent();
      tables.rosterHead.put('position', position);
    },
    async saveDenyList(row) {
      assertCurrent();
      tables.denyList.put('list', row);
    },
    async putCards(rows) {
      assertCurrent();
      for (const row of rows) {
        tables.cards.put(row.cardNumber, row);
        tables.cardNumberByRef.put(row.cardRef, row.cardNumber);
      }
    },
    async putReplacement(row) {
      assertCurrent();
      tables.replacements.put(row.cardRef, row);
    },
    async removeCard(cardNumber, position) {
      assertCurrent();
      const row = tables.cards.get(cardNumber);
      if (row === undefined || row.record === null) return false;
      tables.cards.put(cardNumber, { ...row, record: null, tier: null, position });
      return true;
    },
  } satisfies Partial<DistrictWrites>;
}

function cardholderWrites(tables: MemoryTables, assertCurrent: () => void) {
  return {
    async putCardChanges(rows) {
      assertCurrent();
      for (const row of rows) tables.cardChanges.put(row.position, row);
    },
    async putConsent(row) {
      assertCurrent();
      tables.consents.put(row.cardNumber, [...(tables.consents.get(row.cardNumber) ?? []), row]);
    },
    async dropCardChanges(cardNumbers) {
      assertCurrent();
      for (const cardNumber of cardNumbers) tables.consents.remove(cardNumber);
      const dropped = new Set(cardNumbers);
      const rows = [...tables.cardChanges.values()].filter(({ cardNumber }) => dropped.has(cardNumber));
      for (const { position } of rows) tables.cardChanges.remove(position);
    },
    async putErasure(row) {
      assertCurrent();
      tables.erasures.put(row.erasureId, row);
    },
    async putCardImport(row) {
      assertCurrent();
      tables.cardImports.put(row.importId, row);
    },
    async markImportUndone(importId, at, officer) {
      assertCurrent();
      const row = tables.cardImports.get(importId);
      if (row !== undefined) tables.cardImports.put(importId, { ...row, undoneAt: at, undoneBy: officer });
    },
  } satisfies Partial<DistrictWrites>;
}
