import bwip from 'bwip-js/generic';
import { expect, test } from 'vitest';
import {
  modulesOf,
  STOP_MODULES,
  SYMBOL_MODULES,
  stopModules,
  textOfValues,
  VALUE_COUNT,
} from '../../src/scan/bars/code128-table.ts';

/** The values of a printed code, found by their bars: start, characters, check. */
function valuesOf(text: string): number[] {
  const [code] = bwip.raw('code128', text, 'parse parsefnc');
  if (code === undefined || !('sbs' in code)) throw new Error(`no bars for ${text}`);
  const modules = code.sbs.flatMap((width, index) => Array<number>(width).fill(index % 2 === 0 ? 1 : 0));
  expect(modules.slice(-STOP_MODULES)).toEqual(stopModules());
  const byBars = new Map(
    Array.from({ length: VALUE_COUNT }, (_, value) => [modulesOf(value).join(''), value]),
  );
  const values: number[] = [];
  for (let at = 0; at < modules.length - STOP_MODULES; at += SYMBOL_MODULES) {
    values.push(byBars.get(modules.slice(at, at + SYMBOL_MODULES).join('')) ?? -1);
  }
  return values;
}

test.each([
  ['digits in pairs', '12345678'],
  ['letters and digits', 'LW20260012K*'],
  ['small letters', 'abc~z'],
  ['control characters', 'AB\u0001\u0002C'],
  ['letters of both sets, by shift', 'a\u0001b'],
  ['pairs amid letters', 'X12345678Y'],
])('says the text of %s', (_, text) => {
  expect(textOfValues(valuesOf(text).slice(0, -1))).toBe(text);
});

test('has a pattern of its own for each value, eleven modules with an even number of dark ones', () => {
  const patterns = Array.from({ length: VALUE_COUNT }, (_, value) => modulesOf(value));
  expect(new Set(patterns.map((pattern) => pattern.join(''))).size).toBe(VALUE_COUNT);
  for (const pattern of patterns) {
    expect(pattern).toHaveLength(SYMBOL_MODULES);
    expect(pattern.filter((module) => module === 1).length % 2).toBe(0);
  }
});

test('leaves out the mark of GS1 at the start, and parts fields by it further on', () => {
  const values = valuesOf('^FNC10112^FNC110AB').slice(0, -1);
  expect(textOfValues(values)).toBe('0112\x1d10AB');
});

test('leaves out the functions that tell a hand scanner what to do with the text', () => {
  expect(textOfValues(valuesOf('^FNC3AB').slice(0, -1))).toBe('AB');
  expect(textOfValues(valuesOf('^FNC2AB').slice(0, -1))).toBe('AB');
});

test('lifts one character, or all up to the next sign, into the second half of Latin-1', () => {
  for (const text of ['óa', 'aób', 'óóóó1234óóabózz', 'éèàüß']) {
    const escaped = text.replace(/[^ -~]/g, (character) => `^${character.charCodeAt(0)}`);
    expect(textOfValues(valuesOf(escaped).slice(0, -1))).toBe(text);
  }
});

test('says nothing of an empty code or one that ends in a shift', () => {
  expect(textOfValues([104])).toBeNull();
  expect(textOfValues([104, 33, 98])).toBeNull();
});
