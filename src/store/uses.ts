import type { RecordedUse, StoreFault, UsesPort } from '../app/ports.ts';
import { unreachable } from '../domain/base/unreachable.ts';
import { dateOfMinute, type WallDate, wallDateOf } from '../domain/base/wall-time.ts';
import type { CardRef } from '../domain/card/card-ref.ts';
import type { PastUse, UseCounters } from '../domain/decision/decision.ts';
import { type JournalEntry, mayFollow, recordedAtOf, type UseBody } from '../domain/journal/journal-entry.ts';
import type { Database, UseRow } from './database.ts';
import { faultOf } from './store-fault.ts';
import { sumOf, sumOfRow } from './use-sum.ts';

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
    countersFor: (cardRef, siteId, date) => countersFor(database, cardRef, siteId, date),
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
      const head = await usesHead.get('uses');
      if (head !== undefined && head.journalId !== journalId) {
        return { kind: 'other-journal', detail: `counted from ${head.journalId}` };
      }
      const fresh = entries.filter((entry) => entry.seq > (head?.seq ?? 0));
      let seq = head?.seq ?? 0;
      for (const entry of fresh) {
        if (!mayFollow(entry, seq)) return { kind: 'gap', detail: `${entry.seq} after ${seq}` };
        seq = entry.seq;
      }
      let sum = head?.sum ?? 0;
      for (const entry of fresh) sum = sumOf(sum, await addOne(database, entry));
      const hash = fresh.at(-1)?.hash ?? head?.hash ?? null;
      await usesHead.put({ name: 'uses', journalId, seq, hash, sum });
      return null;
    }),
  );
}

/** Answers by how much the sum of the rows moves. */
async function addOne({ uses }: Database, entry: JournalEntry): Promise<number> {
  const { seq, siteId, body } = entry;
  const recordedAt = recordedAtOf(entry);
  switch (body.kind) {
    case 'use': {
      const row: UseRow = {
        seq,
        siteId,
        recordedAt,
        recordedOn: wallDateOf(recordedAt),
        date: dateOfMinute(body.start),
        cardRef: body.cardRef,
        body,
        voidedBySeq: null,
      };
      await uses.put(row);
      return sumOfRow(row);
    }
    case 'void': {
      const row = await uses.get(body.voidsSeq);
      if (row === undefined) return 0;
      const voided = { ...row, voidedBySeq: seq };
      await uses.put(voided);
      return sumOfRow(voided) - sumOfRow(row);
    }
    case 'name-shown':
    case 'request':
      return 0;
    default:
      return unreachable(body);
  }
}

/** Reads every row once: some 100 ms for a year of a busy desk, at a start alone. */
async function isSound(
  { dexie, uses, usesHead }: Database,
  { seq, hash }: Pick<JournalEntry, 'seq' | 'hash'>,
): Promise<boolean> {
  return dexie.transaction('r', [uses, usesHead], async () => {
    const head = await usesHead.get('uses');
    // Nothing is counted in behind a base that the journal names itself.
    if (head === undefined || head.seq !== seq || (head.hash ?? hash) !== hash) return false;
    let sum = 0;
    await uses.each((row) => {
      sum = sumOf(sum, sumOfRow(row));
    });
    return sum === head.sum;
  });
}

async function countersFor(
  { dexie, uses }: Database,
  cardRef: CardRef,
  siteId: string,
  date: WallDate,
): Promise<UseCounters> {
  return dexie.transaction('r', [uses], async () => {
    const [ofCard, atDesk] = await Promise.all([
      uses.where('cardRef').equals(cardRef).toArray(),
      uses.where('[siteId+date]').between([siteId, date], [siteId, LAST_DAY], true, true).toArray(),
    ]);
    return { ofCard: countedOf(ofCard), atDesk: countedOf(atDesk) };
  });
}

function countedOf(rows: readonly UseRow[]): PastUse[] {
  return rows.filter((row) => row.voidedBySeq === null).map(pastUseOf);
}

function pastUseOf({ siteId, date, body, seq, recordedAt }: UseRow): PastUse {
  const { itemId, person, quantity, courts, start, minutes }: UseBody = body;
  const use = { siteId, itemId, person, quantity, date, entry: { seq, start, minutes, recordedAt } };
  return courts === undefined ? use : { ...use, courts };
}

function recordedUseOf({ seq, siteId, recordedAt, body, voidedBySeq }: UseRow): RecordedUse {
  return { seq, siteId, recordedAt, body, voidedBySeq };
}
