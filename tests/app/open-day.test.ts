import { expect, test } from 'vitest';
import { openDay } from '../../src/app/record/close-day.ts';
import type { DayClosed } from '../../src/domain/journal/closing-body.ts';
import type { JournalBody } from '../../src/domain/journal/entry-body.ts';
import { GENESIS_HASH, type JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { booking, JOURNAL, moved, ticket, voided } from '../support/booking-bodies.ts';

const SITE = 'xijiao-pool';
const OTHER_SITE = 'liwan-gymnasium';
const DAY_MS = 86_400_000;
const DAY_1 = Date.parse('2026-11-23T02:00:00Z');
const DAY_2 = DAY_1 + DAY_MS;

const closed = (date: string): DayClosed => ({
  ...{ kind: 'day-closed', date, uses: 1, voids: 0, reversals: 0, unclear: 0 },
  ...{ listFen: 0, totalFen: 0, reversedFen: 0, items: [], members: [], countedFen: null, reason: null },
});
const reopened: JournalBody = { kind: 'day-reopened', reason: 'miscounted' };

type Written = readonly [atMs: number, body: JournalBody, siteId?: string];

function journalOf(written: readonly Written[]) {
  const entries = written.map(([deviceMs, body, siteId = SITE], index) => ({
    ...{ format: 3, journalId: JOURNAL, seq: index + 1, parent: GENESIS_HASH, kioskId: 'kiosk-1' },
    ...{ siteId, staff: null, at: { deviceMs, effectiveMs: deviceMs }, body, hash: GENESIS_HASH },
  })) as unknown as readonly JournalEntry[];
  return {
    status: async () => ({ headSeq: entries.length, acknowledgedSeq: 0 }) as never,
    read: async (from: number, limit: number) => entries.slice(from - 1, from - 1 + limit),
  };
}

const sumsOn = async (now: number, written: readonly Written[]) =>
  (await openDay(journalOf(written), SITE, now)).sums;

test('a closing that is reopened on a later day gives its day to the next one', async () => {
  const days: readonly Written[] = [
    [DAY_1 - DAY_MS, ticket(300)],
    [DAY_1, ticket(5_000)],
    [DAY_1 + 1, closed('2026-11-23')],
    [DAY_2, ticket(700)],
    [DAY_2 + 1, reopened],
  ];
  expect(await sumsOn(DAY_2 + 2, days)).toMatchObject({ date: '2026-11-23', uses: 2, totalFen: 5_700 });
});

test('a reopening takes back one closing of its site: the closing before stands, and what another site has is left out', async () => {
  const days: readonly Written[] = [
    [DAY_1, ticket(1_000)],
    [DAY_1 + 1, closed('2026-11-23')],
    [DAY_2, booking(4_000)],
    [DAY_2, moved(3, 6_000)],
    [DAY_2, ticket(90), OTHER_SITE],
    [DAY_2 + 1, closed('2026-11-24')],
    [DAY_2 + 1, closed('2026-11-24'), OTHER_SITE],
    [DAY_2 + 2, reopened],
  ];
  expect(await openDay(journalOf(days), SITE, DAY_2 + 3)).toMatchObject({
    sums: { uses: 1, totalFen: 6_000, reversals: 0 },
    last: { seq: 2 },
  });
});

test.each([0, 1, 250, 498, 499])('looks back 31 days, wherever the page ends: %i entries', async (count) => {
  const before = DAY_2 - 32 * DAY_MS;
  const days: readonly Written[] = [
    [before - 2, closed('2026-10-20')],
    [before - 1, ticket(1)],
    [before, ticket(1)],
    ...Array.from({ length: count }, (): Written => [DAY_2 - DAY_MS, ticket(10)]),
    [DAY_2, ticket(700)],
  ];
  expect(await openDay(journalOf(days), SITE, DAY_2 + 2)).toMatchObject({
    sums: { uses: 1, totalFen: 700 },
    last: null,
  });
});

test('a void of a booking finds its last move in an earlier closing, many entries later', async () => {
  const days: readonly Written[] = [
    [DAY_1, booking(4_000)],
    ...Array.from({ length: 600 }, (): Written => [DAY_1, ticket(10)]),
    [DAY_1, moved(1, 6_000)],
    [DAY_1, moved(602, 9_000)],
    [DAY_1, closed('2026-11-23')],
    [DAY_2, voided(1)],
  ];
  expect(await sumsOn(DAY_2 + 2, days)).toMatchObject({ reversals: 1, reversedFen: -9_000, unclear: 0 });
  expect(await sumsOn(DAY_2 + 2, [...days.slice(0, -1), [DAY_2, moved(603, 5_000)]])).toMatchObject({
    reversedFen: -4_000,
  });
});

test('moves of a booking of an earlier closing follow one another', async () => {
  const days: readonly Written[] = [
    [DAY_1, booking(4_000)],
    [DAY_1, closed('2026-11-23')],
    [DAY_2, moved(1, 6_000)],
    [DAY_2, moved(3, 9_000)],
  ];
  expect(await sumsOn(DAY_2 + 2, days)).toMatchObject({ reversedFen: 5_000, unclear: 0 });
  expect(await sumsOn(DAY_2 + 2, [...days.slice(0, 3), [DAY_2, voided(1)]])).toMatchObject({
    reversedFen: -4_000,
  });
});

test.each([
  [30_000, -4_000, 0],
  [30_001, 0, 1],
])('a voided booking with %i entries since: %i fen, %i unclear', async (count, reversedFen, unclear) => {
  const days: readonly Written[] = [
    [DAY_1, booking(4_000)],
    ...Array.from({ length: count - 1 }, (): Written => [DAY_1, ticket(10)]),
    [DAY_1, closed('2026-11-23')],
    [DAY_2, voided(1)],
  ];
  expect(await sumsOn(DAY_2 + 2, days)).toMatchObject({ reversedFen, unclear });
});
