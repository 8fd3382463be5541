import { expect, test } from 'vitest';
import { runKillRounds } from '../proof/kill/rounds.ts';

/** `node tests/proof/kill-import.ts` runs as many as it is asked for. */
const ROUNDS = 8;
const PLANTED_ROUNDS = 12;
/** Every round starts a browser again, on a machine that may be busy. */
const TEST_MS_MAX = 300_000;

test('a browser killed in the middle of imports leaves the old or the new generation of the roster, whole', {
  timeout: TEST_MS_MAX,
}, async () => {
  const { failures, killsIn } = await runKillRounds({ rounds: ROUNDS, seed: 20_261_123 });
  expect(failures).toEqual([]);
  expect([...killsIn.values()].reduce((sum, kills) => sum + kills, 0)).toBe(ROUNDS);
});

test('the kills find a roster that is written page by page over the one that serves', {
  timeout: TEST_MS_MAX,
}, async () => {
  const { failures } = await runKillRounds({ rounds: PLANTED_ROUNDS, seed: 1, isPlanted: true });
  expect(failures.join('\n')).toMatch(/is not whole/);
});
