import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { checkCard, type DecidedCheck } from '../../src/app/check/check-card.ts';
import type { LineResult } from '../../src/app/ports.ts';
import { createCachedUses } from '../../src/app/record/cached-uses.ts';
import { givePublic, type PublicChange } from '../../src/app/record/give-public.ts';
import { type HoldingsLine, type KioskHoldings, openHoldings } from '../../src/app/record/holdings.ts';
import { ownStretchesIn } from '../../src/app/record/public-stretches.ts';
import { redeem, voidUse } from '../../src/app/record/redeem.ts';
import { clerksPatience } from '../../src/app/sync/patience.ts';
import { type CourtWish, pullLeases } from '../../src/app/sync/pull-leases.ts';
import { pullRights } from '../../src/app/sync/pull-rights.ts';
import { pushEntries } from '../../src/district/journal/journal.ts';
import { shareLeases, shareStretches } from '../../src/district/leases/leases.ts';
import { claimRight, readRights } from '../../src/district/leases/rights.ts';
import type { Outcome } from '../../src/district/refusal.ts';
import { instantOf, wallDateOf, wallMinuteOf } from '../../src/domain/base/wall-time.ts';
import { resourceOf } from '../../src/domain/catalogue/rulebook.ts';
import { leasesOver } from '../../src/domain/decision/courts-in-use.ts';
import { courtsGivenIn } from '../../src/domain/decision/item-details.ts';
import { refusalOf } from '../../src/host/district/district-refusal.ts';
import type { RightsPage } from '../../src/protocol/wire-limits.ts';
import type { StretchReply } from '../../src/protocol/wire-stretches.ts';
import { BADMINTON, GYM, newKiosk, SITES, servicesOn, type TestServices } from '../district/logic.ts';
import { memoryStore } from '../district/stores.ts';
import { CARD } from '../domain/desk.ts';
import { shipped } from '../domain/shipped.ts';
import { newProfile, type Profile } from '../store/profile.ts';
import { recordIds } from '../support/record-ids.ts';
import { heldLists } from './cached-lists.ts';
import { manualTime } from './manual-time.ts';
import { memoryJournal } from './memory-journal.ts';

const TONIGHT = instantOf('2026-11-23T20:00');
const HOURLY = 'badminton-court';
const TCM = 'liwan-tcm-hospital';
const FANGCUN = 'fangcun-sports-centre';
const CENTRAL = 'liwan-central-hospital';
const RIGHT = { itemId: 'check-up', year: '2026' };
const NO_LINE = { ok: false, fault: { kind: 'unreachable', detail: 'cut', retryAfterMs: null } } as const;

type Choices = Parameters<typeof checkCard>[1]['choices'];

/** A kiosk with its real cache and use cases, on a real district without a network between them. */
async function kioskAt(services: TestServices, given: { siteId?: string; profile?: Profile } = {}) {
  const { profile = newProfile() } = given;
  let siteId = given.siteId ?? GYM;
  services.clock = TONIGHT;
  const { kioskId, journalId } = await newKiosk(services);
  const asker = { kioskId, journalId, siteIds: SITES };
  const store = await profile.start();
  const journal = Object.assign(memoryJournal(), { journalId, kioskId });
  /** `played`: a proxy plays this answer again in place of the district's. */
  const line: {
    isUp: boolean;
    /** Answers wait here while there is a list for them. */
    held: (() => void)[] | null;
    played: StretchReply | null;
    playedPages: RightsPage[];
  } = {
    isUp: true,
    held: null,
    played: null,
    playedPages: [],
  };
  const heard: StretchReply[] = [];
  const holdings: KioskHoldings = await openHoldings(store.holdings, journalId, () =>
    ownStretchesIn(journal, wallDateOf(TONIGHT)),
  );
  const over = async <T extends object>(
    work: () => Promise<Outcome<T>>,
  ): Promise<LineResult<T & { serverTimeMs: number }>> => {
    if (!line.isUp) return NO_LINE;
    const outcome = await work();
    const { held } = line;
    if (held !== null) await new Promise<void>((resolve) => held.push(resolve));
    if (!outcome.ok)
      return {
        ok: false,
        fault: { kind: refusalOf(outcome.refusal.kind), detail: outcome.refusal.message, retryAfterMs: null },
      };
    return { ok: true, value: { ...outcome.value, serverTimeMs: TONIGHT } };
  };
  const district: HoldingsLine = {
    leases: (request) => over(() => shareLeases(services, asker, request)),
    async stretches(request) {
      const answer = await over(() => shareStretches(services, asker, request));
      if (answer.ok) heard.push(answer.value);
      return answer.ok && line.played !== null ? { ok: true, value: line.played } : answer;
    },
    async rights(cursor) {
      const answer = await over(() => readRights(services, asker, { cursor: cursor ?? undefined, limit: 2 }));
      return answer.ok && line.playedPages.length > 0
        ? { ok: true, value: line.playedPages.shift() ?? answer.value }
        : answer;
    },
    claimRight: (claim) => over(() => claimRight(services, asker, claim)),
  };
  const uses = createCachedUses({ journal, stored: store.uses, feed: store.records });
  const time = manualTime(() => true);
  const catalogue = { current: shipped };
  const shared = {
    ...{ holdings, uses, district, patience: clerksPatience(time.timer), catalogue },
    siteId: () => siteId,
  };
  const clock = { now: () => TONIGHT, highWaterMs: () => TONIGHT };
  const { replacements, cardRefOf } = store;
  const ports = {
    ...heldLists(),
    clock,
    journal,
    uses,
    replacements,
    shared,
    cardRefOf,
    newRecordId: recordIds(),
    askForCourt: (wish: CourtWish) => pullLeases({ ...shared, clock, journal }, [wish]),
  };
  const roster = {
    find: async () => ({ kind: 'found' as const, record: CARD }),
    state: async () => ({ cursor: null, epoch: null, pulledAt: TONIGHT, cards: 1 }),
  };
  const check = async (choices: Choices = {}): Promise<DecidedCheck> => {
    const input = { kind: 'card' as const, cardNumber: CARD.cardNumber };
    const found = await checkCard({ ...ports, roster }, { input, siteId, catalogue: shipped(), choices });
    if (found.kind !== 'decided') throw new Error(found.kind);
    return found;
  };
  return {
    journalId,
    journal,
    /** Which desk it is from now on. */
    become(next: string) {
      siteId = next;
    },
    line,
    time,
    heard,
    holdings,
    store,
    pull: (wants: CourtWish[] = []) => pullLeases({ ...shared, clock, journal }, wants),
    pullRights: () => pullRights({ ...shared, catalogue }, new AbortController().signal),
    check,
    async answer(itemId = BADMINTON, choices: Choices = {}): Promise<string> {
      const item = (await check(choices)).decision.items.find((one) => one.itemId === itemId);
      if (item === undefined) throw new Error(`no ${itemId}`);
      if (item.kind === 'no') return item.reason.kind;
      const asks = item.kind === 'ask' ? ` ${item.asks.map((ask) => ask.kind).join()}` : '';
      const courts = courtsGivenIn(item);
      return `${item.kind}${asks}${courts.length > 0 ? ` ${courts}` : ''}`;
    },
    sell: (decided: DecidedCheck, itemId = BADMINTON) => {
      const item = decided.decision.items.find((one) => one.itemId === itemId);
      const confirmed = item?.kind === 'ask' ? item.asks.map((ask) => ask.kind) : [];
      return redeem(ports, { decision: decided.decision, itemId, confirmed });
    },
    givePublic: (change: PublicChange) =>
      givePublic({ ...ports, newTakenId: recordIds(), now: () => wallMinuteOf(TONIGHT) }, siteId, change),
    undo: (seq: number) => voidUse(ports, { seq, reason: 'mistyped', siteId }),
    push: () => pushEntries(services, { kioskId, journalId, entries: journal.entries }),
  };
}

/** Whether the court is this kiosk's for the whole free hour of that evening. */
function holdsTonight(holdings: KioskHoldings, court: number): boolean {
  const resource = resourceOf(shipped(), { siteId: GYM, itemId: BADMINTON });
  if (resource === null) throw new Error('no resource');
  const place = { date: '2026-11-23', from: 22 * 60, to: 23 * 60 };
  return leasesOver(holdings.courts().leases, { resource, itemId: BADMINTON, court }, place).length > 0;
}

describe('courts at the desk', () => {
  test('are not taken back by older answers that are played again', async () => {
    const kiosk = await kioskAt(servicesOn(memoryStore()));
    await kiosk.pull();
    const [granted] = kiosk.heard;
    const courts = kiosk.holdings.courts();
    if (granted === undefined) throw new Error('no answer');
    // It gives all back, as after a change of the desk, and hears that it did.
    await kiosk.holdings.replaceCourts({ ...courts, seen: granted.serial + 1, leases: [] });
    for (const serial of [granted.serial - 1, granted.serial]) {
      kiosk.line.played = { ...granted, serial };
      expect(await kiosk.pull()).toMatchObject({ kind: 'fault', fault: { kind: 'nonsense' } });
    }
    expect(kiosk.holdings.courts()).toMatchObject({ seen: granted.serial + 1, leases: [] });
  });

  test('come again after an answer that named a serial which the district never gave', async () => {
    const kiosk = await kioskAt(servicesOn(memoryStore()));
    await kiosk.pull();
    await kiosk.holdings.replaceCourts({ ...kiosk.holdings.courts(), seen: 1_000_000_000_000 });
    expect(await kiosk.pull()).toMatchObject({ kind: 'fault', fault: { kind: 'bad-request' } });
    expect(await kiosk.pull()).toMatchObject({ kind: 'settled', courts: expect.any(Number) });
    expect(kiosk.holdings.courts().leases.length).toBeGreaterThan(0);
  });

  test('are given by number without a line, until none is left, and again after a void', async () => {
    const kiosk = await kioskAt(servicesOn(memoryStore()));
    expect(await kiosk.answer()).toBe('court-not-held');
    expect(await kiosk.pull()).toMatchObject({ kind: 'settled' });
    kiosk.line.isUp = false;
    for (const court of [1, 2]) {
      expect(await kiosk.answer()).toBe(`yes ${court}`);
      const sold = await kiosk.sell(await kiosk.check());
      expect(sold).toMatchObject({ kind: 'recorded', entry: { body: { courts: [court] } } });
    }
    expect(await kiosk.answer()).toBe('slot-full');
    await kiosk.undo(1);
    expect(await kiosk.answer()).toBe('yes 1');
    expect(await kiosk.pull()).toMatchObject({ kind: 'fault' });
    expect(await kiosk.answer()).toBe('yes 1');
  });

  test('are never in two hands: two kiosks without a line give two courts in all', async () => {
    const services = servicesOn(memoryStore());
    const [a, b] = [await kioskAt(services), await kioskAt(services)];
    for (let round = 0; round < 4; round += 1) for (const kiosk of [a, b]) await kiosk.pull();
    const given: string[] = [];
    for (const kiosk of [a, b]) {
      kiosk.line.isUp = false;
      for (let customer = 0; customer < 2; customer += 1) {
        const answer = await kiosk.answer();
        if (!answer.startsWith('yes')) continue;
        await kiosk.sell(await kiosk.check());
        given.push(answer);
      }
      expect(await kiosk.answer()).toBe('court-not-held');
    }
    expect(given.sort()).toEqual(['yes 1', 'yes 2']);
    for (const kiosk of [a, b])
      expect(await kiosk.push()).toMatchObject({ ok: true, value: { findings: [] } });
  });

  test('are not recorded once they were given back, or given, under an order', async () => {
    const kiosk = await kioskAt(servicesOn(memoryStore()));
    await kiosk.pull();
    const [shown, shownTwice] = [await kiosk.check(), await kiosk.check()];
    await kiosk.sell(shown);
    expect(await kiosk.sell(shownTwice)).toEqual({ kind: 'not-held' });
    const next = await kiosk.check();
    await kiosk.holdings.replaceCourts({ ...kiosk.holdings.courts(), leases: [] });
    expect(await kiosk.sell(next)).toEqual({ kind: 'not-held' });
    expect(kiosk.journal.entries).toHaveLength(1);
  });

  test('come to a clerk who asks for one, from the kiosk that has not used it', async () => {
    const services = servicesOn(memoryStore());
    const [a, b] = [await kioskAt(services), await kioskAt(services)];
    await a.pull();
    await a.sell(await a.check());
    await a.push();
    a.journal.acknowledgedSeq = 1;
    await b.pull([{ itemId: BADMINTON, start: '2026-11-23T22:00', minutes: 60 }]);
    expect(await b.answer()).toBe('court-not-held');
    for (let round = 0; round < 2; round += 1) await a.pull();
    await b.pull();
    expect(await b.answer()).toBe('yes 2');
    await a.pull();
    expect(await a.answer()).toBe('court-not-held');
  });

  test('that are used stay, though another kiosk asks for them', async () => {
    const services = servicesOn(memoryStore());
    const [a, b] = [await kioskAt(services), await kioskAt(services)];
    await a.pull();
    for (let use = 0; use < 2; use += 1) await a.sell(await a.check());
    for (let round = 0; round < 3; round += 1) {
      await b.pull([{ itemId: BADMINTON, start: '2026-11-23T22:00', minutes: 60 }]);
      await a.pull();
    }
    expect(holdsTonight(a.holdings, 1)).toBe(true);
    expect(await b.answer()).toBe('court-not-held');
  });

  test('that are used stay with a kiosk that becomes another desk, and the others go', async () => {
    const services = servicesOn(memoryStore());
    const [a, b] = [await kioskAt(services), await kioskAt(services)];
    await a.pull();
    await a.sell(await a.check());
    await a.push();
    const used = { resourceId: 'gymnasium-badminton', date: '2026-11-23', court: 1, from: 1320, to: 1380 };
    for (const desk of [FANGCUN, TCM]) {
      a.become(desk);
      for (let round = 0; round < 2; round += 1) {
        await a.pull();
        await b.pull([{ itemId: BADMINTON, start: `${used.date}T22:00`, minutes: 60 }]);
      }
      const left = a.holdings.courts().leases.filter(({ siteId }) => siteId === GYM);
      expect(left).toEqual([expect.objectContaining(used)]);
      expect(holdsTonight(b.holdings, used.court)).toBe(false);
    }
    expect(await b.answer()).toBe('yes 2');
    a.become(GYM);
    expect(await a.undo(1)).toMatchObject({ kind: 'recorded' });
    expect(await a.answer()).toBe('yes 1');
  });

  test('that were used go when the kiosk is another desk and the use is taken back', async () => {
    const services = servicesOn(memoryStore());
    const [a, b] = [await kioskAt(services), await kioskAt(services)];
    await a.pull();
    await a.sell(await a.check());
    await a.push();
    a.become(TCM);
    await a.pull();
    a.become(GYM);
    expect(await a.undo(1)).toMatchObject({ kind: 'recorded' });
    a.become(TCM);
    await a.pull();
    await b.pull();
    // The district has not got the void yet.
    expect(await b.answer()).toBe('yes 2');
    await a.push();
    await a.pull();
    await b.pull();
    expect(await b.answer()).toBe('yes 1');
    expect(a.holdings.courts().leases).toEqual([]);
  });

  test('come back from a kiosk that became a desk without slots, though its first question is lost', async () => {
    const services = servicesOn(memoryStore());
    const [a, b] = [await kioskAt(services), await kioskAt(services)];
    await a.pull();
    a.become(TCM);
    a.line.isUp = false;
    expect(await a.pull()).toMatchObject({ kind: 'fault' });
    expect(a.holdings.courts().leases).toEqual([]);
    a.line.isUp = true;
    expect(await a.pull()).toEqual({ kind: 'settled', courts: 0 });
    await b.pull();
    expect(await b.answer()).toBe('yes 1');
  });

  test('are kept over a restart by the same journal, and begin with none for a new one', async () => {
    const profile = newProfile();
    const kiosk = await kioskAt(servicesOn(memoryStore()), { profile });
    await kiosk.pull();
    const held = kiosk.holdings.courts();
    kiosk.store.close();
    const again = await profile.start();
    expect((await openHoldings(again.holdings, kiosk.journalId, async () => [])).courts()).toEqual(held);
    const fresh = await openHoldings(again.holdings, randomUUID(), async () => []);
    expect(fresh.courts()).toMatchObject({ epoch: null, seen: 0, leases: [] });
  });

  test('by the hour are asked about where nobody is known to hold one, and booked without a number', async () => {
    const kiosk = await kioskAt(servicesOn(memoryStore()), { siteId: FANGCUN });
    kiosk.line.isUp = false;
    expect(await kiosk.answer(HOURLY)).toBe('ask court-unheld');
    const sold = await kiosk.sell(await kiosk.check(), HOURLY);
    expect(sold.kind).toBe('recorded');
    expect(kiosk.journal.entries.map(({ body }) => body)).toMatchObject([
      { kind: 'booking-opened', itemId: HOURLY, verdict: 'ask', confirmed: ['court-unheld'] },
    ]);
    expect(kiosk.journal.entries[0]?.body).not.toHaveProperty('courts');
    // The next one is told of it.
    expect(await kiosk.answer(HOURLY)).toBe('ask court-unheld,time-taken');
  });

  test('of a day that is not leased yet are only requested without a line, and booked with one', async () => {
    const services = servicesOn(memoryStore());
    const kiosk = await kioskAt(services, { siteId: FANGCUN });
    await kiosk.pull();
    const lastLeased = { [HOURLY]: { start: '2026-12-01T10:00' } };
    const later = { [HOURLY]: { start: '2026-12-02T10:00' } };
    const fresh = await kioskAt(services, { siteId: FANGCUN });
    expect(await fresh.answer(HOURLY, lastLeased)).toBe('ask court-unheld');
    expect(await fresh.answer(HOURLY, later)).toBe('ask court-later');
    expect(await kiosk.answer(HOURLY, lastLeased)).toMatch(/^yes/);
    expect(await kiosk.answer(HOURLY, later)).toBe('ask court-later');
    kiosk.line.isUp = false;
    expect(await kiosk.sell(await kiosk.check(later), HOURLY)).toMatchObject({
      kind: 'recorded',
      entry: { body: { kind: 'court-requested', itemId: HOURLY, start: '2026-12-02T10:00', minutes: 60 } },
    });
    // It takes no court from the next one, and the office hears of it.
    expect(await kiosk.answer(HOURLY, later)).toBe('ask court-later');
    expect(await kiosk.push()).toMatchObject({ value: { findings: [{ seq: 1, kind: 'court-requested' }] } });
    kiosk.line.isUp = true;
    await kiosk.sell(await kiosk.check(later), HOURLY);
    expect(kiosk.journal.entries[1]?.body).toMatchObject({
      ...{ kind: 'booking-opened', start: '2026-12-02T10:00', courts: [1], confirmed: ['court-later'] },
    });
  });

  test('by the hour come from the district when they are confirmed, or are refused where another has them', async () => {
    const services = servicesOn(memoryStore());
    const [a, b] = [
      await kioskAt(services, { siteId: FANGCUN }),
      await kioskAt(services, { siteId: FANGCUN }),
    ];
    const ofB = await b.check();
    expect((await a.sell(await a.check(), HOURLY)).kind).toBe('recorded');
    expect(a.journal.entries[0]?.body).toMatchObject({ confirmed: ['court-unheld'], courts: [1] });
    // It has them all, having asked alone.
    expect(await b.sell(ofB, HOURLY)).toEqual({ kind: 'not-held' });
    expect(b.journal.entries).toEqual([]);
    expect(await b.answer(HOURLY)).toBe('court-not-held');
  });

  test('that this kiosk gave to the public stay so where its cache is lost before the district has heard', async () => {
    const kiosk = await kioskAt(servicesOn(memoryStore()), { siteId: FANGCUN });
    await kiosk.pull();
    kiosk.line.isUp = false;
    const change = { kind: 'take', itemId: HOURLY, start: '2026-11-23T22:00', minutes: 60 } as const;
    expect((await kiosk.givePublic({ ...change, use: 'walk-in' }))?.kind).toBe('recorded');
    const known = kiosk.holdings.courts().taken;
    expect(known).toHaveLength(1);
    const lost = await newProfile().start();
    const again = await openHoldings(lost.holdings, kiosk.journalId, () =>
      ownStretchesIn(kiosk.journal, wallDateOf(TONIGHT)),
    );
    expect(again.courts()).toMatchObject({ taken: known, ownTaken: [{ afterSeq: 0 }], leases: [] });
  });

  test('are nothing to a desk without slots', async () => {
    const kiosk = await kioskAt(servicesOn(memoryStore()), { siteId: TCM });
    expect(await kiosk.pull()).toEqual({ kind: 'none' });
  });
});

describe('the check-up at the desk', () => {
  test('is claimed at the district and then used, once', async () => {
    const kiosk = await kioskAt(servicesOn(memoryStore()), { siteId: TCM });
    expect(await kiosk.answer('check-up')).toBe('ask claim-right');
    expect(await kiosk.sell(await kiosk.check(), 'check-up')).toMatchObject({
      kind: 'recorded',
      entry: { body: { kind: 'use', confirmed: ['claim-right'] } },
    });
    expect(await kiosk.answer('check-up')).toBe('quota-used');
    expect(await kiosk.push()).toMatchObject({ ok: true, value: { findings: [] } });
  });

  test('without a line is a request and no use; the district then gives the right to this desk', async () => {
    const kiosk = await kioskAt(servicesOn(memoryStore()), { siteId: TCM });
    kiosk.line.isUp = false;
    expect(await kiosk.sell(await kiosk.check(), 'check-up')).toMatchObject({
      kind: 'recorded',
      entry: { body: { kind: 'request', ...RIGHT } },
    });
    expect(await kiosk.answer('check-up')).toBe('ask claim-right');
    kiosk.line.isUp = true;
    await kiosk.push();
    expect(await kiosk.pullRights()).toEqual({ kind: 'pulled', changes: 1 });
    expect(await kiosk.answer('check-up')).toBe('yes');
  });

  test('waits two seconds for the district, then is a request; a late grant counts once', async () => {
    const kiosk = await kioskAt(servicesOn(memoryStore()), { siteId: TCM });
    const held: (() => void)[] = [];
    kiosk.line.held = held;
    const sale = kiosk.sell(await kiosk.check(), 'check-up');
    await kiosk.time.advance(1_999);
    expect(kiosk.journal.entries).toEqual([]);
    await kiosk.time.advance(1);
    expect(await sale).toMatchObject({ kind: 'recorded', entry: { body: { kind: 'request', ...RIGHT } } });
    expect(await kiosk.answer('check-up')).toBe('ask claim-right');
    for (const release of held) release();
    kiosk.line.held = null;
    await kiosk.time.advance(0);
    await vi.waitFor(async () => expect(await kiosk.answer('check-up')).toBe('yes'));
    expect(await kiosk.sell(await kiosk.check(), 'check-up')).toMatchObject({
      entry: { body: { kind: 'use' } },
    });
    expect(await kiosk.answer('check-up')).toBe('quota-used');
    expect(await kiosk.push()).toMatchObject({ ok: true, value: { findings: [] } });
    expect(kiosk.journal.entries.map(({ body }) => body.kind)).toEqual(['request', 'use']);
  });

  test('a late grant does not take back what a pull has told meanwhile', async () => {
    const services = servicesOn(memoryStore());
    const [here, there] = [
      await kioskAt(services, { siteId: TCM }),
      await kioskAt(services, { siteId: TCM }),
    ];
    const held: (() => void)[] = [];
    here.line.held = held;
    const sale = here.sell(await here.check(), 'check-up');
    await here.time.advance(2_000);
    await sale;
    here.line.held = null;
    expect(await there.sell(await there.check(), 'check-up')).toMatchObject({ kind: 'recorded' });
    await there.push();
    await here.pullRights();
    expect(await here.answer('check-up')).toBe('quota-used');
    for (const release of held) release();
    await here.time.advance(0);
    expect(await here.answer('check-up')).toBe('quota-used');
  });

  test('with two questions unanswered the next is a request at once', async () => {
    const kiosk = await kioskAt(servicesOn(memoryStore()), { siteId: TCM });
    kiosk.line.held = [];
    const shown = await kiosk.check();
    const first = kiosk.sell(shown, 'check-up');
    const second = kiosk.sell(shown, 'check-up');
    expect(await kiosk.sell(shown, 'check-up')).toMatchObject({ entry: { body: { kind: 'request' } } });
    await kiosk.time.advance(2_000);
    expect([await first, await second]).toMatchObject([{ kind: 'recorded' }, { kind: 'recorded' }]);
    for (const release of kiosk.line.held) release();
  });

  test('is refused where the holder chose another hospital, as the pull or the claim tells', async () => {
    const services = servicesOn(memoryStore());
    const [there, here] = [
      await kioskAt(services, { siteId: CENTRAL }),
      await kioskAt(services, { siteId: TCM }),
    ];
    const shown = await here.check();
    await there.sell(await there.check(), 'check-up');
    expect(await here.sell(shown, 'check-up')).toEqual({ kind: 'right-refused' });
    expect(await here.answer('check-up')).toBe('right-elsewhere');
    expect(here.journal.entries).toEqual([]);
    const third = await kioskAt(services, { siteId: 'liwan-central-hospital' });
    expect(await third.pullRights()).toEqual({ kind: 'pulled', changes: 1 });
    expect(await third.answer('check-up')).toBe('yes');
  });

  test('begins anew with the rights where an answer leads back, and keeps none of what was lost', async () => {
    const services = servicesOn(memoryStore());
    const kiosk = await kioskAt(services, { siteId: TCM });
    const claim = (cardRef: string) =>
      claimRight(services, { siteIds: SITES }, { ...RIGHT, cardRef, siteId: CENTRAL });
    const [kept, lost] = ['0', '1'].map((digit) => digit.repeat(32));
    await claim(kept ?? '');
    const early = await readRights(services, { siteIds: SITES }, { cursor: undefined, limit: 2 });
    if (!early.ok) throw new Error('no page');
    await claim('2'.repeat(32));
    await kiosk.pullRights();
    // A right of a tail that the district has lost since.
    const right = { ...RIGHT, cardRef: lost ?? '', siteId: CENTRAL, used: false };
    await kiosk.holdings.rights.putRights([right], { cursor: null, anew: false });
    kiosk.line.playedPages.push({ ...early.value, serverTimeMs: TONIGHT });
    expect(await kiosk.pullRights()).toEqual({ kind: 'pulled', changes: 2 });
    expect(await kiosk.store.holdings.rightsOf(lost ?? '')).toEqual([]);
    expect(await kiosk.store.holdings.rightsOf(kept ?? '')).toHaveLength(1);
  });

  test('pulls rights page by page, and none at a desk that gives none', async () => {
    const services = servicesOn(memoryStore());
    const kiosk = await kioskAt(services, { siteId: TCM });
    for (let card = 0; card < 5; card += 1) {
      const cardRef = String(card).padStart(32, '0');
      await claimRight(services, { siteIds: SITES }, { ...RIGHT, cardRef, siteId: CENTRAL });
    }
    expect(await kiosk.pullRights()).toEqual({ kind: 'pulled', changes: 5 });
    expect(await kiosk.pullRights()).toEqual({ kind: 'pulled', changes: 0 });
    expect(await kiosk.store.holdings.rightsOf('0'.repeat(32))).toHaveLength(1);
    const pool = await kioskAt(services, { siteId: GYM });
    expect(await pool.pullRights()).toEqual({ kind: 'none' });
  });
});
