import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
/** Enough for a good part of the pairs of faults; the command runs as many as it is asked to. */
const SEEDS = 60;

test('holds every invariant in some dozens of runs, and says which faults struck', () => {
  const { status, stdout } = simulate('--seeds', String(SEEDS));
  expect(status, stdout.slice(-2_000)).toBe(0);
  expect(stdout).toContain(`${SEEDS} runs of 45 days`);
  for (const fault of ['power-cut', 'answer-lost', 'disk-cloned', 'server-restored', 'clock-jump']) {
    expect(stdout).toMatch(new RegExp(`^ {2}${fault} +[1-9]`, 'm'));
  }
});

test('replays a seed exactly', () => {
  const first = simulate('--seed', '11');
  expect(first.stdout).toMatch(/seed 11: [1-9][0-9]* entries recorded, every invariant holds\n$/);
  expect(simulate('--seed', '11').stdout).toBe(first.stdout);
});

test('finds a planted bug and names the invariant that it breaks', () => {
  const found = spawnSync(
    process.execPath,
    [join('tests', 'proof', 'planted-bugs.ts'), '--only', '21-counters', '--seeds', String(SEEDS)],
    { cwd: PROJECT, encoding: 'utf8' },
  );
  expect(found.stdout).toMatch(/^caught {2}21-counters-not-rebuilt\.patch .*derived/);
  expect(found.status).toBe(0);
});

test('refuses options that there are not', () => {
  for (const wrong of [
    ['--seeds', '0'],
    ['--seeds', 'many'],
    ['--speed', '2'],
  ]) {
    const { status, stderr } = simulate(...wrong);
    expect(status).toBe(2);
    expect(stderr).toContain('npm run sim');
  }
});

function simulate(...args: string[]) {
  return spawnSync(process.execPath, [join('src', 'cli', 'sim.ts'), ...args], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
}
