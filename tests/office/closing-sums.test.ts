import { expect, test } from 'vitest';
import { siteSumsOf } from '../../src/office/numbers/closing-sums.ts';
import type { ClosingView } from '../../src/protocol/wire-closings.ts';

const closing = (given: Partial<ClosingView>): ClosingView => ({
  ...{ number: 'A-1', journalId: 'j', seq: 1, siteId: 'pool', closedAtMs: 0, date: '2026-11-23' },
  ...{ uses: 1, totalFen: 0, voids: 0, reversals: 0, unclear: 0, listFen: 0, reversedFen: 0, expectedFen: 0 },
  ...{ countedFen: null, reason: null, closedBy: null, approvedBy: null, isReopened: false },
  ...{ items: [], members: [] },
  ...given,
});

test('adds up what the desks of a site closed, by way of payment, without what was reopened', () => {
  const closings = [
    closing({
      ...{ uses: 3, totalFen: 3_000, reversedFen: -500 },
      payments: [
        { way: 'wechat', uses: 2, totalFen: 2_700 },
        { way: 'cash', uses: 1, totalFen: -200 },
      ],
    }),
    // A desk that records no way.
    closing({ uses: 2, totalFen: 1_000 }),
    closing({ uses: 9, totalFen: 9_000, isReopened: true }),
    closing({ siteId: 'gym', uses: 1, totalFen: 0 }),
  ];
  expect(siteSumsOf(closings)).toEqual([
    {
      ...{ siteId: 'pool', closings: 2, uses: 5, takenFen: 3_500 },
      ways: [
        { way: 'wechat', fen: 2_700 },
        { way: null, fen: 1_000 },
        { way: 'cash', fen: -200 },
      ],
    },
    { siteId: 'gym', closings: 1, uses: 1, takenFen: 0, ways: [] },
  ]);
});
