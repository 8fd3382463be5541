import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT_FOLDER } from '../src/cli/start/build-app.ts';
import { drawingTests } from './support/drawing-tests.ts';
import { SEED_VARIABLE } from './support/random.ts';

const USAGE = `npm run soak -- [--minutes N]   each test file that draws random cases, and the simulator, with new seeds, in
                                turns, for N minutes (10); exit code 1 where one fails
npm run soak -- --seed S --file F   one file once more with the seed of a failure`;

const MINUTES_DEFAULT = 10;
const MINUTES_MAX = 7 * 24 * 60;
const SEED_MAX = 2 ** 31 - 1;
const SIM_SEEDS = 100;
/** How much of a failed command is printed: enough for the case that failed, in full. */
const OUTPUT_SHOWN = 12_000;

interface Job {
  readonly name: string;
  readonly args: readonly string[];
  readonly seed: number;
  /** What runs the failing case again. */
  readonly replay: (output: string) => string;
}

type Options =
  | { readonly kind: 'soak'; readonly minutes: number }
  | { readonly kind: 'replay'; readonly file: string; readonly seed: number };

/** `npm run soak`: what `npm test` draws from one seed, drawn again until the time is over. */
async function main(): Promise<number> {
  const options = readOptions();
  if (options === null) {
    console.error(USAGE);
    return 2;
  }
  if (options.kind === 'soak') return soak(options.minutes);
  return (await failureOf(testFile(options.file, options.seed))) === null ? 0 : 1;
}

function readOptions(): Options | null {
  try {
    const { values } = parseArgs({
      options: { minutes: { type: 'string' }, seed: { type: 'string' }, file: { type: 'string' } },
    });
    const { minutes = String(MINUTES_DEFAULT), seed, file } = values;
    if (seed === undefined && file === undefined) {
      return Number(minutes) > 0 && Number(minutes) <= MINUTES_MAX
        ? { kind: 'soak', minutes: Number(minutes) }
        : null;
    }
    const isSeed = /^[0-9]+$/.test(seed ?? '') && Number(seed) <= SEED_MAX;
    return isSeed && file !== undefined ? { kind: 'replay', file, seed: Number(seed) } : null;
  } catch {
    return null; // an option that there is not
  }
}

/** Begins nothing after the time; what is under way is finished. */
async function soak(minutes: number): Promise<number> {
  const begun = performance.now();
  const minutesGone = () => (performance.now() - begun) / 60_000;
  const files = drawingTests(PROJECT_FOLDER);
  const replays: string[] = [];
  let done = 0;
  for (; minutesGone() < minutes; done += 1) {
    const file = files[done % (files.length + 1)];
    const replay = await failureOf(file === undefined ? simulator(newSeed()) : testFile(file, newSeed()));
    if (replay !== null) replays.push(replay);
    console.log(`  ${minutesGone().toFixed(1)} of ${minutes} minutes, ${replays.length} failures`);
  }
  console.log(`${done} runs over ${files.length} test files and the simulator, ${replays.length} failures`);
  for (const replay of replays) console.log(`  again: ${replay}`);
  return replays.length > 0 ? 1 : 0;
}

function newSeed(): number {
  return 1 + randomInt(SEED_MAX - SIM_SEEDS);
}

function testFile(file: string, seed: number): Job {
  return {
    name: `${file}, seed ${seed}`,
    args: [join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'unit', file],
    seed,
    replay: () => `npm run soak -- --seed ${seed} --file ${file}`,
  };
}

function simulator(seed: number): Job {
  return {
    name: `simulator, seeds ${seed} to ${seed + SIM_SEEDS - 1}`,
    args: [join('src', 'cli', 'sim.ts'), '--seeds', String(SIM_SEEDS), '--from', String(seed)],
    seed,
    replay: (output) => {
      const failing = /^the first failing seed is (\d+):$/m.exec(output)?.[1];
      return `npm run -s sim -- ${failing === undefined ? `--seeds ${SIM_SEEDS} --from ${seed}` : `--seed ${failing}`}`;
    },
  };
}

/** Null where the job passes; otherwise the command that runs it again. */
async function failureOf(job: Job): Promise<string | null> {
  console.log(job.name);
  const begun = performance.now();
  const { code, output } = await run(job);
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(`  ${code === 0 ? 'passed' : 'FAILED'} after ${seconds} s`);
  if (code === 0) return null;
  const replay = job.replay(output);
  console.log(`${output.slice(-OUTPUT_SHOWN)}\nagain: ${replay}`);
  return replay;
}

function run({ args, seed }: Job): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, [SEED_VARIABLE]: String(seed) };
    const child = spawn(process.execPath, args, {
      cwd: PROJECT_FOLDER,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    const stop = () => child.kill();
    process.once('exit', stop);
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('exit', stop);
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

// An `exit` ends what is under way as well.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.exit(await main());
