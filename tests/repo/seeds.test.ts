import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawingTests } from '../support/drawing-tests.ts';
import { SEED_VARIABLE, testSeed } from '../support/random.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

test('properties draw from the one seed of the run', () => {
  expect(fc.readConfigureGlobal()?.seed).toBe(testSeed());
});

test('the soak finds what draws, itself or by a helper, and nothing that drives a browser', () => {
  const files = drawingTests(PROJECT).map((file) => file.replaceAll('\\', '/'));
  expect(files).toContain('tests/domain/price.test.ts');
  expect(files).toContain('tests/store/roster.test.ts'); // by roster-contract.ts
  expect(files).toContain('tests/domain/card-code-fuzz.test.ts'); // by a seed
  expect(files).not.toContain('tests/domain/money.test.ts');
  expect(files.filter((file) => file.startsWith('tests/e2e/'))).toEqual([]);
});

test('the soak says how it is called where it is called wrongly, and hands its seed on', () => {
  expect(soak('--minutes', '0').status).toBe(2);
  expect(soak('--seed', '5').stderr).toContain('npm run soak');
  const thisFile = 'tests/repo/seeds.test.ts';
  if (process.env[SEED_VARIABLE] !== undefined) return; // the run below
  const replay = soak('--seed', '5', '--file', thisFile);
  expect(replay.stdout, replay.stdout).toContain(`${thisFile}, seed 5\n  passed`);
  expect(replay.status).toBe(0);
});

function soak(...args: string[]) {
  return spawnSync(process.execPath, ['tests/soak.ts', ...args], { cwd: PROJECT, encoding: 'utf8' });
}
