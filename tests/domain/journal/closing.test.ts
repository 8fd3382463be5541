import { expect, test } from 'vitest';
import type { JournalBody } from '../../../src/domain/journal/entry-body.ts';
import {
  closingOf,
  differenceFen,
  earlierSeqsOf,
  expectedFen,
} from '../../../src/domain/journal/fold/closing.ts';
import { GENESIS_HASH, type JournalEntry } from '../../../src/domain/journal/journal-entry.ts';

const JOURNAL = '0c9f6a52-0d3e-4b61-8d0c-2f6a9c1b7e11';
const TODAY = '2026-11-23';
const AT = { deviceMs: Date.parse('2026-11-23T02:00:00Z'), monotonicMs: 1, serverOffsetMs: null };
const [ANNA, BEN] = ['aa'.repeat(16), 'bb'.repeat(16)];
const RECORD = 'cd'.repeat(16);

const GIVEN = {
  cardRef: 'ab'.repeat(16),
  itemId: 'outdoor-ticket',
  person: 'holder' as const,
  quantity: 1,
  start: '2026-11-23T15:00',
  ruleId: 'half',
  clause: '5.6',
  catalogueVersion: 1,
  verdict: 'yes' as const,
  confirmed: [],
};

function entry(seq: number, body: JournalBody, staff: string | null = ANNA): JournalEntry {
  return {
    format: 3,
    journalId: JOURNAL,
    seq,
    parent: GENESIS_HASH,
    kioskId: 'kiosk-1',
    siteId: 'xijiao-pool',
    staff,
    at: AT,
    body,
    hash: GENESIS_HASH,
  } as JournalEntry;
}

const ticket = (totalFen: number, itemId = 'outdoor-ticket'): JournalBody => ({
  ...{ kind: 'use', ...GIVEN, itemId, minutes: null, listTotalFen: 2 * totalFen, totalFen },
});
const booking = (totalFen: number): JournalBody => ({
  ...{ kind: 'booking-opened', recordId: RECORD, ...GIVEN, minutes: 60, listTotalFen: totalFen, totalFen },
});
const moved = (afterSeq: number, totalFen: number): JournalBody => {
  const { cardRef: _card, person: _person, ...rest } = GIVEN;
  return {
    kind: 'booking-moved',
    recordId: RECORD,
    after: { journalId: JOURNAL, seq: afterSeq },
    ...rest,
    minutes: 60,
    listTotalFen: totalFen,
    totalFen,
  };
};
const voided = (seq: number): JournalBody => ({ kind: 'void', voidsSeq: seq, reason: 'mistyped' });
const cancelled = (afterSeq: number, returnedFen: number): JournalBody => ({
  kind: 'booking-cancelled',
  recordId: RECORD,
  after: { journalId: JOURNAL, seq: afterSeq },
  reason: 'holder',
  returnedFen,
});
const takenBack = (afterSeq: number, step: number): JournalBody => ({
  kind: 'step-taken-back',
  recordId: RECORD,
  after: { journalId: JOURNAL, seq: afterSeq },
  step: { journalId: JOURNAL, seq: step },
  reason: 'mistyped',
});

const close = (entries: readonly JournalEntry[], earlier: readonly JournalEntry[] = []) =>
  closingOf(entries, { earlier: new Map(earlier.map((one) => [one.seq, one])), today: TODAY });

test('an empty day comes to nothing', () => {
  expect(close([])).toMatchObject({ date: TODAY, uses: 0, totalFen: 0, items: [], members: [] });
});

test('counts by item and by member, and leaves out what was voided', () => {
  const sums = close([
    entry(1, ticket(2_500)),
    entry(2, ticket(3_000, 'indoor-ticket'), BEN),
    entry(3, ticket(2_500), BEN),
    entry(4, voided(1), BEN),
  ]);
  expect(sums).toMatchObject({ uses: 2, voids: 1, reversals: 0, totalFen: 5_500, listFen: 11_000 });
  expect(sums.items).toEqual([
    { itemId: 'indoor-ticket', uses: 1, totalFen: 3_000 },
    { itemId: 'outdoor-ticket', uses: 1, totalFen: 2_500 },
  ]);
  expect(sums.members).toEqual([{ staff: BEN, uses: 2, totalFen: 5_500 }]);
});

test('a void of what an earlier closing has is a reversal, and is with whoever made it', () => {
  const entries = [entry(9, ticket(1_000)), entry(10, voided(3), BEN)];
  expect(earlierSeqsOf(entries, 9)).toEqual([3]);
  const sums = close(entries, [entry(3, ticket(2_500))]);
  expect(sums).toMatchObject({ uses: 1, voids: 0, reversals: 1, totalFen: 1_000, reversedFen: -2_500 });
  expect(expectedFen(sums)).toBe(-1_500);
  expect(sums.members).toEqual([
    { staff: ANNA, uses: 1, totalFen: 1_000 },
    { staff: BEN, uses: 0, totalFen: -2_500 },
  ]);
});

test('a booking that was moved and cancelled comes to what the venue has kept', () => {
  const day = [entry(1, booking(4_000)), entry(2, moved(1, 6_000)), entry(3, cancelled(2, 5_000))];
  expect(close(day.slice(0, 2))).toMatchObject({ uses: 1, totalFen: 6_000 });
  expect(close(day)).toMatchObject({ uses: 1, totalFen: 1_000, reversals: 0 });
  expect(close([...day, entry(4, takenBack(3, 3))])).toMatchObject({ totalFen: 6_000 });
  expect(close([...day.slice(0, 1), entry(2, takenBack(1, 1))])).toMatchObject({
    uses: 0,
    voids: 1,
    totalFen: 0,
  });
});

test('a booking of an earlier closing brings in the difference alone', () => {
  const earlier = [entry(1, booking(4_000))];
  expect(close([entry(5, moved(1, 6_000))], earlier)).toMatchObject({
    uses: 0,
    reversals: 1,
    reversedFen: 2_000,
  });
  expect(close([entry(5, cancelled(1, 4_000))], earlier)).toMatchObject({ reversedFen: -4_000 });
  expect(close([entry(5, cancelled(1, 4_000)), entry(6, takenBack(5, 5))], earlier)).toMatchObject({
    reversals: 2,
    reversedFen: 0,
  });
  expect(close([entry(5, takenBack(1, 1))], earlier)).toMatchObject({ reversedFen: -4_000 });
});

test('a move whose price before nobody here knows is counted apart', () => {
  expect(close([entry(5, moved(1, 6_000))])).toMatchObject({ unclear: 1, reversals: 0, reversedFen: 0 });
});

test('the count beside the record: over, short, and no cash at all', () => {
  const sums = { totalFen: 5_000, reversedFen: -1_000 };
  expect(differenceFen({ ...sums, countedFen: 4_000 })).toBe(0);
  expect(differenceFen({ ...sums, countedFen: 4_100 })).toBe(100);
  expect(differenceFen({ ...sums, countedFen: 0 })).toBe(-4_000);
  expect(differenceFen({ ...sums, countedFen: null })).toBeNull();
});
