import { expect, test } from 'vitest';
import { rulebookOf } from '../../src/domain/catalogue/rulebook.ts';
import { closedForAdmission } from '../../src/domain/decision/admission-hours.ts';
import { shipped } from './shipped.ts';

const { calendar, itemsBySite } = rulebookOf(shipped());

function closedAt(siteId: string, itemId: string, now: string) {
  const entry = itemsBySite.get(siteId)?.find(({ item }) => item.id === itemId);
  if (entry === undefined) throw new Error(itemId);
  return closedForAdmission(entry, calendar, now)?.zh ?? null;
}

test.each([
  ['2026-11-23T07:59', '现在不能入场，08:00 起可以'],
  ['2026-11-23T08:00', null],
  ['2026-11-23T21:59', null],
  ['2026-11-23T22:00', '现在不能入场，11-24（周二） 08:00 起可以'],
  ['2027-02-06T12:00', null],
])('a fitness pass at %s: %s', (now, expected) => {
  expect(closedAt('youth-sports-club', 'fitness-annual', now)).toBe(expected);
});

test('a membership admits whenever the price has no hours', () => {
  expect(closedAt('fangcun-sports-centre', 'badminton-membership', '2026-11-23T03:00')).toBeNull();
});
