import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { pushEntries } from '../../src/district/journal/journal.ts';
import { shareStretches } from '../../src/district/leases/leases.ts';
import type { DiscrepancyRow } from '../../src/district/storage/store-rows.ts';
import type { JournalBody } from '../../src/domain/journal/entry-body.ts';
import type { JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { overlaps } from '../../src/domain/shared/minutes.ts';
import type { StretchReply, StretchRequest } from '../../src/protocol/wire-stretches.ts';
import { seededRandom, testSeed } from '../support/random.ts';
import { BADMINTON, courtUse, GYM, MONDAY, newKiosk, servicesOn, type TestServices } from './logic.ts';
import { memoryStore } from './stores.ts';
import { entriesAfter } from './test-kiosk.ts';

const LIBRARY = 'liwan-library';
const ROOM_ITEM = 'activity-room';
const RESOURCE = 'gymnasium-badminton';
const MINUTE_MS = 60_000;
const FREE_HOUR = { from: 22 * 60, to: 23 * 60 };
const WANT = { itemId: BADMINTON, start: `${MONDAY}T22:00`, minutes: 60, takeOver: false };

type Held = StretchRequest['held'][number];

/** A kiosk of this release, that keeps what it holds as the protocol asks. */
async function stretchKiosk(services: TestServices) {
  const { kioskId, journalId } = await newKiosk(services, [GYM]);
  const kiosk = {
    journalId,
    held: [] as Held[],
    seen: 0,
    epoch: null as string | null,
    entries: [] as JournalEntry[],
    pushed: 0,
    async ask(change: Partial<StretchRequest> = {}): Promise<StretchReply> {
      const { held, seen, epoch, entries } = kiosk;
      const request = { siteId: GYM, headSeq: entries.length, epoch, seen, held, wants: [], ...change };
      const outcome = await shareStretches(services, { kioskId, journalId, siteIds: [GYM] }, request);
      if (!outcome.ok) throw new Error(outcome.refusal.message);
      const { value } = outcome;
      kiosk.held = value.leases.flatMap(({ recalled, ...lease }) => {
        const isNew = lease.serial > seen;
        const isHeld = held.some((one) => isSameCourt(one, lease) && overlaps(one, lease));
        return !recalled && (isNew || isHeld) ? [lease] : [];
      });
      kiosk.seen = value.serial;
      kiosk.epoch = value.epoch;
      return { ...value, serverTimeMs: services.clock };
    },
    courts: (minutes = FREE_HOUR, date = MONDAY) =>
      kiosk.held
        .filter((one) => one.date === date && one.from <= minutes.from && minutes.to <= one.to)
        .map(({ court }) => court)
        .sort(),
    write(body: JournalBody): JournalEntry {
      const [entry] = entriesAfter(kiosk.entries.at(-1) ?? null, 1, {
        journalId,
        kioskId,
        siteId: GYM,
        body,
      });
      if (entry === undefined) throw new Error('no entry');
      kiosk.entries.push(entry);
      return entry;
    },
    async push(): Promise<void> {
      const entries = kiosk.entries.slice(kiosk.pushed);
      if (entries.length === 0) return;
      const outcome = await pushEntries(services, { journalId, kioskId, entries });
      if (!outcome.ok) throw new Error(outcome.refusal.message);
      kiosk.pushed = kiosk.entries.length;
    },
  };
  return kiosk;
}

function isSameCourt(one: Held, other: Omit<Held, 'serial'>): boolean {
  return one.resourceId === other.resourceId && one.date === other.date && one.court === other.court;
}

function booked(courts: number[], start: string, minutes: number, cardRef = 'ab'.repeat(16)): JournalBody {
  const { kind: _, minutes: __, ...given } = courtUse(courts, { start, cardRef });
  return { kind: 'booking-opened', recordId: randomUUID().replaceAll('-', ''), ...given, minutes };
}

function taken(courts: number[], minutes = FREE_HOUR, takenId = randomUUID().replaceAll('-', '')) {
  return {
    ...{ kind: 'courts-taken', takenId, resourceId: RESOURCE, date: MONDAY },
    ...{ ...minutes, courts, use: 'walk-in' },
  } satisfies JournalBody;
}

async function collisions({ store }: TestServices): Promise<readonly DiscrepancyRow[]> {
  const rows = await store.read((reads) => reads.discrepancies({ open: true, limit: 1_000 }));
  return rows.filter(({ kind }) => kind === 'court-collision');
}

describe('a stretch of a court', () => {
  test('is of one court for all items that are booked on it, and of two kiosks of one alone', async () => {
    const services = servicesOn(memoryStore());
    const [a, b] = [await stretchKiosk(services), await stretchKiosk(services)];
    for (let round = 0; round < 4; round += 1) for (const kiosk of [a, b]) await kiosk.ask();
    expect([...a.courts(), ...b.courts()].sort()).toEqual([1, 2]);
    // A Saturday has the discounted noon and the free night.
    const ofDay = [...a.held, ...b.held].filter(
      (one) => one.resourceId === RESOURCE && one.date === '2026-11-28',
    );
    for (const [index, one] of ofDay.entries()) {
      const twice = ofDay.slice(index + 1).filter((other) => isSameCourt(one, other) && overlaps(one, other));
      expect(twice).toEqual([]);
    }
    expect(new Set(ofDay.map(({ from }) => from)).size).toBeGreaterThan(1);
  });

  test('of a kiosk that was not heard for ten minutes goes to a clerk who was warned, and not before', async () => {
    const services = servicesOn(memoryStore());
    const a = await stretchKiosk(services);
    await a.ask();
    const b = await stretchKiosk(services);
    services.clock += 10 * MINUTE_MS;
    const early = await b.ask({ wants: [{ ...WANT, takeOver: true }] });
    expect(b.courts()).toEqual([]);
    expect(early.elsewhere.every(({ silentSinceMs }) => silentSinceMs === null)).toBe(true);
    services.clock += MINUTE_MS;
    const warned = await b.ask({ wants: [WANT] });
    expect(b.courts()).toEqual([]);
    const [silent] = warned.elsewhere.filter(({ date }) => date === MONDAY);
    expect(silent?.silentSinceMs).toBe(services.clock - 11 * MINUTE_MS);
    await b.ask({ wants: [{ ...WANT, takeOver: true }] });
    expect(b.courts()).toHaveLength(1);
    // What the silent one sold meanwhile collides, and is looked at.
    const [court] = b.courts();
    a.write(booked([court ?? 0], WANT.start, 60));
    b.write(booked([court ?? 0], WANT.start, 60, 'cd'.repeat(16)));
    for (const kiosk of [a, b]) await kiosk.push();
    const [found] = await collisions(services);
    expect(found?.entries.map(({ journalId }) => journalId).sort()).toEqual(
      [a.journalId, b.journalId].sort(),
    );
    expect(await collisions(services)).toHaveLength(1);
  });

  test('that is sold is not taken over', async () => {
    const services = servicesOn(memoryStore());
    const [a, b] = [await stretchKiosk(services), await stretchKiosk(services)];
    await a.ask();
    for (const court of a.courts()) a.write(booked([court], WANT.start, 60));
    await a.push();
    services.clock += 11 * MINUTE_MS;
    await b.ask({ wants: [{ ...WANT, takeOver: true }] });
    expect(b.courts()).toEqual([]);
  });

  test('is held by a kiosk of this release or by an older one, never by both', async () => {
    const services = servicesOn(memoryStore());
    const older = await newKiosk(services, [GYM]);
    const newer = await stretchKiosk(services);
    for (let round = 0; round < 4; round += 1) {
      const { leases } = await older.ask();
      const recalled = leases.filter((lease) => lease.recalled).map(({ serial }) => serial);
      older.drop(({ serial }) => recalled.includes(serial));
      await newer.ask();
    }
    expect([...older.courts(), ...newer.courts()].sort()).toEqual([1, 2]);
    expect(older.courts()).toHaveLength(1);
    const noon = older.held.filter(({ itemId }) => itemId === 'badminton-discount');
    for (const { date, court } of noon) {
      const twice = newer.held.filter(
        (one) => one.resourceId === RESOURCE && one.date === date && one.court === court,
      );
      expect(twice.filter(({ from }) => from < 15 * 60)).toEqual([]);
    }
    const { elsewhere } = await older.ask();
    expect(elsewhere).toContainEqual({ siteId: GYM, itemId: BADMINTON, date: MONDAY, courts: 1 });
    // What the older one sells by slot and number lies on the resource's stretch.
    const [sold] = older.courts();
    await older.push(courtUse([sold ?? 0]));
    newer.write(booked([sold ?? 0], `${MONDAY}T22:30`, 30, 'cd'.repeat(16)));
    await newer.push();
    expect(await collisions(services)).toHaveLength(1);
  });
});

describe('a room', () => {
  test.each([
    ['at another time', [1], '21:00', false],
    ['in the last minute of the first booking', [1], '19:59', true],
    ['as it ends', [1], '20:00', false],
    ['by a release before rooms had numbers', null, '19:30', true],
  ] as const)(
    'that two desks booked apart is a discrepancy if both want a minute of it: the second %s',
    async (_, courts, time, isFound) => {
      const services = servicesOn(memoryStore());
      const book = async (named: readonly number[] | null, start: string) => {
        const { kioskId, journalId } = await newKiosk(services, [LIBRARY]);
        const numbers = named === null ? {} : { courts: [...named] };
        const { courts: _court, ...given } = courtUse([1], {
          itemId: ROOM_ITEM,
          start: `${MONDAY}T${start}`,
        });
        const body: JournalBody = { ...given, ...numbers };
        const entries = entriesAfter(null, 1, { journalId, kioskId, siteId: LIBRARY, body });
        const outcome = await pushEntries(services, { journalId, kioskId, entries });
        if (!outcome.ok) throw new Error(outcome.refusal.message);
      };
      await book([1], '19:00');
      await book(courts, time);
      const rows = await services.store.read((reads) => reads.discrepancies({ open: true, limit: 10 }));
      const ofRoom = rows.filter(({ kind }) => kind === 'court-collision' || kind === 'limit-exceeded');
      expect(ofRoom.length > 0).toBe(isFound);
    },
  );
});

describe('a stretch for the public', () => {
  test('is granted to nobody, called back from its holder, and granted again once it is freed', async () => {
    const services = servicesOn(memoryStore());
    const [a, b] = [await stretchKiosk(services), await stretchKiosk(services)];
    await a.ask();
    const given = taken([1]);
    b.write(given);
    await b.push();
    const { leases, toPublic } = await a.ask();
    const recalled = leases.filter((lease) => lease.recalled && lease.date === MONDAY);
    expect(recalled.map(({ court, from, to }) => ({ court, from, to }))).toEqual([
      { court: 1, ...FREE_HOUR },
    ]);
    expect(toPublic).toMatchObject([{ takenId: given.takenId, isFreed: false }]);
    await b.ask({ wants: [WANT] });
    for (const kiosk of [a, b, a, b]) await kiosk.ask();
    expect([...a.courts(), ...b.courts()].sort()).toEqual([2]);
    b.write({ ...given, kind: 'courts-freed' });
    await b.push();
    for (const kiosk of [a, b, a, b]) await kiosk.ask();
    expect([...a.courts(), ...b.courts()].sort()).toEqual([1, 2]);
    expect(await collisions(services)).toEqual([]);
  });

  test.each([
    ['before', true],
    ['after', false],
  ])('that was given %s a booking on it came is looked at', async (_, isFirst) => {
    const services = servicesOn(memoryStore());
    const [a, b] = [await stretchKiosk(services), await stretchKiosk(services)];
    a.write(booked([2], `${MONDAY}T22:00`, 60));
    b.write(taken([1, 2], { from: 22 * 60 + 30, to: 24 * 60 }));
    for (const kiosk of isFirst ? [b, a] : [a, b]) await kiosk.push();
    const [found] = await collisions(services);
    expect(found?.subject).toMatchObject({ siteId: GYM, court: 2 });
    expect(found?.entries).toHaveLength(2);
  });

  test('is free whichever of its two entries comes first', async () => {
    const services = servicesOn(memoryStore());
    const [a, b] = [await stretchKiosk(services), await stretchKiosk(services)];
    const given = taken([1, 2]);
    b.write({ ...given, kind: 'courts-freed' });
    a.write(given);
    for (const kiosk of [b, a]) await kiosk.push();
    const { toPublic } = await a.ask();
    expect(toPublic).toMatchObject([{ isFreed: true }]);
    for (const kiosk of [a, b, a, b, a, b]) await kiosk.ask();
    expect([...a.courts(), ...b.courts()].sort()).toEqual([1, 2]);
  });

  test('at another time of the day collides with nothing', async () => {
    const services = servicesOn(memoryStore());
    const a = await stretchKiosk(services);
    a.write(booked([1], `${MONDAY}T22:00`, 60));
    a.write(taken([1], { from: 23 * 60, to: 24 * 60 }));
    a.write(taken([2]));
    await a.push();
    expect(await collisions(services)).toEqual([]);
  });
});

test('two kiosks in any interleaving never have one stretch twice without a discrepancy', async () => {
  for (let run = 0; run < 40; run += 1) {
    const random = seededRandom(testSeed() + run);
    const below = (count: number) => Math.floor(random() * count);
    const services = servicesOn(memoryStore());
    const kiosks = [await stretchKiosk(services), await stretchKiosk(services)];
    const given: { ref: string; court: number; from: number; to: number }[] = [];
    for (let act = 0; act < 14; act += 1) {
      const kiosk = kiosks[below(2)];
      if (kiosk === undefined) throw new Error('no kiosk');
      services.clock += below(15) * MINUTE_MS;
      const from = 22 * 60 + 15 * below(4);
      const to = from + 15 * (1 + below(4));
      const wanted = { itemId: BADMINTON, start: minuteText(from), minutes: to - from };
      const kinds = ['ask', 'want', 'push', 'book', 'book', 'public'] as const;
      switch (kinds[below(kinds.length)]) {
        case 'ask':
          await kiosk.ask();
          break;
        case 'want':
          await kiosk.ask({ wants: [{ ...wanted, takeOver: random() < 0.5 }] });
          break;
        case 'push':
          await kiosk.push();
          break;
        case 'public': {
          const court = 1 + below(2);
          const { seq } = kiosk.write(taken([court], { from, to }));
          given.push({ ref: `${kiosk.journalId}/${seq}`, court, from, to });
          break;
        }
        default: {
          // It gives what it holds and has not given, as a kiosk does.
          const own = given.filter(({ ref }) => ref.startsWith(kiosk.journalId));
          const court = kiosk
            .courts({ from, to })
            .find((one) => !own.some((use) => use.court === one && overlaps(use, { from, to })));
          if (court === undefined) break;
          const { seq } = kiosk.write(booked([court], wanted.start, to - from, hexOf(given.length)));
          given.push({ ref: `${kiosk.journalId}/${seq}`, court, from, to });
        }
      }
    }
    for (const kiosk of kiosks) await kiosk.push();
    const told = await collisions(services);
    const named = (ref: string) =>
      told.filter(({ entries }) => entries.some((entry) => `${entry.journalId}/${entry.seq}` === ref));
    const isPublic = (ref: string) => {
      const kiosk = kiosks.find(({ journalId }) => ref.startsWith(journalId));
      return kiosk?.entries[Number(ref.split('/')[1]) - 1]?.body.kind === 'courts-taken';
    };
    for (const [index, one] of given.entries()) {
      for (const other of given.slice(index + 1)) {
        if (one.court !== other.court || !overlaps(one, other)) continue;
        if (isPublic(one.ref) && isPublic(other.ref)) continue;
        expect(named(one.ref).some((row) => named(other.ref).includes(row))).toBe(true);
      }
    }
  }
});

function minuteText(minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return `${MONDAY}T${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

function hexOf(number: number): string {
  return number.toString(16).padStart(32, '0');
}
