import { exit } from 'node:process';
import { parseArgs } from 'node:util';
import { runKillRounds } from './kill/rounds.ts';
import type { KillReport } from './kill/trial.ts';

const ROUNDS_MOST = 10_000;
const USAGE = 'node tests/proof/kill-import.ts [--rounds 200] [--seed 1] [--planted]';

/**
 * `kill -9` of the browser at random moments of imports and flips: after each restart the roster must read as
 * one generation, whole, and take the next. `--planted` runs the same against a known mistake, and must fail.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      planted: { type: 'boolean', default: false },
    },
  });
  const rounds = Number(values.rounds);
  const seed = Number(values.seed);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > ROUNDS_MOST || !Number.isInteger(seed)) {
    console.error(`${USAGE}\n  at most ${ROUNDS_MOST} rounds`);
    return 1;
  }
  const startedAt = performance.now();
  const report = await runKillRounds({ rounds, seed, isPlanted: values.planted, say: console.log });
  print(report, { seed, seconds: (performance.now() - startedAt) / 1000 });
  return report.failures.length === 0 ? 0 : 1;
}

function print(report: KillReport, { seed, seconds }: { seed: number; seconds: number }): void {
  const kills = [...report.killsIn].map(([phase, count]) => `${phase} ${count}`).join(', ');
  const total = [...report.killsIn.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${total} kills in ${seconds.toFixed(0)} s (seed ${seed}), in the phases: ${kills}`);
  console.log(
    `after kills at work ${report.foundOld} restarts found the old generation, ${report.foundNew} the new one`,
  );
  console.log(`failures: ${report.failures.length}`);
  for (const failure of report.failures) console.log(`  ${failure}`);
}

if (import.meta.main) exit(await main());
