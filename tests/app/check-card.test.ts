import { describe, expect, it } from 'vitest';
import { checkCard, redecide } from '../../src/app/check/check-card.ts';
import {
  loadSnapshot,
  newProfile,
  numberOf,
  PULLED_AT,
  rawDatabase,
  rawRows,
  settled,
} from '../store/profile.ts';
import { heldLists } from './cached-lists.ts';
import { JOURNAL_ID, memoryJournal, recordTickets } from './memory-journal.ts';
import { CATALOGUE } from './signed-catalogue.ts';

async function newDesk(at = PULLED_AT + 180_000, highWaterMs = at) {
  const profile = newProfile();
  const store = await profile.start();
  const ports = { clock: { now: () => at, highWaterMs: () => highWaterMs }, ...store, ...heldLists() };
  const check = (text: string) =>
    checkCard(ports, {
      input: { kind: 'text', text },
      siteId: 'xijiao-pool',
      catalogue: CATALOGUE,
      choices: {},
    });
  return { profile, store, ports, check };
}

async function decidedAt(at: number, text: string = numberOf(1), highWaterMs = at) {
  const { store, check } = await newDesk(at, highWaterMs);
  await loadSnapshot(store, [1]);
  const found = await check(text);
  if (found.kind !== 'decided') throw new Error(found.kind);
  return { found, store };
}

describe('a text at the desk', () => {
  it.each([
    ['https://example.org/', 'not-a-card'],
    ['', 'not-a-card'],
    ['LW1:6BF', 'signed-refused'],
  ])('%j is %s, and the roster is not asked', async (text, kind) => {
    const { ports } = await newDesk();
    const roster = {
      find: () => Promise.reject(new Error('asked')),
      state: () => Promise.reject(new Error('asked')),
    };
    const found = await checkCard(
      { ...ports, roster },
      { input: { kind: 'text', text }, siteId: 'xijiao-pool', catalogue: CATALOGUE, choices: {} },
    );
    expect(found.kind).toBe(kind);
  });

  it('that is a known card is decided, under the card’s pseudonym', async () => {
    const { found, store } = await decidedAt(PULLED_AT + 180_000, ` ${numberOf(1).toLowerCase()} `);
    expect(found.cardRef).toBe(store.cardRefOf(numberOf(1)));
    expect(found.decision).toMatchObject({
      verdict: 'yes',
      siteId: 'xijiao-pool',
      at: PULLED_AT + 180_000,
      dataAgeMs: 180_000,
      lookup: { kind: 'found' },
    });
    expect(found.decision.items.map(({ itemId, kind }) => [itemId, kind])).toEqual([
      ['outdoor-ticket', 'yes'],
      ['indoor-ticket', 'yes'],
    ]);
  });

  it('that is a card which the roster has not is decided as unknown', async () => {
    const { store, check } = await newDesk();
    await loadSnapshot(store, [1]);
    const found = await check(numberOf(2));
    expect(found).toMatchObject({
      kind: 'decided',
      decision: {
        lookup: { kind: 'unknown', cardNumber: numberOf(2) },
        cardReason: { kind: 'unknown-fresh' },
      },
    });
  });

  it('that is a number already read needs no reading', async () => {
    const { ports, store } = await newDesk();
    await loadSnapshot(store, [1]);
    const found = await checkCard(ports, {
      input: { kind: 'card', cardNumber: numberOf(1) },
      siteId: 'xijiao-pool',
      catalogue: CATALOGUE,
      choices: {},
    });
    expect(found).toMatchObject({ kind: 'decided', decision: { verdict: 'yes' } });
  });

  it('whose row is damaged says so and decides nothing', async () => {
    const { profile, store, check } = await newDesk();
    await loadSnapshot(store, [1]);
    const raw = await rawDatabase(profile.factory);
    const [row] = (await rawRows(raw, 'blocks')) as [{ box: Uint8Array }];
    await settled(
      raw
        .transaction('blocks', 'readwrite')
        .objectStore('blocks')
        .put({ ...row, box: new Uint8Array(8) }),
    );
    expect(await check(numberOf(1))).toEqual({ kind: 'roster-damaged', cardNumber: numberOf(1) });
  });
});

describe('the age of the data', () => {
  it('is unknown before the first pull', async () => {
    const { check } = await newDesk();
    expect(await check(numberOf(1))).toMatchObject({ decision: { dataAgeMs: null } });
  });

  it('is never negative, whatever the clock was set to', async () => {
    const { found } = await decidedAt(PULLED_AT - 3_600_000);
    expect(found.decision.dataAgeMs).toBe(0);
  });

  it('is told by the high-water mark, so that a clock set back makes nothing younger', async () => {
    const late = PULLED_AT + 8 * 86_400_000;
    const { found } = await decidedAt(PULLED_AT, numberOf(1), late);
    expect(found.decision).toMatchObject({ at: PULLED_AT, dataAgeMs: late - PULLED_AT });
  });
});

describe('other choices', () => {
  it('are decided at once, from the same facts and at the same instant', async () => {
    const { found } = await decidedAt(PULLED_AT);
    const two = redecide(found, { 'outdoor-ticket': { quantity: 2 } });
    expect(two.decision.at).toBe(PULLED_AT);
    expect(two.decision.items[0]).toMatchObject({ choice: { quantity: 2 } });
    expect(found.decision.items[0]).toMatchObject({ choice: { quantity: 1 } });
  });
});

it('counts what was recorded here before', async () => {
  const { ports, store } = await newDesk(Date.parse('2026-11-23T07:42:00Z'));
  const journal = memoryJournal();
  await recordTickets(journal, 1);
  await store.uses.add(JOURNAL_ID, journal.entries);
  const found = await checkCard(
    { ...ports, cardRefOf: () => 'ab'.repeat(16) },
    {
      input: { kind: 'card', cardNumber: numberOf(1) },
      siteId: 'xijiao-pool',
      catalogue: CATALOGUE,
      choices: {},
    },
  );
  expect(found).toMatchObject({
    facts: { counters: { ofCard: [{ itemId: 'outdoor-ticket' }], atDesk: [{ itemId: 'outdoor-ticket' }] } },
  });
});
