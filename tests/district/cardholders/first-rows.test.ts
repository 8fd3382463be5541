import { expect, test } from 'vitest';
import { FirstRows } from '../../../src/district/cardholders/first-rows.ts';

test('remembers of each card the row and the sheet that it was first in, and what that row said', () => {
  const rows = new FirstRows();
  for (let index = 0; index < 5_000; index += 1) {
    const sheet = index < 2_000 ? '甲' : '乙';
    expect(rows.seen(`LW${index}`, { row: index + 2, sheet }, `content ${index}`)).toBeNull();
  }
  const again = { row: 9_999, sheet: '乙' };
  expect(rows.seen('LW0', again, 'content 0')).toEqual({ row: 2, sheet: '甲', isSame: true });
  expect(rows.seen('LW1999', again, 'other')).toEqual({ row: 2_001, sheet: '甲', isSame: false });
  expect(rows.seen('LW4999', again, 'content 4999')).toEqual({ row: 5_001, sheet: '乙', isSame: true });
});

test('keeps a list that has no sheets', () => {
  const rows = new FirstRows();
  expect(rows.seen('LW1', { row: 2, sheet: null }, 'a')).toBeNull();
  expect(rows.seen('LW1', { row: 3, sheet: null }, 'a')).toEqual({ row: 2, sheet: null, isSame: true });
});
