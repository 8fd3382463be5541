import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../src/domain/base/wall-time.ts';
import { usesByHour, usesByItem } from '../../../src/domain/journal/fold/day-chart.ts';
import { dayTotalsOf } from '../../../src/domain/journal/fold/day-totals.ts';
import type { RecordedUse } from '../../../src/domain/journal/fold/recorded-uses.ts';

function use(at: string, itemId: string, totalFen: number | null, more: Partial<RecordedUse> = {}) {
  return {
    ...{
      seq: 1,
      siteId: 'xijiao-pool',
      recordedAt: instantOf(`2026-11-25T${at}`),
      voidedBySeq: null,
      ...more,
    },
    body: { itemId, totalFen, listTotalFen: totalFen },
  } as RecordedUse;
}

const USES = [
  use('12:59', 'indoor-ticket', 4_000),
  use('12:00', 'outdoor-ticket', 2_500),
  use('11:59', 'outdoor-ticket', 2_500, { voidedBySeq: 9 }),
  use('09:59', 'outdoor-ticket', 2_500),
  use('09:00', 'priority', null),
];

describe('the chart of a day', () => {
  it('has each hour from the first use that stands to the last, also those without one', () => {
    expect(usesByHour(USES)).toEqual([
      { hour: 9, uses: 2, totalFen: 2_500 },
      { hour: 10, uses: 0, totalFen: 0 },
      { hour: 11, uses: 0, totalFen: 0 },
      { hour: 12, uses: 2, totalFen: 6_500 },
    ]);
  });

  it('has the item with most uses first, and none that was voided altogether', () => {
    const voided = use('10:00', 'locker', 500, { voidedBySeq: 8 });
    expect(usesByItem([voided, ...USES])).toEqual([
      { siteId: 'xijiao-pool', itemId: 'outdoor-ticket', uses: 2, totalFen: 5_000 },
      { siteId: 'xijiao-pool', itemId: 'indoor-ticket', uses: 1, totalFen: 4_000 },
      { siteId: 'xijiao-pool', itemId: 'priority', uses: 1, totalFen: 0 },
    ]);
  });

  it('keeps one item of two sites apart', () => {
    const uses = [use('09:00', 'locker', 100), use('09:00', 'locker', 100, { siteId: 'liwan-gymnasium' })];
    expect(usesByItem(uses).map(({ siteId }) => siteId)).toEqual(['xijiao-pool', 'liwan-gymnasium']);
  });

  it('adds up to the totals of the list', () => {
    const { uses, totalFen } = dayTotalsOf(USES);
    for (const bars of [usesByHour(USES), usesByItem(USES)]) {
      expect(bars.reduce((sum, bar) => sum + bar.uses, 0)).toBe(uses);
      expect(bars.reduce((sum, bar) => sum + bar.totalFen, 0)).toBe(totalFen);
    }
  });

  it('is empty on a day without a use', () => {
    expect(usesByHour([])).toEqual([]);
    expect(usesByItem(USES.slice(2, 3))).toEqual([]);
  });
});
