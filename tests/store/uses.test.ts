import { describe, expect, it } from 'vitest';
import { memoryRecords } from '../../src/app/record/memory-records.ts';
import { memoryUses } from '../../src/app/record/memory-uses.ts';
import type { JournalBody, UseBody } from '../../src/domain/journal/entry-body.ts';
import type { JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import type { FeedRecord } from '../../src/domain/records/present-records.ts';
import { timeAfter } from '../support/journal-drafts.ts';
import { newProfile } from './profile.ts';

const JOURNAL = '0c9f6a52-0d3e-4b61-8d0c-2f6a9c1b7e11';
const CARD = 'ab'.repeat(16);
const OTHER_CARD = 'cd'.repeat(16);
/** 2026-11-23 15:42 in Shanghai. */
const AFTERNOON_MS = Date.parse('2026-11-23T07:42:00Z');

function entryOf(
  seq: number,
  body: JournalBody,
  change: Partial<Pick<JournalEntry, 'siteId' | 'parent'>> = {},
) {
  return {
    format: 1 as const,
    journalId: JOURNAL,
    seq,
    parent: (seq === 1 ? '0' : '2').repeat(64),
    kioskId: 'kiosk-1',
    siteId: 'pool',
    at: { deviceMs: AFTERNOON_MS + seq, monotonicMs: seq, serverOffsetMs: null },
    body,
    hash: '1'.repeat(64),
    ...change,
  };
}

function useOf(change: Partial<Extract<JournalBody, { kind: 'use' }>> = {}): JournalBody {
  return {
    kind: 'use',
    cardRef: CARD,
    itemId: 'outdoor',
    person: 'holder',
    quantity: 2,
    start: '2026-11-23T15:42',
    minutes: null,
    listTotalFen: 10_000,
    totalFen: 5_000,
    ruleId: 'outdoor-any',
    clause: '5.6',
    catalogueVersion: 1,
    verdict: 'yes',
    confirmed: [],
    ...change,
  };
}

const voidOf = (voidsSeq: number): JournalBody => ({ kind: 'void', voidsSeq, reason: 'mistyped' });

async function newUses() {
  return (await newProfile().start()).uses;
}

function newMemory() {
  const records = memoryRecords();
  return { uses: memoryUses(records), records };
}

/** A room that another kiosk booked for the afternoon. */
function bookedElsewhere({ kind: _, minutes: __, ...use }: UseBody): FeedRecord {
  const recordId = '4d1a3c9e-52d4-4b0e-9f35-6a2d7e0b1c11';
  const body = { ...use, kind: 'booking-opened' as const, recordId, minutes: 60 };
  const journalId = '7b0e6f5a-9c55-4c37-8a5f-1f2f3c4d5e66';
  const step = { journalId, seq: 7, siteId: 'pool', recordedAt: AFTERNOON_MS, body };
  return { recordId, kind: 'booking', siteId: 'pool', cardRef: use.cardRef, steps: [step] };
}

const NUMBER = '4401-2026-0001';

const ELSEWHERE = { recordId: 'ef'.repeat(16), journalId: '7b0e6f5a-9c55-4c37-8a5f-1f2f3c4d5e66' };

/** A matter of the hall that another kiosk opened; a number comes in a step of that kiosk. */
function matterElsewhere({ kind: _, minutes: __, ...use }: UseBody, number: string | null): FeedRecord {
  const { recordId, journalId } = ELSEWHERE;
  const opening = { kind: 'matter-opened' as const, recordId, ...use, number: null };
  const after = { journalId, seq: 7 };
  const step = { siteId: 'hall', recordedAt: AFTERNOON_MS, journalId };
  const steps = [
    { ...step, seq: 7, body: opening },
    ...(number === null
      ? []
      : [{ ...step, seq: 8, body: { kind: 'matter-numbered' as const, recordId, after, number } }]),
  ];
  return { recordId, kind: 'matter', siteId: 'hall', cardRef: use.cardRef, steps };
}

describe('the matters of a number', () => {
  it.each([
    ['IndexedDB', () => newProfile().start()],
    ['memory', async () => newMemory()],
  ] as const)('in %s are found, whichever kiosk of the hall gave it', async (_, open) => {
    const { uses, records } = await open();
    await records.put([matterElsewhere(useOf() as UseBody, NUMBER)], { cursor: 'c1', anew: true });
    const own = 'ba'.repeat(16);
    const { kind: __, minutes: ___, ...use } = useOf({ cardRef: OTHER_CARD }) as UseBody;
    const opening = { kind: 'matter-opened' as const, recordId: own, ...use, number: '4401-2026-0002' };
    await uses.add(JOURNAL, [entryOf(1, opening, { siteId: 'hall' })]);
    const found = async (siteId: string, number: string) =>
      (await uses.mattersNumbered(siteId, number)).map(({ recordId }) => recordId);
    expect(await found('hall', NUMBER)).toEqual(['ef'.repeat(16)]);
    expect(await found('hall', '4401-2026-0002')).toEqual([own]);
    expect(await found('pool', NUMBER)).toEqual([]);
    expect(await found('hall', '4401-2026-0003')).toEqual([]);
    await uses.add(JOURNAL, [
      entryOf(2, { kind: 'void', voidsSeq: 1, reason: 'mistyped' }, { siteId: 'hall' }),
    ]);
    expect((await uses.mattersNumbered('hall', '4401-2026-0002')).map(({ state }) => state.status)).toEqual([
      'taken-back',
    ]);
  });

  it.each([
    ['IndexedDB', () => newProfile().start()],
    ['memory', async () => newMemory()],
  ] as const)('in %s are found if this kiosk numbered what another one opened', async (_, open) => {
    const { uses, records } = await open();
    await records.put([matterElsewhere(useOf() as UseBody, null)], { cursor: 'c1', anew: true });
    const { recordId, journalId } = ELSEWHERE;
    const body = { kind: 'matter-numbered', recordId, after: { journalId, seq: 7 }, number: NUMBER } as const;
    await uses.add(JOURNAL, [entryOf(1, body, { siteId: 'hall' })]);
    expect(await uses.mattersNumbered('hall', NUMBER)).toMatchObject([
      { recordId, state: { number: NUMBER } },
    ]);
  });
});

describe('the counters', () => {
  it.each([
    ['IndexedDB', () => newProfile().start()],
    ['memory', async () => newMemory()],
  ] as const)('in %s count the cards of one holder together', async (_, open) => {
    const { uses } = await open();
    await uses.add(JOURNAL, [entryOf(1, useOf()), entryOf(2, useOf({ cardRef: OTHER_CARD }))]);
    const both = await uses.countersFor([CARD, OTHER_CARD], 'pool', '2026-11-23');
    expect(both.ofCard.map(({ entry }) => entry?.seq).sort()).toEqual([1, 2]);
    expect((await uses.countersFor([OTHER_CARD], 'pool', '2026-11-23')).ofCard).toHaveLength(1);
    expect((await uses.countersFor([], 'pool', '2026-11-23')).ofCard).toEqual([]);
  });

  it.each([
    ['IndexedDB', () => newProfile().start()],
    ['memory', async () => newMemory()],
  ] as const)('in %s have the records of every card of one holder', async (_, open) => {
    const { uses, records } = await open();
    const row = bookedElsewhere(useOf({ start: '2026-11-23T16:00' }) as UseBody);
    await records.put([row], { cursor: 'c', anew: true });
    // A use of an earlier day than the desk asks for, so that only the card brings it.
    const both = await uses.countersFor([CARD, OTHER_CARD], 'pool', '2026-11-24');
    expect(both.records?.map(({ recordId }) => recordId)).toEqual([row.recordId]);
    expect(both.ofCard.map(({ record }) => record?.recordId)).toEqual([row.recordId]);
    expect(await uses.countersFor([OTHER_CARD], 'pool', '2026-11-24')).toMatchObject({
      records: [],
      ofCard: [],
    });
  });

  it('start with no journal and no use', async () => {
    const uses = await newUses();
    expect(await uses.state()).toEqual({ journalId: null, seq: 0 });
    expect(await uses.countersFor([CARD], 'pool', '2026-11-23')).toEqual({
      ofCard: [],
      atDesk: [],
      records: [],
      hasNewer: false,
    });
  });

  it('count by card over all days and desks, and by desk from the day of the use on', async () => {
    const uses = await newUses();
    await uses.add(JOURNAL, [
      entryOf(1, useOf()),
      entryOf(2, useOf({ cardRef: OTHER_CARD, itemId: 'indoor', person: 'child', quantity: 1 })),
      entryOf(3, useOf({ start: '2026-11-24T00:00' })),
      entryOf(4, useOf(), { siteId: 'gym' }),
      entryOf(5, useOf({ cardRef: OTHER_CARD, start: '2026-11-22T23:59' })),
    ]);
    const { ofCard, atDesk } = await uses.countersFor([CARD], 'pool', '2026-11-23');
    const outdoor = { itemId: 'outdoor', person: 'holder', quantity: 2 };
    expect(ofCard).toMatchObject([
      { ...outdoor, siteId: 'pool', date: '2026-11-23', entry: { seq: 1, minutes: null } },
      { ...outdoor, siteId: 'pool', date: '2026-11-24' },
      { ...outdoor, siteId: 'gym', date: '2026-11-23' },
    ]);
    expect(ofCard).toHaveLength(3);
    expect(atDesk).toMatchObject([
      { ...outdoor, siteId: 'pool', date: '2026-11-23' },
      { itemId: 'indoor', person: 'child', quantity: 1, siteId: 'pool', date: '2026-11-23' },
      { ...outdoor, siteId: 'pool', date: '2026-11-24', entry: { seq: 3, start: '2026-11-24T00:00' } },
    ]);
    expect(atDesk).toHaveLength(3);
  });

  it('forget a voided use, and the list shows which entry took it back', async () => {
    const uses = await newUses();
    await uses.add(JOURNAL, [entryOf(1, useOf()), entryOf(2, useOf()), entryOf(3, voidOf(1))]);
    expect((await uses.countersFor([CARD], 'pool', '2026-11-23')).ofCard).toHaveLength(1);
    const list = await uses.recordedOn('pool', '2026-11-23');
    expect(list.map(({ seq, voidedBySeq }) => [seq, voidedBySeq])).toEqual([
      [2, null],
      [1, 3],
    ]);
  });

  it('count an entry once however often it comes', async () => {
    const uses = await newUses();
    const entries = [entryOf(1, useOf()), entryOf(2, voidOf(1)), entryOf(3, useOf())];
    await uses.add(JOURNAL, entries);
    expect(await uses.add(JOURNAL, entries)).toBeNull();
    expect(await uses.add(JOURNAL, entries.slice(0, 1))).toBeNull();
    expect(await uses.state()).toEqual({ journalId: JOURNAL, seq: 3 });
    expect((await uses.countersFor([CARD], 'pool', '2026-11-23')).ofCard).toHaveLength(1);
  });

  it('refuse to leap over a missing entry', async () => {
    const uses = await newUses();
    expect(await uses.add(JOURNAL, [entryOf(2, useOf())])).toMatchObject({ kind: 'gap' });
    expect(await uses.add(JOURNAL, [entryOf(1, useOf()), entryOf(3, useOf())])).toMatchObject({
      kind: 'gap',
    });
    expect(await uses.state()).toEqual({ journalId: null, seq: 0 });
    expect(await uses.recordedOn('pool', '2026-11-23')).toEqual([]);
  });

  it('go on with the first entry of a new journal behind numbers whose entries are lost', async () => {
    const uses = await newUses();
    const first = entryOf(5, useOf(), { parent: '0'.repeat(64) });
    expect(await uses.add(JOURNAL, [entryOf(1, useOf()), first, entryOf(6, useOf())])).toBeNull();
    expect(await uses.state()).toEqual({ journalId: JOURNAL, seq: 6 });
    expect((await uses.recordedOn('pool', '2026-11-23')).map(({ seq }) => seq)).toEqual([6, 5, 1]);
  });

  it('refuse the entries of another journal until they are cleared', async () => {
    const uses = await newUses();
    const other = 'f2a5b1de-77aa-4a3c-9d5e-0b8a5a2f6c22';
    await uses.add(JOURNAL, [entryOf(1, useOf())]);
    expect(await uses.add(other, [entryOf(1, useOf())])).toMatchObject({ kind: 'other-journal' });
    await uses.clear();
    expect(await uses.add(other, [entryOf(1, useOf())])).toBeNull();
    expect(await uses.state()).toEqual({ journalId: other, seq: 1 });
  });

  it('list a use on the Shanghai day of its recording', async () => {
    const uses = await newUses();
    const lastMinute = Date.parse('2026-11-23T15:59:59Z');
    const at = { monotonicMs: 0, serverOffsetMs: null };
    await uses.add(JOURNAL, [
      { ...entryOf(1, useOf()), at: { ...at, deviceMs: lastMinute } },
      { ...entryOf(2, useOf()), at: { ...at, deviceMs: lastMinute + 1_000 } },
    ]);
    expect((await uses.recordedOn('pool', '2026-11-23')).map(({ seq }) => seq)).toEqual([1]);
    expect((await uses.recordedOn('pool', '2026-11-24')).map(({ seq }) => seq)).toEqual([2]);
    expect(await uses.recordedOn('gym', '2026-11-23')).toEqual([]);
  });

  it('list a use on the day that the kiosk went by, not on that of a wrong device clock', async () => {
    const uses = await newUses();
    const deviceMs = Date.parse('2036-01-01T07:42:00Z');
    const at = { ...timeAfter(0), deviceMs, effectiveMs: AFTERNOON_MS, clock: 'suspect' as const };
    await uses.add(JOURNAL, [{ ...entryOf(1, useOf()), format: 2, at }]);
    expect((await uses.recordedOn('pool', '2026-11-23')).map(({ recordedAt }) => recordedAt)).toEqual([
      AFTERNOON_MS,
    ]);
    expect(await uses.recordedOn('pool', '2036-01-01')).toEqual([]);
  });

  it('do not take a name that was shown for a use', async () => {
    const uses = await newUses();
    await uses.add(JOURNAL, [entryOf(1, { kind: 'name-shown', cardRef: CARD }), entryOf(2, useOf())]);
    expect((await uses.countersFor([CARD], 'pool', '2026-11-23')).ofCard).toHaveLength(1);
    expect((await uses.recordedOn('pool', '2026-11-23')).map(({ seq }) => seq)).toEqual([2]);
    expect(await uses.state()).toEqual({ journalId: JOURNAL, seq: 2 });
  });

  it('say that the journal holds what a newer release made, also after a restart, and count the rest', async () => {
    const profile = newProfile();
    const { uses } = await profile.start();
    const newer = { ...entryOf(2, useOf()), body: { ...useOf(), kind: 'use-of-next-year' } };
    await uses.add(JOURNAL, [entryOf(1, useOf()), newer, entryOf(3, useOf())]);
    const again = (await profile.start()).uses;
    expect((await again.countersFor([CARD], 'pool', '2026-11-23')).ofCard).toHaveLength(2);
    expect((await again.countersFor([OTHER_CARD], 'pool', '2026-11-23')).hasNewer).toBe(true);
    expect(await again.isSound({ seq: 3, hash: '1'.repeat(64) })).toBe(true);
    await again.clear();
    expect((await again.countersFor([CARD], 'pool', '2026-11-23')).hasNewer).toBe(false);
  });

  it('of a release that knew less are not sound: what it did not know is counted anew', async () => {
    const profile = newProfile();
    const { uses } = await profile.start();
    const newer = { ...entryOf(1, useOf()), body: { kind: 'use-of-next-year' } };
    await uses.add(JOURNAL, [newer]);
    await changeHead(profile.factory, (head) => ({ ...head, newer: { entries: 1, known: '2 use void' } }));
    expect(await uses.isSound({ seq: 1, hash: '1'.repeat(64) })).toBe(false);
  });
});

/** Changes the head of the counters as another release would have left it. */
async function changeHead(
  factory: IDBFactory,
  change: (head: Record<string, unknown>) => Record<string, unknown>,
): Promise<void> {
  const [{ name = '' } = {}] = await factory.databases();
  const opening = factory.open(name);
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const heads = database.transaction('usesHead', 'readwrite').objectStore('usesHead');
  const reading = heads.get('uses');
  await new Promise<void>((resolve, reject) => {
    reading.onsuccess = () => {
      const writing = heads.put(change(reading.result));
      writing.onsuccess = () => resolve();
      writing.onerror = () => reject(writing.error);
    };
  });
  database.close();
}
