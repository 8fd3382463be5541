import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { StoreFault, UsesPort } from '../app/ports.ts';
import { MAYBE_DUE_MAX, OWN_MATTERS_MAX } from '../app/record/due-days.ts';
import {
  cardsOfMatter,
  gatherMaybeDue,
  gatherRows,
  numbersGiven,
  type RowSource,
  withRecords,
} from '../app/record/known-rows.ts';
import { dateOfMinute, wallDateOf } from '../domain/base/wall-time.ts';
import type { OpeningBody } from '../domain/journal/entry-body.ts';
import { advanced, type CountedHead, isHeadAt } from '../domain/journal/fold/counted-head.ts';
import type { OwnStep } from '../domain/journal/fold/own-rows.ts';
import {
  dayOf,
  newerAmong,
  type RecordedUse,
  stepsAmong,
  usesAfter,
  voidedSeqsOf,
} from '../domain/journal/fold/recorded-uses.ts';
import { type JournalEntry, KNOWN_ENTRIES } from '../domain/journal/journal-entry.ts';
import {
  type CountedFor,
  countersOf,
  mattersNumbered,
  ofCardsAlone,
  recordsOn,
} from '../domain/records/counted-records.ts';
import { type KnownRows, presentRows, recordIdOfUse } from '../domain/records/present-records.ts';
import type { Database, StepRow, UseRow, UsesHeadRow } from './database.ts';
import { rowsOfDeskFrom, rowsWith } from './indexed-rows.ts';
import { feedIn } from './records.ts';
import { faultOf } from './store-fault.ts';

/** Counters in IndexedDB, derived from the journal and rebuilt from it whenever the two disagree. */
export function usesIn(database: Database): UsesPort {
  const { dexie, uses, steps, usesHead } = database;
  return {
    async state() {
      const head = await usesHead.get('uses');
      return { journalId: head?.journalId ?? null, seq: head?.seq ?? 0 };
    },
    add: (journalId, entries) => add(database, journalId, entries),
    clear: (base) =>
      dexie.transaction('rw', [uses, steps, usesHead], async () => {
        await uses.clear();
        await steps.clear();
        await usesHead.clear();
        if (base !== undefined && base.seq > 0) {
          await usesHead.put({ name: 'uses', ...base, hash: null, sum: 0 });
        }
      }),
    isSound: (lastCounted) => isSound(database, lastCounted),
    async countersFor(cardRefs, siteId, date) {
      const asked = { cardRefs, siteId, date };
      const { rows, hasNewer } = await known(database, asked);
      return countersOf(rows, asked, hasNewer);
    },
    async recordsOn(siteId, date, until = date) {
      const { rows } = await known(database, { cardRefs: [], siteId, date });
      return recordsOn(rows, { siteId, date, until });
    },
    mattersNumbered: (siteId, number) =>
      dexie.transaction('r', [uses, steps, usesHead, database.records], async () => {
        const cardRefs = await cardsOfMatter(sourceIn(database), number);
        const { rows } = await known(database, ofCardsAlone(cardRefs, siteId));
        return mattersNumbered(rows, { cardRefs, siteId, number });
      }),
    numbersGiven: (ends) =>
      dexie.transaction('r', [uses, database.records], () => numbersGiven(sourceIn(database), ends)),
    recordsMaybeDue: (siteId, date) =>
      dexie.transaction('r', [uses, steps, usesHead, database.records], async () => {
        const journalId = usesHead.get('uses').then((row) => row?.journalId ?? null);
        return presentRows(await gatherMaybeDue(sourceIn(database), journalId, { siteId, date })).records;
      }),
    recordedOn: (siteId, date) =>
      dexie.transaction('r', [uses, steps, usesHead, database.records], async () => {
        const head = await usesHead.get('uses');
        const rows = await uses.where('[siteId+recordedOn]').equals([siteId, date]).sortBy('seq');
        const recorded = rows.reverse().map(recordedUseOf);
        return withRecords(sourceIn(database), head?.journalId ?? null, recorded);
      }),
    async stepsOn(siteId, date) {
      const rows = await steps.where('[siteId+recordedOn]').equals([siteId, date]).sortBy('seq');
      return rows.reverse().map(ownStepOf);
    },
  };
}

function add(
  database: Database,
  journalId: string,
  entries: readonly JournalEntry[],
): Promise<StoreFault | null> {
  const { dexie, uses, steps, usesHead } = database;
  return faultOf(() =>
    dexie.transaction('rw', [uses, steps, usesHead], async (): Promise<StoreFault | null> => {
      const row = await usesHead.get('uses');
      const advance = advanced(headOf(row), journalId, entries);
      if (!advance.ok) return advance.fault;
      const sum = sumOf(row?.sum ?? 0, await count(database, journalId, advance.fresh));
      await usesHead.put({ name: 'uses', ...advance.head, sum, ...newerAfter(row, advance.fresh) });
      return null;
    }),
  );
}

/** Answers by how much the sum of the rows moves. */
async function count(
  { uses, steps }: Database,
  journalId: string,
  entries: readonly JournalEntry[],
): Promise<number> {
  const voided = voidedSeqsOf(entries);
  const before = voided.length === 0 ? [] : (await uses.bulkGet([...new Set(voided)])).filter(isThere);
  const after = usesAfter(before, entries).map((use) => rowOf(journalId, use));
  if (after.length > 0) await uses.bulkPut(after);
  const made = stepsAmong(entries).map(stepRowOf);
  if (made.length > 0) await steps.bulkPut(made);
  return sumOf(...after.map(sumOfRow), ...made.map(sumOfStep), ...before.map((row) => -sumOfRow(row)));
}

/** Entries that were unknown when they came are not counted, even if they are known now. Then `isSound` says no. */
function newerAfter(
  row: UsesHeadRow | undefined,
  fresh: readonly JournalEntry[],
): Pick<UsesHeadRow, 'newer'> {
  const before = row?.newer;
  const entries = (before?.entries ?? 0) + newerAmong(fresh);
  return entries === 0 ? {} : { newer: { entries, known: before?.known ?? KNOWN_ENTRIES } };
}

function isThere(row: UseRow | undefined): row is UseRow {
  return row !== undefined;
}

function rowOf(journalId: string, use: RecordedUse): UseRow {
  const { seq, siteId, recordedAt, body, voidedBySeq } = use;
  const { cardRef } = body;
  return {
    seq,
    siteId,
    recordedAt,
    recordedOn: wallDateOf(recordedAt),
    date: dayOf(use),
    cardRef,
    recordId: recordIdOfUse(journalId, use),
    body,
    voidedBySeq,
  };
}

function stepRowOf({ seq, siteId, recordedAt, body }: OwnStep): StepRow {
  const row = { seq, siteId, recordedAt, recordedOn: wallDateOf(recordedAt), recordId: body.recordId, body };
  return body.kind === 'booking-moved' ? { ...row, date: dateOfMinute(body.start) } : row;
}

function headOf(row: UsesHeadRow | undefined): CountedHead | null {
  return row === undefined ? null : { journalId: row.journalId, seq: row.seq, hash: row.hash ?? null };
}

/** Reads every row once: some 100 ms for a year of a busy desk, at a start alone. */
async function isSound(
  { dexie, uses, steps, usesHead }: Database,
  lastCounted: Pick<JournalEntry, 'seq' | 'hash'>,
): Promise<boolean> {
  return dexie.transaction('r', [uses, steps, usesHead], async () => {
    const head = await usesHead.get('uses');
    if (head === undefined || !isHeadAt(headOf(head), lastCounted)) return false;
    if (head.newer !== undefined && head.newer.known !== KNOWN_ENTRIES) return false;
    let sum = 0;
    await uses.each((row) => {
      sum = sumOf(sum, sumOfRow(row));
    });
    await steps.each((row) => {
      sum = sumOf(sum, sumOfStep(row));
    });
    return sum === head.sum;
  });
}

/** In one transaction, so that an entry that is counted in meanwhile is in all of it or in none. */
async function known(
  database: Database,
  asked: CountedFor,
): Promise<{ readonly rows: KnownRows; readonly hasNewer: boolean }> {
  const { dexie, uses, steps, usesHead, records } = database;
  return dexie.transaction('r', [uses, steps, usesHead, records], async () => {
    const head = usesHead.get('uses');
    const journalId = head.then((row) => row?.journalId ?? null);
    const rows = await gatherRows(sourceIn(database), journalId, asked);
    return { rows, hasNewer: (await head)?.newer !== undefined };
  });
}

function sourceIn(database: Database): RowSource {
  const { uses, steps } = database;
  return {
    feed: feedIn(database),
    usesOfCards: (cardRefs) => rowsWith(uses, 'cardRef', cardRefs),
    usesAtDesk: (siteId, date) => rowsOfDeskFrom(uses, siteId, date),
    async usesBy({ recordIds, seqs }) {
      const [opened, numbered] = await Promise.all([
        rowsWith(uses, 'recordId', recordIds),
        rowsWith(uses, 'seq', seqs),
      ]);
      return [...opened, ...numbered];
    },
    movesFrom: (date) => steps.where('date').aboveOrEqual(date).toArray(),
    async numbered(number) {
      const [named, made] = await Promise.all([
        uses.where('body.number').equals(number).toArray(),
        steps.where('body.number').equals(number).toArray(),
      ]);
      return { uses: named, steps: made };
    },
    numbersBetween: async (first, last) =>
      (await uses.where('body.number').between(first, last, true, true).toArray()).flatMap(({ body }) =>
        'number' in body && body.number != null ? [body.number] : [],
      ),
    async usesMaybeDue(siteId, { booking, pass, matter }) {
      const opened = (kind: OpeningBody['kind'], { from, until }: typeof booking) =>
        uses
          .where('[siteId+body.kind+date]')
          .between([siteId, kind, from], [siteId, kind, until], true, true);
      const found = await Promise.all([
        opened('booking-opened', booking).toArray(),
        opened('matter-opened', matter).reverse().limit(OWN_MATTERS_MAX).toArray(),
        opened('errand-opened', matter).reverse().limit(OWN_MATTERS_MAX).toArray(),
        uses
          .where('[siteId+body.until]')
          .between([siteId, pass.from], [siteId, pass.until], true, true)
          .limit(MAYBE_DUE_MAX)
          .toArray(),
      ]);
      return found.flat();
    },
    stepsOf: (recordIds) => rowsWith(steps, 'recordId', recordIds),
  };
}

function recordedUseOf({ seq, siteId, recordedAt, body, voidedBySeq }: UseRow): RecordedUse {
  return { seq, siteId, recordedAt, body, voidedBySeq };
}

function ownStepOf({ seq, siteId, recordedAt, body }: StepRow): OwnStep {
  return { seq, siteId, recordedAt, body };
}

const SUM_SIZE = 2 ** 32;

/**
 * A number that stands for a row. The sum over all rows, modulo 2^32, is kept beside them and changes with every row.
 * So a row that was lost, doubled or changed by somebody else is noticed at the next start.
 */
function sumOfRow(row: UseRow): number {
  const { seq, siteId, recordedAt, recordedOn, date, cardRef, recordId, body, voidedBySeq } = row;
  const fields = Object.entries(body).sort();
  return numberOf([seq, siteId, recordedAt, recordedOn, date, cardRef, recordId, fields, voidedBySeq]);
}

function sumOfStep({ seq, siteId, recordedAt, recordedOn, recordId, date, body }: StepRow): number {
  return numberOf([seq, siteId, recordedAt, recordedOn, recordId, date ?? null, Object.entries(body).sort()]);
}

function numberOf(held: readonly unknown[]): number {
  return new DataView(sha256(utf8ToBytes(JSON.stringify(held))).buffer).getUint32(0);
}

/** Sums stay within 32 bits whichever way they move. */
function sumOf(...numbers: readonly number[]): number {
  const total = numbers.reduce((sum, number) => sum + number, 0);
  return ((total % SUM_SIZE) + SUM_SIZE) % SUM_SIZE;
}
