import { describe, expect, it } from 'vitest';
import { rebuildUses } from '../../src/app/record/rebuild-uses.ts';
import { bodyOf } from '../../src/domain/journal/journal-entry.ts';
import { newProfile, rawDatabase, settled } from '../store/profile.ts';
import { JOURNAL_ID, type MemoryJournal, memoryJournal, recordTickets } from './memory-journal.ts';

const SITE = 'xijiao-pool';
const DATE = '2026-11-23';

type Row = { seq: number; body: { quantity: number } };

describe('counters that are wrong', () => {
  it.each([
    ['lost a row', (rows: IDBObjectStore) => rows.delete(2)],
    ['have a row twice', (rows: IDBObjectStore, row: Row) => rows.put({ ...row, seq: 9 })],
    [
      'count another number',
      (rows: IDBObjectStore, row: Row) => rows.put({ ...row, body: { ...row.body, quantity: 7 } }),
    ],
    ['forget a void', (rows: IDBObjectStore, row: Row) => rows.put({ ...row, voidedBySeq: null })],
  ])('because they %s are built anew', async (_, harm) => {
    const { ports, profile, journal, uses } = await newCounters();
    await recordTickets(journal, 3);
    await journal.append({ siteId: SITE, body: { kind: 'void', voidsSeq: 2, reason: 'mistyped' } });
    expect(await rebuildUses(ports)).toEqual({ kind: 'current', counted: 4 });
    const right = await uses.recordedOn(SITE, DATE);
    expect(await rebuildUses(ports)).toEqual({ kind: 'current', counted: 0 });
    const raw = await rawDatabase(profile.factory);
    const rows = raw.transaction('uses', 'readwrite').objectStore('uses');
    const row: Row = await settled(rows.get(2));
    const committed = new Promise((resolve) => rows.transaction.addEventListener('complete', resolve));
    harm(rows, row);
    await committed;
    raw.close();
    expect(await uses.recordedOn(SITE, DATE)).not.toEqual(right);
    expect(await rebuildUses(ports)).toEqual({ kind: 'current', counted: 4 });
    expect(await uses.recordedOn(SITE, DATE)).toEqual(right);
  });

  it('because the journal went another way are built anew', async () => {
    const { ports, journal, uses } = await newCounters();
    await recordTickets(journal, 3);
    await rebuildUses(ports);
    // A disk that was restored to its first two entries and has sold something else since.
    journal.entries.pop();
    await journal.append({ siteId: 'gym', body: ticketOf(journal) });
    expect(await rebuildUses(ports)).toEqual({ kind: 'current', counted: 3 });
    expect(await uses.recordedOn('gym', DATE)).toHaveLength(1);
  });

  it('because an earlier version kept no sum of them are built anew', async () => {
    const { ports, profile, journal } = await newCounters();
    await recordTickets(journal, 3);
    await rebuildUses(ports);
    const raw = await rawDatabase(profile.factory);
    const heads = raw.transaction('usesHead', 'readwrite').objectStore('usesHead');
    await settled(heads.put({ name: 'uses', journalId: JOURNAL_ID, seq: 3 }));
    raw.close();
    expect(await rebuildUses(ports)).toEqual({ kind: 'current', counted: 3 });
  });
});

describe('a journal that does not keep its first entries', () => {
  it('is counted from the first that it keeps', async () => {
    const { ports, journal, uses } = await newCounters();
    await recordTickets(journal, 5);
    expect(await rebuildUses({ ...ports, journal: pruned(journal, 3) })).toEqual({
      kind: 'current',
      counted: 2,
    });
    expect((await uses.recordedOn(SITE, DATE)).map(({ seq }) => seq)).toEqual([5, 4]);
    expect(await rebuildUses({ ...ports, journal: pruned(journal, 3) })).toMatchObject({ counted: 0 });
  });

  it('leaves what was counted before, up to the very entry that goes', async () => {
    const { ports, journal, uses } = await newCounters();
    await recordTickets(journal, 3);
    await rebuildUses(ports);
    await recordTickets(journal, 2);
    expect(await rebuildUses({ ...ports, journal: pruned(journal, 3) })).toMatchObject({ counted: 2 });
    expect(await uses.recordedOn(SITE, DATE)).toHaveLength(5);
  });

  it('is counted anew where entries are gone that were not counted', async () => {
    const { ports, journal, uses } = await newCounters();
    await recordTickets(journal, 2);
    await rebuildUses(ports);
    await recordTickets(journal, 3);
    expect(await rebuildUses({ ...ports, journal: pruned(journal, 3) })).toMatchObject({ counted: 2 });
    expect(await uses.recordedOn(SITE, DATE)).toHaveLength(2);
  });
});

async function newCounters() {
  const profile = newProfile();
  const journal = memoryJournal();
  const { uses } = await profile.start();
  return { profile, journal, uses, ports: { journal, uses } };
}

/** As the host reads: entries from a `seq` on that are kept. */
function pruned(journal: MemoryJournal, baseSeq: number): MemoryJournal {
  return { ...journal, read: (fromSeq, limit) => journal.read(Math.max(fromSeq, baseSeq + 1), limit) };
}

function ticketOf(journal: MemoryJournal) {
  const [first] = journal.entries;
  if (first === undefined) throw new Error('no entry');
  const body = bodyOf(first);
  if (body === null) throw new Error('not of this release');
  return body;
}
