import { expect, test } from 'vitest';
import { optionsOf } from '../../src/cli/input/options-of.ts';

const options = {
  site: { type: 'string' },
  desk: { type: 'string', multiple: true },
  json: { type: 'boolean', short: 'j' },
} as const;

test('a value that is given twice is refused, in either way of writing', () => {
  expect(() => optionsOf({ args: ['--site', 'a', '--site=b'], options })).toThrow(/--site：只能给一次/);
  expect(() => optionsOf({ args: ['--site', 'a', '--site', 'a'], options })).toThrow(/given twice/);
});

test('a list may go on, a switch may be repeated, and what stands behind -- is no option', () => {
  const args = ['--desk', 'a', '--desk', 'b', '-j', '--json', '--site', 'x', '--', '--site'];
  const { values, positionals } = optionsOf({ args, options, allowPositionals: true });
  expect(values).toEqual({ desk: ['a', 'b'], json: true, site: 'x' });
  expect(positionals).toEqual(['--site']);
});

test('what parseArgs refuses is refused', () => {
  expect(() => optionsOf({ args: ['--nowhere'], options })).toThrow(/nowhere/);
  expect(() => optionsOf({ args: ['--site'], options })).toThrow(/site/);
});
