import { expect, test } from 'vitest';
import { softReadingOf } from '../../src/scan/bars/soft-bars.ts';
import { randomOf } from '../corpus/random.ts';
import { printedRow } from './printed-row.ts';

const CARD = 'LW20260012K';
const CLEAR = { inverted: false, blurred: false };
const ALL = { inverted: false, blurred: true };

test.each([
  ['sharp', {}],
  ['at two samples a module, one pixel', { module: 2, blur: 0.3 }],
  ['with wide modules', { module: 24 }],
  ['under noise', { noise: 8 }],
  ['with wider modules at its right end', { bend: 0.12 }],
  ['with wider modules at its left end', { bend: -0.12 }],
])('reads a code %s', (_, options) => {
  expect(softReadingOf(printedRow('code128', CARD, options), CLEAR)?.text).toBe(CARD);
});

test('reads a code whose single modules have run into one another, and only when asked for the blurred', () => {
  const row = printedRow('code128', CARD, { module: 3, blur: 0.85, noise: 1 });
  expect(softReadingOf(row, ALL)?.text).toBe(CARD);
  expect(softReadingOf(row, CLEAR)?.text).not.toBe(CARD);
});

test('reads a code from right to left, and says so by its ends', () => {
  const reading = softReadingOf(printedRow('code128', CARD).reverse(), CLEAR);
  expect(reading?.text).toBe(CARD);
  expect(reading?.from).toBeGreaterThan(reading?.to ?? 0);
});

test('reads bright bars on dark, when asked to', () => {
  const row = printedRow('code128', CARD).map((light) => 255 - light);
  expect(softReadingOf(row, { inverted: true, blurred: false })?.text).toBe(CARD);
  expect(softReadingOf(row, CLEAR)?.text ?? null).not.toBe(CARD);
});

test('explains a right reading far better than any other with a right check character', () => {
  const match = softReadingOf(printedRow('code128', CARD, { noise: 6 }), CLEAR)?.match;
  expect(match?.miss).toBeLessThan(0.03);
  expect(match?.rivalMiss).toBeGreaterThan(0.06);
});

test.each([
  ['ean13', '690123456789'],
  ['code39', 'LW2026'],
  ['interleaved2of5', '1234567890'],
  ['code93', 'LW202600'],
  ['rationalizedCodabar', 'A12345678B'],
])('leaves much unexplained of a code of another kind: %s', (kind, text) => {
  for (const blur of [0.3, 0.6, 0.9]) {
    const reading = softReadingOf(printedRow(kind, text, { blur, noise: 2 }), ALL);
    expect(reading?.match.miss ?? 1).toBeGreaterThan(0.08);
  }
});

test.each([0, 1, 2, 7, 50])('finds nothing in %i samples', (length) => {
  expect(softReadingOf(new Float32Array(length).fill(128), ALL)).toBeNull();
});

test('never throws, whatever the light', () => {
  const random = randomOf('rows');
  for (let count = 0; count < 60; count += 1) {
    const wild = random.pick([1, 40, 128]);
    const row = Float32Array.from({ length: random.whole(1, 700) }, () => 128 + random.normal() * wild);
    expect(() => softReadingOf(row, { inverted: count % 2 === 0, blurred: true })).not.toThrow();
  }
});
