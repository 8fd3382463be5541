import { expect, it } from 'vitest';
import { priceChangeText } from '../../src/domain/decision/price-change.ts';
import { itemFor } from './desk.ts';

const changeAt = (now: string, itemId = 'basketball-single', site = 'youth-sports-club') =>
  itemFor(itemId, { site, now }).priceChange;

it.each([
  [
    'a minute before the gap on a workday',
    '2026-11-23T14:59',
    { at: '2026-11-23T15:00', listFen: null, cardFen: null },
  ],
  ['in the gap', '2026-11-23T15:00', undefined],
  ['in the last band', '2026-11-23T15:30', { at: '2026-11-23T22:30', listFen: null, cardFen: null }],
  ['on a holiday', '2026-11-22T09:00', { at: '2026-11-22T15:00', listFen: null, cardFen: null }],
])('of a basketball ticket %s', (_when, now, expected) => {
  expect(changeAt(now)).toEqual(expected);
});

it('is none where one price holds all day, and for what is no ticket', () => {
  expect(changeAt('2026-11-23T10:00', 'outdoor-ticket', 'xijiao-pool')).toBeUndefined();
  expect(changeAt('2026-11-23T10:00', 'badminton-court')).toBeUndefined();
});

it('counts down, and says when the time has passed', () => {
  const change = { at: '2026-11-23T15:30', listFen: 1_200, cardFen: 1_000 };
  expect(priceChangeText(change, '2026-11-23T15:18').zh).toBe('15:30 起 10.00 元（还有 12 分钟）');
  expect(priceChangeText(change, '2026-11-23T15:30').zh).toBe('15:30 起价格已变，请重新出示卡');
  expect(priceChangeText({ ...change, cardFen: null }, '2026-11-23T15:18').en).toBe(
    'no card price from 15:30 (in 12 min)',
  );
});
