import { parseArgs } from 'node:util';
import { buildApp } from '../../src/cli/start/build-app.ts';
import { runKillRounds, VICTIMS, type Victim } from './kill-journal/rounds.ts';

const USAGE = `node tests/proof/kill-journal.ts [--rounds 200] [--seed S] [--storage pglite|postgresql]
                                 [--victim host|browser|district]
Kills a process with kill -9 while sales and sync run, and sees that nothing is lost and nothing twice.
Without --storage or --victim all of them. Losing what was not flushed is not kill -9: the simulator models it.`;

const STORAGES = ['pglite', 'postgresql'] as const;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    storage: { type: 'string' },
    victim: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const victims: readonly Victim[] = VICTIMS.filter(
  (name) => values.victim === undefined || name === values.victim,
);
const storages = STORAGES.filter((name) => values.storage === undefined || name === values.storage);
const rounds = Number(values.rounds);
if (values.help || victims.length === 0 || storages.length === 0 || !Number.isInteger(rounds) || rounds < 1) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}
const notBuilt = victims.includes('browser') ? await buildApp((line) => console.log(line)) : null;
if (notBuilt !== null) throw new Error(notBuilt);

let failures = 0;
for (const victim of victims) {
  for (const storage of storages) {
    const startedMs = performance.now();
    const seed = Number(values.seed);
    const report = await runKillRounds({
      ...{ victim, storage, rounds, seed },
      say: (line) => console.log(`  ${line}`),
    });
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
    console.log(
      `${victim} on ${storage}: ${report.rounds} kills, ${report.killedEarly} of them before it was ready, in ${seconds} s, ` +
        `seed ${seed}: ${report.entries} entries, ` +
        `${report.answered} answered, ${report.pushes} pushes, ${report.rewinds} rewinds, ` +
        `${report.tornTails} torn tails, ${report.failures.length} failures`,
    );
    for (const failure of report.failures) console.log(`  ${failure}`);
    failures += report.failures.length;
  }
}
process.exit(failures === 0 ? 0 : 1);
