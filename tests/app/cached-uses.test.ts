import { describe, expect, it } from 'vitest';
import { checkCard } from '../../src/app/check/check-card.ts';
import type { JournalPort, StoreFault, UsesPort } from '../../src/app/ports.ts';
import { createCachedUses } from '../../src/app/record/cached-uses.ts';
import { redeem, voidUse } from '../../src/app/record/redeem.ts';
import { loadSnapshot, newProfile, numberOf } from '../store/profile.ts';
import { recordIds } from '../support/record-ids.ts';
import { heldLists } from './cached-lists.ts';
import { JOURNAL_ID, memoryJournal, recordTickets } from './memory-journal.ts';
import { CATALOGUE } from './signed-catalogue.ts';

const NOON = Date.parse('2026-11-23T04:00:00Z');
const FULL: StoreFault = { kind: 'quota', detail: 'no room' };
const SITE = 'liwan-central-hospital';

describe('counters that find no room', () => {
  it('count all the same while the process lives: a yearly right is not given twice', async () => {
    const { uses, room, check, sell } = await newDesk();
    room.isFull = true;
    const shown = await check();
    expect(shown.item.kind).not.toBe('no');
    expect(await sell(shown)).toMatchObject({ kind: 'recorded', counted: true });
    expect((await check()).item).toMatchObject({ kind: 'no' });
    expect(uses.trouble()).toEqual({ kind: 'unstored', detail: 'no room' });
    expect(await uses.recordedOn(SITE, '2026-11-23')).toHaveLength(1);
  });

  it('give back what was taken back, though it was stored before', async () => {
    const { uses, room, ports, check, sell } = await newDesk();
    await sell(await check());
    expect((await check()).item).toMatchObject({ kind: 'no' });
    room.isFull = true;
    await voidUse(ports, { seq: 1, reason: 'mistyped', siteId: SITE });
    expect((await check()).item.kind).not.toBe('no');
    expect((await uses.recordedOn(SITE, '2026-11-23'))[0]).toMatchObject({ voidedBySeq: 2 });
  });

  it('say so at once, and no more once there is room and they are asked again', async () => {
    const { uses, stored, room, journal, check, sell } = await newDesk();
    const told: (string | null)[] = [];
    uses.subscribe(() => told.push(uses.trouble()?.kind ?? null));
    room.isFull = true;
    await sell(await check());
    expect(told).toEqual(['unstored']);
    await check();
    expect(told).toEqual(['unstored']);
    room.isFull = false;
    expect((await check()).item).toMatchObject({ kind: 'no' });
    expect(told).toEqual(['unstored', null]);
    expect(await stored.state()).toEqual({ journalId: JOURNAL_ID, seq: journal.entries.length });
  });

  it('are counted from the journal at a start', async () => {
    const { uses, room, journal } = await newDesk();
    await recordTickets(journal, 3);
    room.isFull = true;
    expect(await uses.load()).toEqual({ kind: 'fault', fault: FULL });
    expect(uses.trouble()?.kind).toBe('unstored');
    expect(await uses.recordedOn('xijiao-pool', '2026-11-23')).toHaveLength(3);
  });

  it('see what another window has recorded meanwhile', async () => {
    const { uses, room, journal } = await newDesk();
    room.isFull = true;
    await recordTickets(journal, 1);
    await uses.load();
    await recordTickets(journal, 1);
    expect(await uses.recordedOn('xijiao-pool', '2026-11-23')).toHaveLength(2);
  });
});

describe('counters that miss an entry', () => {
  it('are brought up to the journal without a word', async () => {
    const { uses, stored, journal, check, sell } = await newDesk();
    const shown = await check();
    let told = 0;
    uses.subscribe(() => {
      told += 1;
    });
    await recordTickets(journal, 1);
    expect(await sell(shown)).toMatchObject({ counted: true, entry: { seq: 2 } });
    expect(await stored.state()).toMatchObject({ seq: 2 });
    expect(told).toBe(0);
  });

  it('and cannot read the journal either say that limits may be wrong, and try again', async () => {
    const { uses, room, line, check, sell } = await newDesk();
    const shown = await check();
    room.isFull = true;
    line.isDown = true;
    expect(await sell(shown)).toMatchObject({ kind: 'recorded', counted: false });
    expect(uses.trouble()?.kind).toBe('uncounted');
    line.isDown = false;
    expect((await check()).item).toMatchObject({ kind: 'no' });
    expect(uses.trouble()?.kind).toBe('unstored');
  });

  it('because the journal ends before its head keep what there is', async () => {
    const { uses, journal } = await newDesk();
    await recordTickets(journal, 2);
    await uses.load();
    const status = journal.status;
    journal.status = async () => ({ ...(await status()), headSeq: 5 });
    expect(await uses.load()).toMatchObject({ kind: 'fault', fault: { kind: 'journal-short' } });
    expect(uses.trouble()?.kind).toBe('uncounted');
    expect(await uses.recordedOn('xijiao-pool', '2026-11-23')).toHaveLength(2);
  });
});

/** A desk of the yearly check-up over real counters that a test can fill up, and a journal that it can cut off. */
async function newDesk() {
  const store = await newProfile().start();
  await loadSnapshot(store, [1], 'c1', NOON);
  const room = { isFull: false };
  const line = { isDown: false };
  const stored: UsesPort = {
    ...store.uses,
    add: async (journalId, entries) => (room.isFull ? FULL : store.uses.add(journalId, entries)),
  };
  const journal = memoryJournal();
  const read: JournalPort['read'] = async (fromSeq, limit) => {
    if (line.isDown) throw new Error('the host is gone');
    return journal.read(fromSeq, limit);
  };
  const reached: JournalPort = {
    append: (draft) => journal.append(draft),
    status: () => journal.status(),
    read,
  };
  const uses = createCachedUses({ journal: reached, stored, feed: store.records });
  await uses.load();
  const clock = { now: () => NOON, highWaterMs: () => NOON };
  const ports = { ...store, ...heldLists(), journal: reached, uses, clock, newRecordId: recordIds() };
  const check = async () => {
    const found = await checkCard(ports, {
      input: { kind: 'card', cardNumber: numberOf(1) },
      siteId: SITE,
      catalogue: CATALOGUE,
      choices: {},
    });
    if (found.kind !== 'decided') throw new Error(found.kind);
    const item = found.decision.items.find(({ itemId }) => itemId === 'check-up');
    if (item === undefined) throw new Error('not at this desk');
    return { decision: found.decision, item };
  };
  const sell = ({ decision, item }: Awaited<ReturnType<typeof check>>) => {
    const confirmed = item.kind === 'ask' ? item.asks.map(({ kind }) => kind) : [];
    return redeem(ports, { decision, itemId: item.itemId, confirmed });
  };
  return { uses, stored, room, line, journal, ports, check, sell };
}
