import type { Selectable } from 'kysely';
import type { EntryRef } from '../../domain/journal/entry-body.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { CountedUse, QuarantineOutcome } from '../storage/store-rows.ts';
import type { Database } from './database.ts';
import { bodyColumnsOf, rowOf } from './journal-row.ts';
import type { LedgerTables } from './ledger-tables.ts';

export function journalReads(database: Database) {
  return { ...entryReads(database), ...quarantineReads(database), ...countedUseReads(database) };
}

function entryReads(database: Database) {
  return {
    async entriesFrom(journalId, fromSeq, limit) {
      const rows = await database
        .selectFrom('journal_entry')
        .select('entry')
        .where('journal_id', '=', journalId)
        .where('seq', '>=', fromSeq)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map((row) => row.entry);
    },
    async voidsOf(journalId, voidedSeqs) {
      if (voidedSeqs.length === 0) return [];
      const rows = await database
        .selectFrom('journal_entry')
        .select('entry')
        .where('journal_id', '=', journalId)
        .where('kind', '=', 'void')
        .where('voids_seq', 'in', voidedSeqs)
        .orderBy('seq')
        .execute();
      return rows.map((row) => row.entry);
    },
    async newerEntries(after, limit) {
      const rows = await entriesAfter(database, after, limit)
        .select(['entry', 'received_from'])
        .where('is_projected', '=', false)
        .execute();
      return rows.map((row) => ({ entry: row.entry, kioskId: row.received_from }));
    },
  } satisfies Partial<DistrictReads>;
}

/** The first entries after a place, in the order of journals and then of entries. */
export function entriesAfter(database: Database, after: EntryRef | null, limit: number) {
  return database
    .selectFrom('journal_entry')
    .$if(after !== null, (query) =>
      query.where((where) =>
        where(where.refTuple('journal_id', 'seq'), '>', where.tuple(after?.journalId ?? '', after?.seq ?? 0)),
      ),
    )
    .orderBy('journal_id')
    .orderBy('seq')
    .limit(limit);
}

function quarantineReads(database: Database) {
  return {
    async quarantined(journalId, reason) {
      const rows = await database
        .selectFrom('quarantine')
        .select(['entry', 'received_from', 'received_at', 'reason', 'outcome'])
        .where('journal_id', '=', journalId)
        .where('reason', '=', reason)
        .orderBy('seq')
        .execute();
      return rows.map((row) => ({
        entry: row.entry,
        kioskId: row.received_from,
        receivedAt: row.received_at.getTime(),
        reason: row.reason,
        outcome: row.outcome,
      }));
    },
    async quarantineCounts(journalId, reason) {
      const rows = await database
        .selectFrom('quarantine')
        .select((select) => ['outcome', select.fn.countAll().as('count')])
        .where('journal_id', '=', journalId)
        .where('reason', '=', reason)
        .groupBy('outcome')
        .execute();
      const countOf = (outcome: QuarantineOutcome) =>
        Number(rows.find((row) => row.outcome === outcome)?.count ?? 0);
      return { waiting: countOf(null), accepted: countOf('accepted'), dismissed: countOf('dismissed') };
    },
    async isQuarantined({ journalId, seq, hash }) {
      const row = await database
        .selectFrom('quarantine')
        .select('seq')
        .where('journal_id', '=', journalId)
        .where('seq', '=', seq)
        .where('hash', '=', hash)
        .executeTakeFirst();
      return row !== undefined;
    },
  } satisfies Partial<DistrictReads>;
}

function countedUseReads(database: Database) {
  return {
    async usesOfCards(cardRefs) {
      if (cardRefs.length === 0) return [];
      const rows = await database
        .selectFrom('counted_use')
        .selectAll()
        .where('card_ref', 'in', cardRefs)
        .execute();
      return rows.map(countedUseOf);
    },
    async usesOfSlots(slots) {
      if (slots.length === 0) return [];
      const rows = await database
        .selectFrom('counted_use')
        .selectAll()
        .where((where) =>
          where.or(
            slots.map((slot) => where.and({ site_id: slot.siteId, item_id: slot.itemId, date: slot.date })),
          ),
        )
        .where('takes_place', '=', true)
        .execute();
      return rows.map(countedUseOf);
    },
    async countedUse({ journalId, seq }) {
      const row = await database
        .selectFrom('counted_use')
        .selectAll()
        .where('journal_id', '=', journalId)
        .where('seq', '=', seq)
        .executeTakeFirst();
      return row === undefined ? null : countedUseOf(row);
    },
  } satisfies Partial<DistrictReads>;
}

export function journalWrites(database: Database) {
  return { ...entryWrites(database), ...quarantineWrites(database), ...countedUseWrites(database) };
}

function entryWrites(database: Database) {
  return {
    async lockJournalRow(journalId) {
      const row = await database
        .selectFrom('journal')
        .select(['kiosk_id', 'head_seq', 'head_hash'])
        .where('journal_id', '=', journalId)
        .forUpdate()
        .executeTakeFirst();
      if (row === undefined) return null;
      return { kioskId: row.kiosk_id, seq: Number(row.head_seq), hash: row.head_hash };
    },
    async appendEntries(entries, receipt) {
      const last = entries.at(-1);
      if (last === undefined) return;
      const received = { kioskId: receipt.kioskId, receivedAt: new Date(receipt.receivedAt) };
      await database
        .insertInto('journal_entry')
        .values(entries.map((entry) => rowOf(entry, received)))
        .execute();
      await database
        .updateTable('journal')
        .set({ head_seq: last.seq, head_hash: last.hash })
        .where('journal_id', '=', last.journalId)
        .execute();
    },
    async markProjected(entries) {
      for (const entry of entries) {
        await database
          .updateTable('journal_entry')
          .set({ ...bodyColumnsOf(entry), is_projected: true })
          .where('journal_id', '=', entry.journalId)
          .where('seq', '=', entry.seq)
          .execute();
      }
    },
  } satisfies Partial<DistrictWrites>;
}

function quarantineWrites(database: Database) {
  return {
    async quarantine(entries, receipt, reason) {
      if (entries.length === 0) return;
      await database
        .insertInto('quarantine')
        .values(
          entries.map((entry) => ({
            journal_id: entry.journalId,
            seq: entry.seq,
            hash: entry.hash,
            received_from: receipt.kioskId,
            received_at: new Date(receipt.receivedAt),
            entry: JSON.stringify(entry),
            reason,
            outcome: null,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async settleQuarantine({ journalId, reason, hashes }, outcome) {
      await database
        .updateTable('quarantine')
        .set({ outcome })
        .where('journal_id', '=', journalId)
        .where('reason', '=', reason)
        .where('outcome', 'is', null)
        .$if(hashes !== undefined, (query) => query.where('hash', 'in', hashes ?? []))
        .execute();
    },
  } satisfies Partial<DistrictWrites>;
}

function countedUseWrites(database: Database) {
  return {
    async insertUses(uses) {
      if (uses.length === 0) return;
      await database
        .insertInto('counted_use')
        .values(
          uses.map((use) => ({
            journal_id: use.journalId,
            seq: use.seq,
            card_ref: use.cardRef,
            site_id: use.siteId,
            item_id: use.itemId,
            person: use.person,
            quantity: use.quantity,
            date: use.date,
            courts: JSON.stringify(use.courts),
            takes_place: use.takesPlace,
            given_by: use.givenBy,
            start_minute: use.span?.start ?? null,
            minutes: use.span?.minutes ?? null,
          })),
        )
        .execute();
    },
    async removeUse({ journalId, seq }) {
      const row = await database
        .deleteFrom('counted_use')
        .where('journal_id', '=', journalId)
        .where('seq', '=', seq)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : countedUseOf(row);
    },
  } satisfies Partial<DistrictWrites>;
}

function countedUseOf(row: Selectable<LedgerTables['counted_use']>): CountedUse {
  return {
    journalId: row.journal_id,
    seq: Number(row.seq),
    cardRef: row.card_ref,
    siteId: row.site_id,
    itemId: row.item_id,
    person: row.person,
    quantity: row.quantity,
    date: row.date,
    courts: row.courts,
    takesPlace: row.takes_place,
    givenBy: row.given_by ?? row.journal_id,
    span:
      row.start_minute === null || row.minutes === null
        ? null
        : { start: row.start_minute, minutes: row.minutes },
  };
}
