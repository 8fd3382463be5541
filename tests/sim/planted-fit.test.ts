import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { INVARIANTS } from '../../src/sim/judge/invariant.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = join('tests', 'sim', 'planted');
const PLANTED = readdirSync(join(PROJECT, FOLDER)).sort();
/** The numbers are kept for good; those from 66 to 69 and from 73 to 75 are free. */
const PLANTED_NUMBERS = [
  ...Array.from({ length: 65 }, (_, index) => index + 1),
  70,
  71,
  72,
  76,
  77,
  78,
  79,
  80,
  81,
  82,
  83,
];

test('keeps every planted bug, each under a number of its own', () => {
  const numbers = PLANTED.map((name) => /^([0-9]{2})-[a-z-]+\.patch$/.exec(name)?.[1]);
  expect(numbers).toEqual(PLANTED_NUMBERS.map((number) => String(number).padStart(2, '0')));
});

test.each(PLANTED)('%s fits the sources, and names an invariant that the simulator judges', (name) => {
  const patch = join(FOLDER, name);
  const fit = spawnSync('git', ['apply', '--check', '-p1', patch], { cwd: PROJECT, encoding: 'utf8' });
  expect(fit.stderr).toBe('');
  expect(fit.status).toBe(0);
  const [words, invariant] = readFileSync(join(PROJECT, patch), 'utf8').split('\n');
  expect(words).toMatch(/^[A-Z].+\.$/);
  expect(Object.keys(INVARIANTS).map((known) => `Invariant: ${known}`)).toContain(invariant);
});
