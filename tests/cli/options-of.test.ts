import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
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

test.each([
  ['district', ['code']],
  ['district', ['discrepancies']],
  ['district', ['quarantine']],
  ['district', ['import']],
  ['district', []],
  ['catalogue', ['show']],
  ['journal', ['verify']],
  ['keys', ['init']],
  ['card', ['sheet']],
  ['sim', []],
] as const)('npm run %s -- %j --help prints its options', (name, words) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join('src', 'cli', `${name}.ts`), ...words, '--help'],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(new RegExp(`npm run (-s )?${name} `));
});
