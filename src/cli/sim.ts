import { asksForHelp, FLAG, optionsOrWords, TEXT } from './input/options-of.ts';
import '../sim/kiosk/stand-in-crypto.ts';
import { INVARIANTS } from '../sim/judge/invariant.ts';
import type { SeedReport } from '../sim/seeds/run.ts';
import { runSeeds } from '../sim/seeds/seed-pool.ts';
import { simTotals } from '../sim/seeds/sim-report.ts';

const USAGE = `npm run sim -- [--seeds N] [--from S]   run N seeds (200) from S (1) on; exit code 1 where one fails
             [--first]               stop at the first that fails
npm run sim -- --seed S                 run one seed and print what happened in it`;

const SEEDS_DEFAULT = 200;
const SEED_MAX = 2 ** 31;
/** Seeds between two lines on how far it is: some forty seconds. */
const PROGRESS_EVERY = 1000;

const { runSeed } = await import('../sim/seeds/run.ts');

/** `npm run sim`: 45 days of a district and its kiosks in virtual time, with faults, from seeds. */
async function main(): Promise<number> {
  if (asksForHelp(process.argv.slice(2))) {
    console.log(USAGE);
    return 0;
  }
  const options = readOptions();
  if (typeof options === 'string') {
    console.error(`${options}\n\n${USAGE}`);
    return 2;
  }
  return options.seed === null ? runMany(options) : runOne(options.seed);
}

interface SimOptions {
  readonly seed: number | null;
  readonly from: number;
  readonly seeds: number;
  readonly first: boolean;
}

/** Reads the options; a text says what is wrong with them. */
function readOptions(): SimOptions | string {
  const given = optionsOrWords({ options: { seeds: TEXT, seed: TEXT, from: TEXT, first: FLAG } });
  if (typeof given === 'string') return given;
  const { values } = given;
  const wrong = (['seed', 'seeds', 'from'] as const).find((name) =>
    Number.isNaN(numberOf(values[name] ?? '1')),
  );
  if (wrong !== undefined) {
    return `--${wrong} ${values[wrong]}: 应为 1 至 ${SEED_MAX} 的整数 a number from 1 to ${SEED_MAX} is needed`;
  }
  return {
    seed: values.seed === undefined ? null : numberOf(values.seed),
    seeds: numberOf(values.seeds ?? String(SEEDS_DEFAULT)),
    from: numberOf(values.from ?? '1'),
    first: values.first ?? false,
  };
}

function numberOf(text: string): number {
  const number = /^[1-9][0-9]*$/.test(text) ? Number(text) : Number.NaN;
  return number <= SEED_MAX ? number : Number.NaN;
}

async function runMany({ from, seeds, first }: SimOptions): Promise<number> {
  const totals = simTotals();
  await runSeeds(numbersFrom(from, seeds), (report) => {
    totals.add(report);
    if (report.violations.length > 0) console.error(`seed ${report.seed} fails`);
    if (totals.runs % PROGRESS_EVERY === 0) {
      console.error(`${totals.runs} of ${seeds} runs, ${totals.failing} failed`);
    }
    // Seeds go out in order and those under way still report: the smallest that failed is the first.
    return first && report.violations.length > 0 ? 'stop' : 'go on';
  });
  for (const line of totals.summary()) console.log(line);
  const { firstFailing } = totals;
  if (firstFailing === null) return 0;
  console.log(`\nthe first failing seed is ${firstFailing.seed}:`);
  return runOne(firstFailing.seed);
}

function* numbersFrom(from: number, count: number): Iterable<number> {
  for (let number = from; number < from + count; number += 1) yield number;
}

async function runOne(seed: number): Promise<number> {
  const report = await runSeed(seed, (line) => console.log(line));
  for (const line of verdictOn(report)) console.log(line);
  return report.violations.length === 0 ? 0 : 1;
}

function verdictOn({ seed, entries, violations }: SeedReport): string[] {
  if (violations.length === 0) return [`seed ${seed}: ${entries} entries recorded, every invariant holds`];
  const broken = new Set(violations.map(({ invariant }) => invariant));
  return [
    `seed ${seed} FAILED:`,
    ...violations.map(({ invariant, what }) => `  ${invariant}: ${what}`),
    ...[...broken].map((invariant) => `broken is ${invariant}: ${INVARIANTS[invariant]}`),
  ];
}

process.exit(await main());
