import type { RosterRecord } from '../../domain/card/roster-record.ts';
import type { GivenBody } from '../../domain/journal/entry-body.ts';
import { bodyOf, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import { isOpeningBody } from '../../domain/records/record.ts';
import { cardUseOfRecord } from '../records/card-use.ts';
import type { BookReads } from '../storage/book-store.ts';
import type { CardholderReads } from '../storage/cardholder-store.ts';
import type { EnrolmentReads } from '../storage/enrolment-store.ts';
import type { JournalReads } from '../storage/journal-store.ts';
import type { KioskReads } from '../storage/kiosk-store.ts';
import type { RosterReads } from '../storage/roster-store.ts';
import type { DistrictReads } from '../storage/store.ts';
import type { CardUse, EntryRef, LeaseRow, QuarantineOutcome } from '../storage/store-rows.ts';
import type { KioskStatus, KioskStatusReads } from '../storage/upkeep-store.ts';
import { memoryDraftReads } from './memory-drafts.ts';
import { memoryNoteReads } from './memory-notes.ts';
import { memoryNoticeReads } from './memory-notices.ts';
import { memoryOfficeReads } from './memory-office.ts';
import { memoryRecordReads } from './memory-records.ts';
import { memoryReportReads } from './memory-reports.ts';
import { memoryStaffReads } from './memory-staff.ts';
import { entryKeyOf, type MemoryTables, quarantineKeyOf, rightKeyOf, slotKeyOf } from './memory-state.ts';

export const NEVER_SEEN: KioskStatus = { seenAt: null, rosterAt: null, report: null, reportedAt: null };

/** The reads of a memory store; each sees what the transaction under way has written. */
export function memoryReads(tables: MemoryTables): DistrictReads {
  return {
    identity: async () => there(tables.identity.get('identity')),
    lastBackup: async () => tables.lastBackup.get('note') ?? null,
    ...enrolmentReads(tables),
    ...kioskReads(tables),
    ...journalReads(tables),
    ...bookReads(tables),
    ...rosterReads(tables),
    ...cardholderReads(tables),
    ...memoryNoteReads(tables),
    ...memoryNoticeReads(tables),
    ...memoryRecordReads(tables),
    ...memoryReportReads(tables),
    ...memoryDraftReads(tables),
    ...memoryStaffReads(tables),
    ...memoryOfficeReads(tables),
  };
}

function enrolmentReads(tables: MemoryTables): EnrolmentReads {
  return {
    codeInForce: async (selector, now) =>
      [...tables.codes.values()].find(
        (row) => row.selector === selector && row.usedAt === null && row.expiresAt > now,
      ) ?? null,
    triesOf: async (source) => tables.tries.get(source) ?? null,
  };
}

function kioskReads(tables: MemoryTables): KioskReads & KioskStatusReads {
  return {
    kioskById: async (kioskId) => tables.kiosks.get(kioskId) ?? null,
    async kioskOfJournal(journalId) {
      const journal = tables.journals.get(journalId);
      return journal === undefined ? null : (tables.kiosks.get(journal.kioskId) ?? null);
    },
    kioskOverviews: async () =>
      [...tables.kiosks.values()]
        .sort((one, other) => one.enrolledAt - other.enrolledAt || (one.kioskId < other.kioskId ? -1 : 1))
        .map((kiosk) => ({
          ...(tables.kioskStatuses.get(kiosk.kioskId) ?? NEVER_SEEN),
          kiosk,
          revokedReason: tables.revokedReasons.get(kiosk.kioskId) ?? null,
          journals: [...tables.journals.values()]
            .filter((row) => row.kioskId === kiosk.kioskId)
            .map(({ journalId, seq }) => ({ journalId, entries: seq }))
            .sort((one, other) => (one.journalId < other.journalId ? -1 : 1)),
        })),
    kioskIdsOfJournal: async (journalId) =>
      [...tables.journalKiosks.values()]
        .filter((row) => row.journalId === journalId)
        .map((row) => row.kioskId),
    journalIdsOf: async (kioskId) =>
      [...tables.journals.copy()]
        .filter(([, row]) => row.kioskId === kioskId)
        .map(([id]) => id)
        .sort(),
    countJournalsOf: async (kioskId) =>
      [...tables.journalKiosks.values()].filter((row) => row.kioskId === kioskId).length,
  };
}

function journalReads(tables: MemoryTables): JournalReads {
  return {
    entriesFrom: async (journalId, fromSeq, limit) =>
      tables.entries.get(journalId).slice(fromSeq - 1, fromSeq - 1 + limit),
    voidsOf: async (journalId, voidedSeqs) =>
      tables.entries.get(journalId).filter((entry) => {
        const body = bodyOf(entry);
        return body?.kind === 'void' && voidedSeqs.includes(body.voidsSeq);
      }),
    newerEntries: async (after, limit) =>
      [...tables.newer.values()]
        .sort((one, other) => compare(one.entry, other.entry))
        .filter(({ entry }) => after === null || compare(entry, after) > 0)
        .slice(0, limit),
    quarantined: async (journalId, reason) =>
      [...tables.quarantine.values()]
        .filter((row) => row.entry.journalId === journalId && row.reason === reason)
        .sort((one, other) => one.entry.seq - other.entry.seq),
    quarantineCounts: async (journalId, reason) => {
      const rows = [...tables.quarantine.values()].filter(
        (row) => row.entry.journalId === journalId && row.reason === reason,
      );
      const countOf = (outcome: QuarantineOutcome) => rows.filter((row) => row.outcome === outcome).length;
      return { waiting: countOf(null), accepted: countOf('accepted'), dismissed: countOf('dismissed') };
    },
    isQuarantined: async (entry) => tables.quarantine.get(quarantineKeyOf(entry)) !== undefined,
    usesOfCards: async (cardRefs) => cardRefs.flatMap((cardRef) => tables.usesByCard.get(cardRef) ?? []),
    usesOfSlots: async (slots) =>
      slots.flatMap((slot) => tables.usesBySlot.get(slotKeyOf(slot)) ?? []).filter((use) => use.takesPlace),
    countedUse: async (ref) => tables.uses.get(entryKeyOf(ref)) ?? null,
  };
}

function bookReads(tables: MemoryTables): BookReads {
  return {
    leasesOfSite: async (siteId, fromDate) =>
      leasesWhere(tables, (lease) => lease.siteId === siteId && lease.date >= fromDate),
    leasesOfJournal: async (journalId, fromDate) =>
      leasesWhere(tables, (lease) => lease.holder === journalId && lease.date >= fromDate),
    publicStretchesOf: async (siteId, fromDate) =>
      [...tables.publicStretches.values()]
        .filter((row) => row.siteId === siteId && row.date >= fromDate)
        .sort((one, other) => (one.takenId < other.takenId ? -1 : 1)),
    publicStretch: async (takenId) => tables.publicStretches.get(takenId) ?? null,
    sharersOf: async (siteId) => [...tables.sharers.values()].filter((row) => row.siteId === siteId),
    rights: async (keys) =>
      keys.flatMap((key) => {
        const row = tables.rights.get(rightKeyOf(key));
        return row === undefined ? [] : [row];
      }),
    rightsOfCards: async (cardRefs) =>
      [...tables.rights.values()].filter((row) => cardRefs.includes(row.cardRef)).sort(byPosition),
    async rightsAfter(position, limit) {
      if (there(tables.book.get('book')).position <= position) return [];
      return [...tables.rights.values()]
        .filter((row) => row.position > position)
        .sort(byPosition)
        .slice(0, limit);
    },
    book: async () => there(tables.book.get('book')),
    discrepancyByKey: async (key) => tables.discrepancies.get(key) ?? null,
    discrepancyById: async (discrepancyId) =>
      [...tables.discrepancies.values()].find((row) => row.discrepancyId === discrepancyId) ?? null,
    discrepancyWords: async (discrepancyIds) =>
      discrepancyIds.flatMap((discrepancyId) => tables.discrepancyWords.get(discrepancyId) ?? []),
    discrepancies: async ({ open, limit, kind, siteIds = null }) =>
      [...tables.discrepancies.values()]
        .filter((row) => (row.closedAt === null) === open && (kind ?? row.kind) === row.kind)
        .filter((row) => siteIds?.includes(row.subject.siteId) ?? true)
        .sort(
          (one, other) =>
            other.changedAt - one.changedAt || (one.discrepancyId < other.discrepancyId ? -1 : 1),
        )
        .slice(0, limit),
  };
}

function rosterReads(tables: MemoryTables): RosterReads {
  return {
    rosterHead: async () => there(tables.rosterHead.get('position')),
    async cardsAfter({ position, begun, limit }) {
      if (there(tables.rosterHead.get('position')) <= position) return [];
      return [...tables.cards.values()]
        .filter((row) => row.position > position && (row.record !== null || row.position > begun))
        .sort(byPosition)
        .slice(0, limit);
    },
    cardsByNumber: async (cardNumbers) =>
      cardNumbers.flatMap((cardNumber) => tables.cards.get(cardNumber) ?? []),
    async recordsByRef(cardRefs) {
      const records = new Map<string, RosterRecord>();
      for (const cardRef of cardRefs) {
        const row = tables.cards.get(tables.cardNumberByRef.get(cardRef) ?? '');
        if (row?.record) records.set(cardRef, row.record);
      }
      return records;
    },
    numbersByRef: async (cardRefs) =>
      new Map(
        cardRefs.flatMap((cardRef) => {
          const number = tables.cardNumberByRef.get(cardRef);
          return number === undefined ? [] : [[cardRef, number] as const];
        }),
      ),
    countCards: async () => [...tables.cards.values()].filter((row) => row.record !== null).length,
    denyList: async () => there(tables.denyList.get('list')),
    replacementsOf: async (cardRefs) =>
      [...tables.replacements.values()]
        .filter((row) => cardRefs.includes(row.cardRef) || row.replaces.some((one) => cardRefs.includes(one)))
        .sort(byPosition),
    replacementsAfter: async (position, limit) =>
      [...tables.replacements.values()]
        .filter((row) => row.position > position)
        .sort(byPosition)
        .slice(0, limit),
  };
}

function cardholderReads(tables: MemoryTables): CardholderReads {
  const newestFirst = (one: { readonly at: number }, other: { readonly at: number }) => other.at - one.at;
  return {
    findCards: async ({ text, after, limit }) =>
      [...tables.cards.values()]
        .filter(({ cardNumber, record }) => {
          const isFound = cardNumber.includes(text) || record?.name.includes(text) === true;
          return record !== null && cardNumber > after && isFound;
        })
        .sort((one, other) => (one.cardNumber < other.cardNumber ? -1 : 1))
        .slice(0, limit),
    lastNumberOf: async ({ prefix, length }) =>
      [...tables.cards.values()]
        .map(({ cardNumber }) => cardNumber)
        .filter((number) => number.startsWith(prefix) && number.length === length)
        .filter((number) => /^[0-9]+$/.test(number.slice(prefix.length, -1)))
        .sort()
        .at(-1) ?? null,
    cardsEndedBefore: async ({ before, after, limit }) =>
      [...tables.cards.values()]
        .filter(
          ({ cardNumber, record }) => record !== null && record.validUntil < before && cardNumber > after,
        )
        .sort((one, other) => (one.cardNumber < other.cardNumber ? -1 : 1))
        .slice(0, limit),
    erasures: async (limit) =>
      [...tables.erasures.values()].sort((one, other) => other.at - one.at).slice(0, limit),
    changesOfCard: async (cardNumber, limit) =>
      [...tables.cardChanges.values()]
        .filter((row) => row.cardNumber === cardNumber)
        .sort((one, other) => other.position - one.position)
        .slice(0, limit),
    changesOfCardsAfter: async (cardNumbers, after) =>
      [...tables.cardChanges.values()]
        .filter((row) => row.position > after && cardNumbers.includes(row.cardNumber))
        .sort(byPosition),
    consentsOf: async (cardNumbers) =>
      [...new Set(cardNumbers)].flatMap((cardNumber) => tables.consents.get(cardNumber) ?? []),
    changesOfImport: async (importId, after, limit) =>
      [...tables.cardChanges.values()]
        .filter((row) => row.importId === importId && row.position > after)
        .sort(byPosition)
        .slice(0, limit),
    usesOfCard: async (cardRef, limit) =>
      usesIn(tables)
        .filter(({ body }) => body.cardRef === cardRef)
        .map((use) => cardUseOf(tables, use))
        .sort((one, other) =>
          one.start === other.start ? other.seq - one.seq : one.start < other.start ? 1 : -1,
        )
        .slice(0, limit),
    usedCards: async (cardRefs) => {
      const wanted = new Set(cardRefs);
      const used = usesIn(tables).map(({ body }) => body.cardRef);
      return new Set(used.filter((cardRef) => wanted.has(cardRef)));
    },
    cardImport: async (importId) => tables.cardImports.get(importId) ?? null,
    cardImports: async (limit) => [...tables.cardImports.values()].sort(newestFirst).slice(0, limit),
  };
}

interface RecordedUse {
  readonly entry: JournalEntry;
  readonly body: GivenBody;
}

function usesIn(tables: MemoryTables): readonly RecordedUse[] {
  return [...tables.entries.copy().values()].flat().flatMap((entry) => {
    const body = bodyOf(entry);
    return body?.kind === 'use' || (body !== null && isOpeningBody(body)) ? [{ entry, body }] : [];
  });
}

function cardUseOf(tables: MemoryTables, { entry, body }: RecordedUse): CardUse {
  const { journalId, seq, siteId, hash } = entry;
  const isTakenBack = tables.entries.get(journalId).some((other) => {
    const effect = bodyOf(other);
    return effect?.kind === 'void' && effect.voidsSeq === seq;
  });
  const aside = tables.quarantine.get(quarantineKeyOf({ journalId, seq, hash }));
  const isAside = aside !== undefined && aside.reason === 'revoked' && aside.outcome !== 'accepted';
  const { itemId, person, quantity, start, totalFen } = body;
  const record = tables.records.get(tables.recordByOpener.get(entryKeyOf(entry)) ?? '');
  const known = record === undefined && body.kind !== 'use' ? 'collided' : 'counts';
  const state = isTakenBack ? 'taken-back' : isAside ? 'quarantined' : known;
  const use = { journalId, seq, siteId, itemId, person, quantity, start, totalFen, state } as const;
  return record === undefined ? use : cardUseOfRecord(use, record.state);
}

function leasesWhere(tables: MemoryTables, matches: (lease: LeaseRow) => boolean): LeaseRow[] {
  return [...tables.leases.values()].flat().filter(matches);
}

function byPosition(one: { readonly position: number }, other: { readonly position: number }): number {
  return one.position - other.position;
}

/** The rows that a store is made with are always there. */
function there<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('the memory store lost its own row');
  return row;
}

function compare(one: EntryRef, other: EntryRef): number {
  if (one.journalId !== other.journalId) return one.journalId < other.journalId ? -1 : 1;
  return one.seq - other.seq;
}
