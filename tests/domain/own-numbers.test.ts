import { describe, expect, it } from 'vitest';
import { isInRange, OwnNumbers, piecesOf } from '../../src/domain/catalogue/own-numbers.ts';

const range = { prefix: 'QT', first: 1, last: 9_999 };

/** The number that a kiosk gives next, if these are taken. */
function nextNumber(from: typeof range, taken: ReadonlySet<string>, kiosk: string): string | null {
  for (const piece of piecesOf(from, kiosk)) {
    expect(piece.length).toBeLessThanOrEqual(100);
    const free = piece.find((number) => !taken.has(number));
    if (free !== undefined) return free;
  }
  return null;
}

describe('the next number of a range, as the club gives it by 5.4.1.1', () => {
  it('is one that nobody has, of the length of the last one', () => {
    expect(nextNumber(range, new Set(), '')).toBe('QT0001');
    expect(nextNumber(range, new Set(['QT0001', 'QT0002', 'QT0004']), '')).toBe('QT0003');
  });

  it('lies in another part of the range for another kiosk', () => {
    expect(nextNumber(range, new Set(), 'A1')).not.toBe(nextNumber(range, new Set(), 'A2'));
  });

  it('goes on from the beginning past the end, until all are taken', () => {
    const small = { prefix: 'QT', first: 10, last: 12 };
    const taken = new Set<string>();
    for (let given = nextNumber(small, taken, 'B7'); given !== null; given = nextNumber(small, taken, 'B7')) {
      expect(taken).not.toContain(given);
      taken.add(given);
    }
    expect([...taken].sort()).toEqual(['QT10', 'QT11', 'QT12']);
  });
});

it('has each number of the range in one piece', () => {
  const all = [...piecesOf(range, 'A1')].flat();
  expect(all).toHaveLength(9_999);
  expect(new Set(all).size).toBe(9_999);
  expect(all.every((number) => isInRange(range, number))).toBe(true);
  expect(isInRange(range, 'QT0000')).toBe(false);
  expect(isInRange(range, 'QT00001')).toBe(false);
});

it.each([
  ['the usual one', { range, admits: false }, true],
  ['no range', { admits: true }, true],
  ['none between', { range: { ...range, first: 9_999 }, admits: false }, false],
  ['too short', { range: { prefix: '', first: 1, last: 99 }, admits: false }, false],
  ['like talent cards', { range: { prefix: 'LW', first: 1, last: 9_999 }, admits: false }, false],
])('reads a setting with %s: %#', (_name, setting, isRead) => {
  expect(OwnNumbers.safeParse(setting).success).toBe(isRead);
});
