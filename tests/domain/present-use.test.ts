import { expect, test } from 'vitest';
import type { GivenBody } from '../../src/domain/journal/entry-body.ts';
import type { RecordedUse } from '../../src/domain/journal/fold/recorded-uses.ts';
import { presentUse } from '../../src/domain/print/present-use.ts';
import type { PresentRecord } from '../../src/domain/records/present-records.ts';

const GIVEN = {
  ...{ cardRef: 'ab'.repeat(16), itemId: 'court', person: 'holder', quantity: 1, start: '2026-11-23T19:00' },
  ...{ listTotalFen: 8_000, totalFen: 4_000, ruleId: 'r', clause: '5.2', catalogueVersion: 6 },
  ...{ verdict: 'yes', confirmed: [], recordId: 'cd'.repeat(16) },
} as const;
const BOOKING = { kind: 'booking-opened', ...GIVEN, confirmed: [], minutes: 60, courts: [1] } as GivenBody;
const PASS = { kind: 'pass-sold', ...GIVEN, confirmed: [], until: '2027-11-22' } as GivenBody;

function useOf(body: GivenBody, state: object, moved = false): RecordedUse {
  const steps = moved ? [{ body: { kind: 'booking-moved' } }] : [];
  const record = { state, steps } as unknown as PresentRecord;
  return { seq: 1, siteId: 'hall', recordedAt: 0, voidedBySeq: null, body, record };
}

test('a booking that was moved is printed where it is now, at the price of then', () => {
  const place = {
    ...{ itemId: 'court-night', quantity: 1, start: '2026-11-24T20:00', minutes: 90, courts: [3] },
    ...{ listTotalFen: 12_000, totalFen: 6_000, ruleId: 'n', catalogueVersion: 7 },
  };
  const use = useOf(BOOKING, { kind: 'booking', status: 'open', place }, true);
  expect(presentUse(use)).toEqual({ body: { ...BOOKING, ...place }, standing: null });
  const here = useOf(BOOKING, { kind: 'booking', status: 'attended', place });
  expect(presentUse(here)).toEqual({ body: BOOKING, standing: null });
});

test.each([
  ['cancelled', BOOKING, { kind: 'booking', status: 'cancelled' }, '已退订'],
  ['returned', PASS, { kind: 'pass', status: 'returned', until: '2027-11-22' }, '已退卡'],
  ['paused', PASS, { kind: 'pass', status: 'paused', until: '2027-11-22' }, '已停卡'],
])('what was %s says so', (_, body, state, words) => {
  expect(presentUse(useOf(body, state)).standing?.zh).toBe(words);
});

test('what was taken back says so, and a pass has the last day that it has now', () => {
  const use = useOf(PASS, { kind: 'pass', status: 'valid', until: '2027-12-01' });
  expect(presentUse(use)).toEqual({ body: { ...PASS, until: '2027-12-01' }, standing: null });
  expect(presentUse({ ...use, voidedBySeq: 2 }).standing?.zh).toBe('已撤销');
});
