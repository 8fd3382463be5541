import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { StoreFault, UsesPort } from '../app/ports.ts';
import { type WallDate, wallDateOf } from '../domain/base/wall-time.ts';
import type { CardRef } from '../domain/card/card-ref.ts';
import type { PastUse, UseCounters } from '../domain/decision/decision.ts';
import { advanced, type CountedHead, isHeadAt } from '../domain/journal/fold/counted-head.ts';
import {
  dayOf,
  newerAmong,
  pastUseOf,
  type RecordedUse,
  standing,
  usesAfter,
  voidedSeqsOf,
} from '../domain/journal/fold/recorded-uses.ts';
import { type JournalEntry, KNOWN_ENTRIES } from '../domain/journal/journal-entry.ts';
import type { Database, UseRow, UsesHeadRow } from './database.ts';
import { faultOf } from './store-fault.ts';

/** Compares after every day. */
const LAST_DAY: WallDate = '9999-12-31';

/** Counters in IndexedDB, derived from the journal and rebuilt from it whenever the two disagree. */
export function usesIn(database: Database): UsesPort {
  const { dexie, uses, usesHead } = database;
  return {
    async state() {
      const head = await usesHead.get('uses');
      return { journalId: head?.journalId ?? null, seq: head?.seq ?? 0 };
    },
    add: (journalId, entries) => add(database, journalId, entries),
    clear: (base) =>
      dexie.transaction('rw', [uses, usesHead], async () => {
        await uses.clear();
        await usesHead.clear();
        if (base !== undefined && base.seq > 0) {
          await usesHead.put({ name: 'uses', ...base, hash: null, sum: 0 });
        }
      }),
    isSound: (lastCounted) => isSound(database, lastCounted),
    countersFor: (cardRefs, siteId, date) => countersFor(database, cardRefs, siteId, date),
    async recordedOn(siteId, date) {
      const rows = await uses.where('[siteId+recordedOn]').equals([siteId, date]).sortBy('seq');
      return rows.reverse().map(recordedUseOf);
    },
  };
}

function add(
  database: Database,
  journalId: string,
  entries: readonly JournalEntry[],
): Promise<StoreFault | null> {
  const { dexie, uses, usesHead } = database;
  return faultOf(() =>
    dexie.transaction('rw', [uses, usesHead], async (): Promise<StoreFault | null> => {
      const row = await usesHead.get('uses');
      const advance = advanced(headOf(row), journalId, entries);
      if (!advance.ok) return advance.fault;
      const sum = sumOf(row?.sum ?? 0, await count(database, advance.fresh));
      await usesHead.put({ name: 'uses', ...advance.head, sum, ...newerAfter(row, advance.fresh) });
      return null;
    }),
  );
}

/** Answers by how much the sum of the rows moves. */
async function count({ uses }: Database, entries: readonly JournalEntry[]): Promise<number> {
  const voided = voidedSeqsOf(entries);
  const before = voided.length === 0 ? [] : (await uses.bulkGet([...new Set(voided)])).filter(isThere);
  const after = usesAfter(before, entries).map(rowOf);
  if (after.length > 0) await uses.bulkPut(after);
  return sumOf(...after.map(sumOfRow), ...before.map((row) => -sumOfRow(row)));
}

/** What was not known before is not counted, whatever is known now: then `isSound` says no. */
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

function rowOf(use: RecordedUse): UseRow {
  const { seq, siteId, recordedAt, body, voidedBySeq } = use;
  const { cardRef } = body;
  return {
    seq,
    siteId,
    recordedAt,
    recordedOn: wallDateOf(recordedAt),
    date: dayOf(use),
    cardRef,
    body,
    voidedBySeq,
  };
}

function headOf(row: UsesHeadRow | undefined): CountedHead | null {
  return row === undefined ? null : { journalId: row.journalId, seq: row.seq, hash: row.hash ?? null };
}

/** Reads every row once: some 100 ms for a year of a busy desk, at a start alone. */
async function isSound(
  { dexie, uses, usesHead }: Database,
  lastCounted: Pick<JournalEntry, 'seq' | 'hash'>,
): Promise<boolean> {
  return dexie.transaction('r', [uses, usesHead], async () => {
    const head = await usesHead.get('uses');
    if (head === undefined || !isHeadAt(headOf(head), lastCounted)) return false;
    if (head.newer !== undefined && head.newer.known !== KNOWN_ENTRIES) return false;
    let sum = 0;
    await uses.each((row) => {
      sum = sumOf(sum, sumOfRow(row));
    });
    return sum === head.sum;
  });
}

async function countersFor(
  { dexie, uses, usesHead }: Database,
  cardRefs: readonly CardRef[],
  siteId: string,
  date: WallDate,
): Promise<UseCounters> {
  return dexie.transaction('r', [uses, usesHead], async () => {
    const [ofCard, atDesk, head] = await Promise.all([
      uses.where('cardRef').anyOf(cardRefs).toArray(),
      uses.where('[siteId+date]').between([siteId, date], [siteId, LAST_DAY], true, true).toArray(),
      usesHead.get('uses'),
    ]);
    return {
      ofCard: countedOf(ofCard),
      atDesk: countedOf(atDesk),
      hasNewer: head?.newer !== undefined,
    };
  });
}

function countedOf(rows: readonly UseRow[]): readonly PastUse[] {
  return standing(rows).map(pastUseOf);
}

function recordedUseOf({ seq, siteId, recordedAt, body, voidedBySeq }: UseRow): RecordedUse {
  return { seq, siteId, recordedAt, body, voidedBySeq };
}

const SUM_SIZE = 2 ** 32;

/**
 * A number that stands for a row. The sum over all rows, modulo 2^32, is kept beside them and moves with
 * every change, so that a row that was lost, doubled or changed behind our back is noticed at the next start.
 */
function sumOfRow(row: UseRow): number {
  const { seq, siteId, recordedAt, recordedOn, date, cardRef, body, voidedBySeq } = row;
  const held = [seq, siteId, recordedAt, recordedOn, date, cardRef, Object.entries(body).sort(), voidedBySeq];
  return new DataView(sha256(utf8ToBytes(JSON.stringify(held))).buffer).getUint32(0);
}

/** Sums stay within 32 bits whichever way they move. */
function sumOf(...numbers: readonly number[]): number {
  const total = numbers.reduce((sum, number) => sum + number, 0);
  return ((total % SUM_SIZE) + SUM_SIZE) % SUM_SIZE;
}
