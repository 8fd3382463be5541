import { expect, test } from 'vitest';
import type { Strip } from '../../src/scan/bars/strip.ts';
import { agreedReading, bandReading } from '../../src/scan/bars/strip-agreement.ts';
import { printedRow } from './printed-row.ts';

const CARD = 'LW20260012C';
const NO_CARD = 'LW20260012K';
/** Wider at one side of the bars than at the other, as a tilted card shows them. */
const MODULES = [6, 6.6, 7.2, 7.8];

function stripOf(rows: readonly Float32Array[]): Strip {
  const length = Math.max(...rows.map((row) => row.length));
  const padded = rows.map((row) => {
    const whole = new Float32Array(length).fill(row.at(-1) ?? 0);
    whole.set(row);
    return whole;
  });
  return { rows: padded, length, step: 0.5, at: (sample) => ({ x: sample / 2, y: 0 }) };
}

function keystone(text: string): Strip {
  return stripOf(MODULES.map((module) => printedRow('code128', text, { module })));
}

const CLEAR = { inverted: false, blurred: false };

test('reads in single rows what the mean of all rows has smeared', () => {
  expect(agreedReading(keystone(CARD), CLEAR)?.text).toBe(CARD);
  expect(agreedReading(keystone(NO_CARD), CLEAR)).toMatchObject({ text: NO_CARD, isBorneOut: true });
  expect(bandReading(keystone(CARD))?.text).toBe(CARD);
});

test('is not sure of a text that the edges of one row alone say', () => {
  const blank = new Float32Array(100).fill(200);
  const reading = agreedReading(stripOf([printedRow('code128', NO_CARD), blank, blank, blank]), CLEAR);
  expect(reading).toMatchObject({ text: NO_CARD, isBorneOut: false });
});

test('believes one row that spells a card number, and wants two rows for any other text', () => {
  const blank = new Float32Array(100).fill(200);
  const oneRow = (text: string) => stripOf([printedRow('code128', text), blank]);
  expect(bandReading(oneRow(CARD))?.text).toBe(CARD);
  expect(bandReading(oneRow(NO_CARD))).toMatchObject({ text: NO_CARD, isBorneOut: false });
  expect(bandReading(keystone(NO_CARD))?.text).toBe(NO_CARD);
});

test('believes no row where two rows say different things', () => {
  const rows = [CARD, NO_CARD].map((text) => printedRow('code128', text));
  expect(bandReading(stripOf(rows))).toBeNull();
});
