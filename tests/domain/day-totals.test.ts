import { expect, it } from 'vitest';
import { dayTotalsOf } from '../../src/domain/journal/fold/day-totals.ts';
import type { RecordedUse } from '../../src/domain/journal/fold/recorded-uses.ts';

function use(
  totalFen: number | null,
  listTotalFen: number | null,
  voidedBySeq: number | null = null,
): RecordedUse {
  const body = {
    kind: 'use' as const,
    cardRef: 'ab'.repeat(16),
    itemId: 'outdoor-ticket',
    person: 'holder' as const,
    quantity: 1,
    start: '2026-11-23T15:42',
    minutes: null,
    listTotalFen,
    totalFen,
    ruleId: 'outdoor-ticket-any',
    clause: '5.6',
    catalogueVersion: 1,
    verdict: 'yes' as const,
    confirmed: [],
  };
  return { seq: 1, siteId: 'xijiao-pool', recordedAt: 0, body, voidedBySeq };
}

it('an empty day comes to nothing', () => {
  expect(dayTotalsOf([])).toEqual({ uses: 0, voids: 0, totalFen: 0, savedFen: 0 });
});

it('adds what stands, and counts what was taken back as a void alone', () => {
  const day = [use(2_500, 5_000), use(4_000, 8_000, 7), use(2_500, 5_000)];
  expect(dayTotalsOf(day)).toEqual({ uses: 2, voids: 1, totalFen: 5_000, savedFen: 5_000 });
});

it('a use without a price, or without a list price, saves nothing', () => {
  expect(dayTotalsOf([use(null, null), use(2_800, null)])).toMatchObject({ totalFen: 2_800, savedFen: 0 });
});
