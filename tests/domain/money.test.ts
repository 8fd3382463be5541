import { expect, test } from 'vitest';
import { divideHalfUp, yuanText } from '../../src/domain/base/money.ts';

test.each([
  [2500, '25.00'],
  [0, '0.00'],
  [5, '0.05'],
  [99, '0.99'],
  [100, '1.00'],
  [-1, '-0.01'],
  [-2550, '-25.50'],
  [100_000_000, '1000000.00'],
])('%i fen is %s yuan', (fen, text) => {
  expect(yuanText(fen)).toBe(text);
});

test.each([
  [0, 7, 0],
  [1, 2, 1],
  [1, 3, 0],
  [2, 3, 1],
  [3, 2, 2],
  [5, 10, 1],
  [4, 10, 0],
  [2800, 3, 933],
  [14_400_000_000_000, 6000, 2_400_000_000],
])('%i / %i is %i, rounded half up', (numerator, denominator, quotient) => {
  expect(divideHalfUp(numerator, denominator)).toBe(quotient);
});
