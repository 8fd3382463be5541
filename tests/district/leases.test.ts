import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { acceptQuarantined } from '../../src/district/intake/quarantined.ts';
import { rollEpoch } from '../../src/district/kiosks/epoch.ts';
import { revokeKiosk } from '../../src/district/kiosks/kiosk.ts';
import { shareLeases } from '../../src/district/leases/leases.ts';
import type { DistrictStore } from '../../src/district/storage/store.ts';
import { wallDateOf } from '../../src/domain/base/wall-time.ts';
import type { UseBody } from '../../src/domain/journal/entry-body.ts';
import { WHOLE_DAY } from '../../src/domain/shared/minutes.ts';
import {
  BADMINTON,
  courtUse,
  GYM,
  type LeasingKiosk,
  MONDAY,
  newKiosk,
  POOL,
  servicesOn,
  type TestServices,
} from './logic.ts';
import { memoryStore, storeKinds, useStore } from './stores.ts';

const SECOND_MS = 1_000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;

function district(store: DistrictStore = memoryStore()): TestServices {
  return servicesOn(store);
}

/** Two kiosks at the gymnasium that have each asked until nothing changes any more. */
async function twoKiosks(): Promise<{ services: TestServices; a: LeasingKiosk; b: LeasingKiosk }> {
  const services = district();
  const [a, b] = [await newKiosk(services), await newKiosk(services)];
  for (let round = 0; round < 3; round += 1) {
    for (const kiosk of [a, b]) {
      const { leases } = await kiosk.ask();
      const recalled = leases.filter((lease) => lease.recalled).map((lease) => lease.serial);
      kiosk.drop((lease) => recalled.includes(lease.serial));
    }
  }
  for (const kiosk of [a, b]) await kiosk.ask();
  return { services, a, b };
}

describe('leases of courts', () => {
  test('give a kiosk that is alone all courts of today and the eight days after', async () => {
    const kiosk = await newKiosk(district());
    await kiosk.ask();
    expect(kiosk.courts()).toEqual([1, 2]);
    expect(kiosk.courts(BADMINTON, '2026-12-01')).toEqual([1, 2]);
    expect(kiosk.courts(BADMINTON, '2026-12-02')).toEqual([]);
    expect(kiosk.courts('badminton-discount', '2026-11-28')).toEqual([1, 2]);
    expect(kiosk.courts('badminton-discount', '2026-11-27')).toEqual([]);
  });

  test('are shared by two kiosks, each court of each day to one of them', async () => {
    const { a, b } = await twoKiosks();
    for (const date of [MONDAY, '2026-11-24', '2026-11-30']) {
      expect([...a.courts(BADMINTON, date), ...b.courts(BADMINTON, date)].sort()).toEqual([1, 2]);
      expect(a.courts(BADMINTON, date)).toHaveLength(1);
    }
  });

  test('tell how many courts another kiosk holds', async () => {
    const { a } = await twoKiosks();
    const { elsewhere } = await a.ask();
    expect(elsewhere).toContainEqual({ siteId: GYM, itemId: BADMINTON, date: MONDAY, courts: 1 });
  });

  test('go to a third kiosk in turn, day by day', async () => {
    const { services, a, b } = await twoKiosks();
    const c = await newKiosk(services);
    for (let round = 0; round < 4; round += 1) {
      for (const kiosk of [c, a, b]) {
        const { leases } = await kiosk.ask();
        const recalled = leases.filter((lease) => lease.recalled).map((lease) => lease.serial);
        kiosk.drop((lease) => recalled.includes(lease.serial));
      }
    }
    for (const kiosk of [a, b, c]) expect(kiosk.held.length).toBeGreaterThan(8);
    const all = [a, b, c].flatMap((kiosk) => kiosk.held.map((one) => `${one.itemId}${one.date}${one.court}`));
    expect(new Set(all).size).toBe(all.length);
  });

  test('are asked back for a clerk who wants one at once, and go to no other meanwhile', async () => {
    const services = district();
    const a = await newKiosk(services);
    await a.ask();
    const b = await newKiosk(services);
    services.clock += DAY_MS / 2;
    await b.ask({ wants: [{ itemId: BADMINTON, date: '2026-11-24' }] });
    expect(b.courts(BADMINTON, '2026-11-24')).toEqual([]);
    const { leases } = await a.ask();
    const recalled = leases.filter(
      (one) => one.recalled && one.date === '2026-11-24' && one.itemId === BADMINTON,
    );
    expect(recalled.length).toBeGreaterThan(0);
    a.drop((lease) => recalled.some((one) => one.serial === lease.serial));
    await a.ask();
    await b.ask();
    expect(b.courts(BADMINTON, '2026-11-24').length).toBe(recalled.length);
  });

  test('give a free court at once to a clerk who wants one', async () => {
    const { services, a, b } = await twoKiosks();
    a.drop((lease) => lease.date === MONDAY && lease.itemId === BADMINTON);
    await a.ask({ siteId: 'liwan-tcm-hospital' });
    b.drop((lease) => lease.date === MONDAY && lease.itemId === BADMINTON);
    services.clock += 20 * 60 * SECOND_MS;
    const c = await newKiosk(services);
    await c.ask({ wants: [{ itemId: BADMINTON, date: MONDAY }] });
    expect(c.courts()).toHaveLength(1);
  });

  test('are not given for days that no desk books yet, nor for those that are over', async () => {
    const services = district();
    const a = await newKiosk(services);
    await a.ask();
    const all = a.held.length;
    for (let month = 1; month <= 12; month += 1) {
      const dates = ['01', '02', '03', '04', '05', '06', '07'].map((day) => ({
        itemId: BADMINTON,
        date: `2027-${String(month).padStart(2, '0')}-${day}`,
      }));
      await a.ask({ wants: dates });
    }
    await a.ask({ wants: ['2026-11-22', '2026-12-25'].map((date) => ({ itemId: BADMINTON, date })) });
    expect(a.held).toHaveLength(all);
    await a.ask({ wants: [{ itemId: BADMINTON, date: '2026-12-24' }] });
    expect(a.courts(BADMINTON, '2026-12-24')).toHaveLength(1);
    const b = await newKiosk(services);
    await b.ask({ wants: [{ itemId: BADMINTON, date: '2026-11-30' }] });
    const { leases } = await a.ask();
    expect(leases.filter((one) => one.recalled && one.date === '2026-11-30')).not.toEqual([]);
  });

  test('of days ahead that were given away before are told when their day is near', async () => {
    const services = district();
    const a = await newKiosk(services);
    const far = { siteId: GYM, resourceId: BADMINTON, date: '2026-12-25', court: 1 };
    const row = { ...far, ...WHOLE_DAY, holder: a.journalId, serial: 1, wantedBy: null, claimed: true };
    await services.store.transaction((writes) => writes.putLeases([far], [row]));
    await a.ask();
    expect(a.courts(BADMINTON, far.date)).toEqual([]);
    services.clock += 30 * DAY_MS;
    await a.ask();
    expect(a.courts(BADMINTON, far.date)).toEqual([1, 2]);
  });

  test('are counted on from what a kiosk has seen, within what can have been granted', async () => {
    const services = district();
    const a = await newKiosk(services);
    const { journalId, kioskId } = a;
    const seen = async (serial: number) => {
      const request = { siteId: GYM, headSeq: 0, epoch: null, seen: serial, held: [], wants: [] };
      return shareLeases(services, { kioskId, journalId, siteIds: [GYM] }, request);
    };
    let reached = 0;
    for (let tries = 0; tries < 1_000; tries += 1) {
      const answer = await seen(reached + 1_000_000);
      if (!answer.ok) break;
      reached = answer.value.serial;
    }
    // The 327th day since the first of 2026.
    expect(reached).toBeGreaterThan(325_000_000);
    expect(reached).toBeLessThan(328_000_000);
    expect(await seen(reached + 1_000_000)).toMatchObject({ refusal: { kind: 'bad-request' } });
    expect(await seen(reached)).toMatchObject({ ok: true });
    services.clock += DAY_MS;
    expect(await seen(reached + 900_000)).toMatchObject({ ok: true });
  });

  test('stay where they are while the answer that granted them is lost', async () => {
    const services = district();
    const a = await newKiosk(services);
    const { kioskId, journalId } = a;
    const lost = { siteId: GYM, headSeq: 0, epoch: null, seen: 0, held: [], wants: [] };
    await shareLeases(services, { kioskId, journalId, siteIds: [GYM] }, lost);
    await a.ask();
    expect(a.courts()).toEqual([1, 2]);
  });

  test('are not taken for given back by a request that comes late', async () => {
    const services = district();
    const a = await newKiosk(services);
    const late = { siteId: GYM, headSeq: 0, epoch: null, seen: 0, held: [], wants: [] };
    await a.ask();
    await shareLeases(services, { ...a, siteIds: [GYM] }, late);
    const b = await newKiosk(services);
    await b.ask({ wants: [{ itemId: BADMINTON, date: MONDAY }] });
    expect(b.courts()).toEqual([]);
    expect(a.courts()).toEqual([1, 2]);
  });

  test('are not taken for given back before the district has all entries', async () => {
    const services = district();
    const a = await newKiosk(services);
    await a.ask();
    a.drop((lease) => lease.date === MONDAY);
    await a.ask({ headSeq: 1 });
    const b = await newKiosk(services);
    await b.ask({ wants: [{ itemId: BADMINTON, date: MONDAY }] });
    expect(b.courts()).toEqual([]);
    await a.ask({ headSeq: 0 });
    await b.ask();
    expect(b.courts().length).toBeGreaterThan(0);
  });

  test('end with their day', async () => {
    const services = district();
    const a = await newKiosk(services);
    await a.ask();
    services.clock += DAY_MS;
    await a.ask();
    expect(a.courts()).toEqual([]);
    expect(a.courts(BADMINTON, '2026-12-01')).toEqual([1, 2]);
  });

  test('of a revoked kiosk go to the others, and a new journal starts with none', async () => {
    const services = district();
    const a = await newKiosk(services);
    await a.ask();
    const b = await newKiosk(services);
    await b.ask();
    expect(b.held).toEqual([]);
    await revokeKiosk(services, a.kioskId);
    await b.ask();
    expect(b.courts()).toEqual([1, 2]);
  });

  test('of the desk before are given back by a kiosk that becomes another desk', async () => {
    const { services, a, b } = await twoKiosks();
    a.drop(() => true);
    await a.ask({ siteId: 'liwan-tcm-hospital' });
    services.clock += SECOND_MS;
    await b.ask();
    expect(b.courts()).toEqual([1, 2]);
  });

  test('are refused for a desk that the kiosk may not be, and to another kiosk', async () => {
    const services = district();
    const a = await newKiosk(services);
    const request = { siteId: GYM, headSeq: 0, epoch: null, seen: 0, held: [], wants: [] };
    const asked = (asker: Parameters<typeof shareLeases>[1]) => shareLeases(services, asker, request);
    expect(await asked({ ...a, siteIds: ['xijiao-pool'] })).toMatchObject({
      ok: false,
      refusal: { kind: 'not-found' },
    });
    expect(await asked({ ...a, kioskId: 'another', siteIds: [GYM] })).toMatchObject({
      ok: false,
      refusal: { kind: 'not-found' },
    });
  });
});

describe.each(storeKinds)('a court whose use stands, on %s,', (kind) => {
  const store = useStore(kind);
  let tests = 0;

  /** Days on which nobody has asked for a court yet. */
  function freshDay() {
    tests += 1;
    const services = district(store());
    services.clock += tests * 40 * DAY_MS;
    const date = wallDateOf(services.clock);
    const used = (courts: number[] | undefined, cardRef = 'ab'.repeat(16)): UseBody => {
      const { courts: _, ...rest } = courtUse([1], { start: `${date}T22:00`, cardRef });
      return courts === undefined ? rest : { ...rest, courts, quantity: courts.length };
    };
    const courtsOf = (kiosk: LeasingKiosk): number[] => kiosk.courts(BADMINTON, date).sort();
    const wants = [{ itemId: BADMINTON, date }];
    return { services, date, used, courtsOf, wants };
  }

  const UNDONE = { kind: 'void', voidsSeq: 1, reason: 'other' } as const;

  test('goes to nobody once its kiosk is revoked, until the use is taken back', async () => {
    const { services, used, courtsOf, wants } = freshDay();
    const a = await newKiosk(services);
    await a.ask();
    await a.push(used([1]));
    await revokeKiosk(services, a.kioskId);
    const b = await newKiosk(services);
    for (let round = 0; round < 2; round += 1) await b.ask({ wants });
    expect(courtsOf(b)).toEqual([2]);
    await a.push(UNDONE);
    await b.ask();
    expect(courtsOf(b)).toEqual([1, 2]);
  });

  test('goes to nobody once its kiosk has dropped it, nor to that kiosk again, until the use is taken back', async () => {
    const { services, used, courtsOf, wants } = freshDay();
    const a = await newKiosk(services);
    await a.ask();
    await a.push(used([2]));
    a.drop(() => true);
    await a.ask({ siteId: 'liwan-tcm-hospital' });
    const b = await newKiosk(services);
    for (let round = 0; round < 2; round += 1) await b.ask({ wants });
    expect(courtsOf(b)).toEqual([1]);
    for (let round = 0; round < 2; round += 1) await a.ask({ wants });
    expect(courtsOf(a)).toEqual([]);
    await a.push(UNDONE);
    for (const kiosk of [a, b]) await kiosk.ask();
    expect([...courtsOf(a), ...courtsOf(b)].sort()).toEqual([1, 2]);
  });

  test('takes one of the free courts where the use names none', async () => {
    const { services, used, courtsOf, wants } = freshDay();
    const a = await newKiosk(services);
    await a.push(used(undefined));
    const b = await newKiosk(services);
    for (let round = 0; round < 2; round += 1) await b.ask({ wants });
    expect(courtsOf(b)).toHaveLength(1);
    await b.push(used(courtsOf(b), 'cd'.repeat(16)));
    await b.ask({ wants });
    expect(courtsOf(b)).toHaveLength(1);
    await a.push(UNDONE);
    await b.ask();
    expect(courtsOf(b)).toEqual([1, 2]);
  });

  test('is called back from a kiosk that received it before the use arrived', async () => {
    const { services, date, used, courtsOf, wants } = freshDay();
    const a = await newKiosk(services);
    await a.ask();
    await revokeKiosk(services, a.kioskId);
    const b = await newKiosk(services);
    await b.ask();
    expect(courtsOf(b)).toEqual([1, 2]);
    await a.push(used([1]));
    await b.push(used([2], 'cd'.repeat(16)));
    const { leases } = await b.ask();
    const ofDay = leases.filter((lease) => lease.date === date && lease.itemId === BADMINTON);
    expect(ofDay.map(({ court, recalled }) => [court, recalled]).sort()).toEqual([
      [1, true],
      [2, false],
    ]);
    b.drop((lease) => lease.date === date && lease.court === 1);
    for (let round = 0; round < 2; round += 1) await b.ask({ wants });
    expect(courtsOf(b)).toEqual([2]);
  });

  test('is free as long as the use is in quarantine, and is called back when an officer accepts it', async () => {
    const { services, date, used, courtsOf } = freshDay();
    const a = await newKiosk(services);
    await a.ask();
    await revokeKiosk(services, a.kioskId);
    await a.push();
    const [finding] = await a.push(used([1]));
    const b = await newKiosk(services);
    await b.ask();
    expect(courtsOf(b)).toEqual([1, 2]);
    const settled = await acceptQuarantined(services, {
      officer: '李明',
      discrepancyId: finding?.caseId ?? '',
      note: '已核实',
    });
    expect(settled).toMatchObject({ kind: 'settled', entries: 1 });
    const { leases } = await b.ask();
    const recalled = leases.filter(
      (lease) => lease.recalled && lease.date === date && lease.itemId === BADMINTON,
    );
    expect(recalled.map(({ court }) => court)).toEqual([1]);
  });

  test('stays where it is sold when the kiosk begins another journal', async () => {
    const { services, date, used, courtsOf, wants } = freshDay();
    const a = await newKiosk(services);
    await a.ask();
    await a.push(used([1]));
    const asker = { kioskId: a.kioskId, journalId: randomUUID(), siteIds: [GYM] };
    const request = { siteId: GYM, headSeq: 0, epoch: null, seen: 0, held: [], wants };
    const answer = await shareLeases(services, asker, request);
    const leases = answer.ok ? answer.value.leases : [];
    const ofDay = leases.filter((lease) => lease.date === date && lease.itemId === BADMINTON);
    expect(ofDay.map(({ court }) => court)).toEqual([2]);
    const b = await newKiosk(services);
    await b.ask({ wants });
    expect(courtsOf(b)).toEqual([]);
  });

  test('is not accepted from the word of another kiosk after a restore, and is from its own', async () => {
    const { services, date, used, courtsOf } = freshDay();
    const [a, b] = [await newKiosk(services), await newKiosk(services)];
    await a.push(used([1]));
    const lease = (court: number) => ({ siteId: GYM, itemId: BADMINTON, date, court, serial: 1 });
    for (const kiosk of [a, b]) kiosk.epoch = randomUUID();
    b.held = [lease(1)];
    await b.ask();
    expect(courtsOf(b)).toEqual([]);
    a.held = [lease(1)];
    await a.ask();
    expect(courtsOf(a)).toEqual([1]);
  });

  test('is not taken from its holder by a kiosk that says so at another desk after a restore', async () => {
    const { services, date } = freshDay();
    const [a, b] = [await newKiosk(services), await newKiosk(services)];
    await a.ask();
    const [held] = a.held.filter((lease) => lease.itemId === BADMINTON && lease.date === date);
    if (held === undefined) throw new Error('no court was leased');
    b.epoch = randomUUID();
    b.held = [{ ...held, serial: 1 }];
    const { leases } = await b.ask({ siteId: POOL });
    expect(leases).toEqual([]);
    await a.ask();
    expect(a.courts(BADMINTON, date)).toContain(held.court);
  });
});

describe('leases after the district was restored from a backup', () => {
  test('stay with the kiosk that holds them, though the backup has not got them', async () => {
    const store = memoryStore();
    const services = district(store);
    const [a, b] = [await newKiosk(services), await newKiosk(services)];
    const backup = await store.snapshot();
    await a.ask();
    store.restore(backup);
    await rollEpoch(services);
    await a.ask();
    expect(a.courts()).toEqual([1, 2]);
    await b.ask({ wants: [{ itemId: BADMINTON, date: MONDAY }] });
    expect(b.courts()).toEqual([]);
  });

  test('are granted anew only when every kiosk at the desk has said what it holds', async () => {
    const store = memoryStore();
    const services = district(store);
    const [a, b] = [await newKiosk(services), await newKiosk(services)];
    await a.ask();
    await b.ask();
    a.drop(() => true);
    await a.ask({ siteId: 'liwan-tcm-hospital' });
    await a.ask();
    const backup = await store.snapshot();
    await b.ask();
    const given = b.held.length;
    expect(given).toBeGreaterThan(0);
    store.restore(backup);
    await rollEpoch(services);
    for (let round = 0; round < 3; round += 1) {
      await a.ask({ wants: [{ itemId: BADMINTON, date: MONDAY }] });
    }
    const doubled = a.held.filter((one) =>
      b.held.some(
        (other) => other.itemId === one.itemId && other.date === one.date && other.court === one.court,
      ),
    );
    expect(doubled).toEqual([]);
    await b.ask();
    expect(b.held).toHaveLength(given);
    await a.ask();
    expect(a.held.length).toBeGreaterThan(0);
  });

  test('are not granted twice for a day that a clerk had asked for, far ahead', async () => {
    const store = memoryStore();
    const services = district(store);
    const [a, b] = [await newKiosk(services), await newKiosk(services)];
    await a.ask();
    await b.ask();
    const backup = await store.snapshot();
    for (const date of ['2026-12-13', '2026-12-24']) {
      const want = { itemId: BADMINTON, date };
      await b.ask({ wants: [want] });
      const own = b.courts(BADMINTON, date);
      expect(own).toHaveLength(1);
      store.restore(backup);
      await rollEpoch(services);
      for (let round = 0; round < 3; round += 1) await a.ask({ wants: [want] });
      expect(a.courts(BADMINTON, date)).toEqual([]);
      await b.ask();
      expect(b.courts(BADMINTON, date)).toEqual(own);
      await a.ask({ wants: [want] });
      expect(a.courts(BADMINTON, date)).toHaveLength(1);
      expect(a.courts(BADMINTON, date)).not.toEqual(own);
    }
  });

  test('stay with the kiosk too where the tail was lost and nobody noticed', async () => {
    const store = memoryStore();
    const services = district(store);
    const a = await newKiosk(services);
    const backup = await store.snapshot();
    await a.ask();
    const { epoch } = a;
    store.restore(backup);
    a.epoch = epoch;
    await a.ask();
    expect(a.courts()).toEqual([1, 2]);
  });
});
