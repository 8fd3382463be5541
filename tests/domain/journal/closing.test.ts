import { expect, test } from 'vitest';
import { differenceFen, expectedFen } from '../../../src/domain/journal/closing-body.ts';
import type { JournalBody } from '../../../src/domain/journal/entry-body.ts';
import { closingOf, earlierSeqsOf } from '../../../src/domain/journal/fold/closing.ts';
import { GENESIS_HASH, type JournalEntry } from '../../../src/domain/journal/journal-entry.ts';
import { booking, JOURNAL, moved, RECORD, ticket, voided } from '../../support/booking-bodies.ts';

const TODAY = '2026-11-23';
const AT = { deviceMs: Date.parse('2026-11-23T02:00:00Z'), monotonicMs: 1, serverOffsetMs: null };
const [ANNA, BEN] = ['aa'.repeat(16), 'bb'.repeat(16)];

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

test('a void of a booking that was moved gives back the price of the move', () => {
  const before = [entry(1, booking(4_000)), entry(2, moved(1, 6_000))];
  expect(close([entry(9, voided(1))], before)).toMatchObject({ reversedFen: -6_000, unclear: 0 });
  expect(close([entry(8, moved(1, 6_000)), entry(9, voided(1))], before.slice(0, 1))).toMatchObject({
    reversals: 2,
    reversedFen: -4_000 + 6_000 - 6_000,
  });
});

test('a void of what is not on the device is counted apart', () => {
  expect(close([entry(9, voided(3))])).toMatchObject({ reversals: 0, reversedFen: 0, unclear: 1 });
});

test('a booking of an earlier closing that is moved twice brings in both differences', () => {
  const before = [entry(1, booking(4_000))];
  const first = entry(5, moved(1, 6_000));
  expect(close([first, entry(6, moved(5, 9_000))], before)).toMatchObject({
    reversals: 2,
    reversedFen: 5_000,
    unclear: 0,
  });
  const again = [first, entry(6, takenBack(5, 5)), entry(7, moved(6, 9_000))];
  expect(close(again, before)).toMatchObject({ reversedFen: 5_000, unclear: 0 });
});

test('a move of an earlier closing is taken back at the price before it', () => {
  const before = [entry(1, booking(4_000)), entry(2, moved(1, 6_000))];
  const today = [entry(9, takenBack(2, 2))];
  expect(earlierSeqsOf([...today, ...before], 9)).toEqual([2, 1]);
  expect(close(today, before)).toMatchObject({ reversedFen: -2_000, unclear: 0 });
  expect(close(today, before.slice(1))).toMatchObject({ reversedFen: 0, unclear: 1 });
});

test('a move at an unknown price that is taken back again leaves nothing unclear', () => {
  expect(close([entry(5, moved(1, 6_000)), entry(6, takenBack(5, 5))])).toMatchObject({
    reversals: 0,
    unclear: 0,
  });
});

test('the count beside the record: over, short, and no cash at all', () => {
  const sums = { totalFen: 5_000, reversedFen: -1_000 };
  expect(differenceFen({ ...sums, countedFen: 4_000 })).toBe(0);
  expect(differenceFen({ ...sums, countedFen: 4_100 })).toBe(100);
  expect(differenceFen({ ...sums, countedFen: 0 })).toBe(-4_000);
  expect(differenceFen({ ...sums, countedFen: null })).toBeNull();
});

const paid = (body: JournalBody, payment: 'cash' | 'wechat' | 'alipay'): JournalBody =>
  ({ ...body, payment }) as JournalBody;

test('counts by way of payment, and only cash and what has no way lie in the drawer', () => {
  const sums = close([
    entry(1, paid(ticket(2_500), 'wechat')),
    entry(2, paid(ticket(3_000), 'cash')),
    entry(3, ticket(1_000)),
    entry(4, paid(ticket(9_000), 'wechat')),
    entry(5, voided(4)),
    entry(6, ticket(0)),
  ]);
  expect(sums.payments).toEqual([
    { way: 'cash', uses: 1, totalFen: 3_000 },
    { way: 'wechat', uses: 1, totalFen: 2_500 },
    { way: null, uses: 1, totalFen: 1_000 },
  ]);
  expect(expectedFen(sums)).toBe(4_000);
  expect(differenceFen({ ...sums, countedFen: 4_100 })).toBe(100);
  expect(close([entry(1, ticket(2_500))])).not.toHaveProperty('payments');
});

test('gives back in the way that was paid: a void by its use, a return as it says itself', () => {
  const sold = entry(1, paid(ticket(2_500), 'wechat'));
  const gone = close([entry(9, voided(1))], [sold]);
  expect(gone.payments).toEqual([{ way: 'wechat', uses: 0, totalFen: -2_500 }]);
  expect(expectedFen(gone)).toBe(0);
  const returned = close([entry(9, paid(cancelled(1, 800), 'alipay'))]);
  expect(returned.payments).toEqual([{ way: 'alipay', uses: 0, totalFen: -800 }]);
  const unsaid = close([entry(8, paid(ticket(500), 'alipay')), entry(9, cancelled(1, 800))]);
  expect(expectedFen(unsaid)).toBe(-800);
  const again = close([entry(9, paid(cancelled(1, 800), 'alipay')), entry(10, takenBack(9, 9))]);
  expect(again.payments).toEqual([{ way: 'alipay', uses: 0, totalFen: 0 }]);
});

test('a booking that is moved on its day stays with the way of its opening', () => {
  const sums = close([entry(1, paid(booking(2_000), 'wechat')), entry(2, moved(1, 3_000))]);
  expect(sums.payments).toEqual([{ way: 'wechat', uses: 1, totalFen: 3_000 }]);
});

test('counts the people by kind, and shares what a party paid', () => {
  const party = { holder: 1, spouse: 1, child: 1 };
  const sums = close([
    entry(1, { ...ticket(1_000), quantity: 3, party } as JournalBody),
    entry(2, { ...ticket(500), quantity: 2 } as JournalBody),
  ]);
  expect(sums.persons).toEqual([
    { person: 'holder', people: 3, totalFen: 834 },
    { person: 'spouse', people: 1, totalFen: 333 },
    { person: 'child', people: 1, totalFen: 333 },
  ]);
  expect(close([entry(1, ticket(1_000))])).not.toHaveProperty('persons');
});
