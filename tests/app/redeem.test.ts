import { describe, expect, it } from 'vitest';
import { checkCard } from '../../src/app/check/check-card.ts';
import { createCachedUses } from '../../src/app/record/cached-uses.ts';
import { rebuildUses } from '../../src/app/record/rebuild-uses.ts';
import { redeem, voidUse } from '../../src/app/record/redeem.ts';
import type { Decision, GivenChoice } from '../../src/domain/decision/decision.ts';
import { loadSnapshot, newProfile, numberOf } from '../store/profile.ts';
import { recordIds } from '../support/record-ids.ts';
import { heldLists } from './cached-lists.ts';
import { JOURNAL_ID, memoryJournal, recordTickets } from './memory-journal.ts';
import { CATALOGUE } from './signed-catalogue.ts';

const NOON = Date.parse('2026-11-23T04:00:00Z');
const DAY_MS = 86_400_000;

async function newDesk(
  options: { ageMs?: number; choice?: GivenChoice; siteId?: string; card?: number } = {},
) {
  const store = await newProfile().start();
  await loadSnapshot(store, [1], 'c1', NOON - (options.ageMs ?? 0));
  const journal = memoryJournal();
  const uses = createCachedUses({ journal, stored: store.uses, feed: store.records });
  const ports = {
    ...store,
    ...heldLists(),
    journal,
    uses,
    newRecordId: recordIds(),
    clock: { now: () => NOON, highWaterMs: () => NOON },
  };
  const check = async () => {
    const found = await checkCard(ports, {
      input: { kind: 'card', cardNumber: numberOf(options.card ?? 1) },
      siteId: options.siteId ?? 'xijiao-pool',
      catalogue: CATALOGUE,
      choices: { 'outdoor-ticket': options.choice ?? {} },
    });
    if (found.kind !== 'decided') throw new Error(found.kind);
    return found.decision;
  };
  const sell = (decision: Decision) => redeem(ports, { decision, itemId: 'outdoor-ticket', confirmed: [] });
  return { store, journal, ports, check, sell, counted: { journal, uses: store.uses } };
}

describe('a sale', () => {
  it('records what the screen showed, field by field', async () => {
    const { ports, journal, store, check, sell } = await newDesk({ choice: { quantity: 1 } });
    const decision = await check();
    const [item] = decision.items;
    if (item?.kind !== 'yes') throw new Error('not sold here');
    expect(await sell(decision)).toMatchObject({ kind: 'recorded', counted: true, entry: { seq: 1 } });
    expect(journal.entries[0]).toMatchObject({
      siteId: 'xijiao-pool',
      body: {
        kind: 'use',
        cardRef: ports.cardRefOf(numberOf(1)),
        itemId: 'outdoor-ticket',
        person: 'holder',
        quantity: 1,
        start: '2026-11-23T12:00',
        minutes: null,
        listTotalFen: item.price.listTotalFen,
        totalFen: item.price.totalFen,
        ruleId: item.ruleId,
        clause: item.clause,
        catalogueVersion: decision.catalogueVersion,
        verdict: 'yes',
        confirmed: [],
      },
    });
    expect(item.price.totalFen).toBe(2_500);
    expect((await store.uses.recordedOn('xijiao-pool', '2026-11-23')).map(({ seq }) => seq)).toEqual([1]);
  });

  it('with a question is recorded with the answer, and not without', async () => {
    const { ports, journal, check } = await newDesk({ ageMs: 8 * DAY_MS });
    const decision = await check();
    const request = { decision, itemId: 'outdoor-ticket' };
    await expect(redeem(ports, { ...request, confirmed: [] })).rejects.toThrow('unconfirmed: check-identity');
    expect(journal.entries).toEqual([]);
    expect(await redeem(ports, { ...request, confirmed: ['check-identity'] })).toMatchObject({
      entry: { body: { verdict: 'ask', confirmed: ['check-identity'] } },
    });
  });

  it('that was refused, or is not of this desk, is a bug of the caller', async () => {
    const { ports, journal, check } = await newDesk({ choice: { quantity: 0 } });
    const decision = await check();
    expect(decision.items[0]?.kind).toBe('no');
    await expect(redeem(ports, { decision, itemId: 'outdoor-ticket', confirmed: [] })).rejects.toThrow(
      'is no',
    );
    await expect(redeem(ports, { decision, itemId: 'check-up', confirmed: [] })).rejects.toThrow(
      'not at this desk',
    );
    expect(journal.entries).toEqual([]);
  });

  it('of something without a price yet is a bug of the caller', async () => {
    const { ports, journal, check } = await newDesk();
    const decision = await check();
    const [item] = decision.items;
    if (item?.kind !== 'yes') throw new Error('not sold here');
    const asks = [{ kind: 'list-price' as const, text: { zh: '原价', en: 'list price' } }];
    const open = { ...decision, items: [{ ...item, kind: 'ask' as const, asks, price: null }] };
    await expect(
      redeem(ports, { decision: open, itemId: item.itemId, confirmed: ['list-price'] }),
    ).rejects.toThrow('no price yet');
    expect(journal.entries).toEqual([]);
  });

  it('that the journal cannot take is a fault and counts nothing', async () => {
    const { journal, store, check, sell } = await newDesk();
    const fault = { kind: 'disk-full' as const, detail: 'ENOSPC' };
    journal.nextAppend = async () => ({ ok: false, fault });
    expect(await sell(await check())).toEqual({ kind: 'fault', fault });
    expect((await store.uses.state()).seq).toBe(0);
  });

  it('to which nobody answered is neither recorded nor refused', async () => {
    const { journal, check, sell } = await newDesk();
    journal.nextAppend = () => Promise.reject(new Error('the host is gone'));
    expect(await sell(await check())).toEqual({ kind: 'unanswered', detail: 'Error: the host is gone' });
  });

  it('that was recorded though nobody answered is in the list and in the counters at the next look', async () => {
    const { ports, journal, check, sell } = await newDesk();
    const { append } = journal;
    journal.append = async (draft) => {
      await append(draft);
      throw new Error('the answer took too long');
    };
    expect(await sell(await check())).toMatchObject({ kind: 'unanswered' });
    expect(await ports.uses.recordedOn('xijiao-pool', '2026-11-23')).toHaveLength(1);
    const { ofCard } = await ports.uses.countersFor(
      [ports.cardRefOf(numberOf(1))],
      'xijiao-pool',
      '2026-11-23',
    );
    expect(ofCard).toHaveLength(1);
  });

  it('on disk stays a sale where nothing can count it', async () => {
    const { check, ports } = await newDesk();
    const decision = await check();
    const uses = { ...ports.uses, add: () => Promise.reject(new Error('no memory')) };
    const sold = await redeem({ ...ports, uses }, { decision, itemId: 'outdoor-ticket', confirmed: [] });
    expect(sold).toMatchObject({ kind: 'recorded', counted: false, entry: { seq: 1 } });
    expect(ports.journal.entries).toHaveLength(1);
  });

  it('after entries that the counters have missed is counted once these are brought up', async () => {
    const { ports, journal, store, check } = await newDesk();
    const decision = await check();
    await recordTickets(journal, 2);
    const sold = await redeem(ports, { decision, itemId: 'outdoor-ticket', confirmed: [] });
    expect(sold).toMatchObject({ kind: 'recorded', counted: true, entry: { seq: 3 } });
    expect(await store.uses.state()).toEqual({ journalId: JOURNAL_ID, seq: 3 });
  });
});

describe('a void', () => {
  it('takes a use out of the counters and leaves both entries in the journal', async () => {
    const { ports, journal, store, check, sell } = await newDesk();
    await sell(await check());
    const result = await voidUse(ports, { seq: 1, reason: 'customer-left', siteId: 'xijiao-pool' });
    expect(result).toMatchObject({
      kind: 'recorded',
      entry: { seq: 2, body: { kind: 'void', voidsSeq: 1, reason: 'customer-left' } },
    });
    expect(journal.entries).toHaveLength(2);
    expect((await store.uses.recordedOn('xijiao-pool', '2026-11-23'))[0]).toMatchObject({ voidedBySeq: 2 });
    expect((await check()).items[0]?.kind).toBe('yes');
  });
});

describe('the counters at a start', () => {
  it('are built from nothing, in pages, with progress', async () => {
    const { counted, journal, store } = await newDesk();
    await recordTickets(journal, 501);
    const progress: unknown[] = [];
    expect(await rebuildUses(counted, (each) => progress.push(each))).toEqual({
      kind: 'current',
      counted: 501,
    });
    expect(progress).toEqual([
      { counted: 500, total: 501 },
      { counted: 501, total: 501 },
    ]);
    expect(await store.uses.state()).toEqual({ journalId: JOURNAL_ID, seq: 501 });
  });

  it('take only what is new where they are behind, and nothing where they are not', async () => {
    const { counted, journal } = await newDesk();
    await recordTickets(journal, 2);
    await rebuildUses(counted);
    await recordTickets(journal, 1);
    expect(await rebuildUses(counted)).toEqual({ kind: 'current', counted: 1 });
    expect(await rebuildUses(counted)).toEqual({ kind: 'current', counted: 0 });
  });

  it('are built anew where they run ahead of the journal', async () => {
    const { counted, journal, store } = await newDesk();
    await recordTickets(journal, 3);
    await rebuildUses(counted);
    journal.entries.pop();
    expect(await rebuildUses(counted)).toEqual({ kind: 'current', counted: 2 });
    expect(await store.uses.recordedOn('xijiao-pool', '2026-11-23')).toHaveLength(2);
  });

  it('are built anew where they belong to another journal', async () => {
    const { counted, journal, store } = await newDesk();
    await recordTickets(journal, 3);
    await rebuildUses(counted);
    journal.journalId = 'f2a5b1de-77aa-4a3c-9d5e-0b8a5a2f6c22';
    journal.entries = [];
    await recordTickets(journal, 4);
    expect(await rebuildUses(counted)).toEqual({ kind: 'current', counted: 4 });
    expect(await store.uses.recordedOn('xijiao-pool', '2026-11-23')).toHaveLength(4);
  });

  it('report a journal that ends before its head', async () => {
    const { counted, journal } = await newDesk();
    await recordTickets(journal, 2);
    const short = { ...journal, read: async () => [] };
    expect(await rebuildUses({ ...counted, journal: short })).toMatchObject({
      kind: 'fault',
      fault: { kind: 'journal-short' },
    });
  });
});
