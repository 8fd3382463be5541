import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const PLANTED = join(PROJECT, 'tests', 'sim', 'planted');
const SEEDS_DEFAULT = 5_000;
const OUTPUT_BYTES_MAX = 256 * 1024 * 1024;
const CRASH_LENGTH_MAX = 300;
/** Failing seeds that are reported beside the one that counts. */
const TOLD_MAX = 3;

/**
 * `node tests/proof/planted-bugs.ts [--seeds N] [--only NAME]`: plants each bug of `tests/sim/planted` in a
 * copy of the sources and lets the simulator look for it. Exit code 1 where one is not found, where what breaks
 * is not the invariant that its patch names, or where the seed fails without the patch as well.
 */
function main(): number {
  const { values } = parseArgs({ options: { seeds: { type: 'string' }, only: { type: 'string' } } });
  const seeds = Number(values.seeds ?? SEEDS_DEFAULT);
  const names = readdirSync(PLANTED).filter((name) => name.includes(values.only ?? ''));
  let missed = 0;
  for (const name of names.sort()) {
    const found = lookFor(name, seeds);
    if (!found.isCaught) missed += 1;
    console.log(`${found.isCaught ? 'caught' : 'MISSED'}  ${name.padEnd(32)} ${found.words}`);
  }
  console.log(`${names.length - missed} of ${names.length} planted bugs caught within ${seeds} seeds`);
  return missed === 0 && names.length > 0 ? 0 : 1;
}

interface Found {
  readonly isCaught: boolean;
  readonly words: string;
}

function lookFor(name: string, seeds: number): Found {
  const patch = join(PLANTED, name);
  const invariant = /^Invariant: (.+)$/m.exec(readFileSync(patch, 'utf8'))?.[1] ?? '';
  const copy = mkdtempSync(join(tmpdir(), 'planted-'));
  try {
    for (const part of ['src', 'resources', 'package.json']) {
      cpSync(join(PROJECT, part), join(copy, part), { recursive: true });
    }
    symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'));
    const unfit = patched(copy, [patch]);
    if (unfit !== null) return { isCaught: false, words: `the patch does not fit: ${unfit}` };
    const found = simulate(copy, invariant, seeds);
    if (found.seed === null) return { isCaught: false, words: found.words };
    const stuck = patched(copy, ['--reverse', patch]);
    if (stuck !== null) return { isCaught: false, words: `the patch does not come off: ${stuck}` };
    const isCaught = isGreen(copy, found.seed);
    return { isCaught, words: isCaught ? found.words : `${found.words}; fails without the patch as well` };
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** Null where the patch was applied, else why not. */
function patched(copy: string, args: readonly string[]): string | null {
  const { status, stderr } = spawnSync('git', ['apply', '-p1', ...args], { cwd: copy, encoding: 'utf8' });
  return status === 0 ? null : stderr;
}

/**
 * Seed after seed until one breaks the invariant that the patch names; what breaks before is told, and does not
 * count.
 */
function simulate(
  copy: string,
  invariant: string,
  seeds: number,
): { readonly seed: number | null; readonly words: string } {
  const others: string[] = [];
  // Every turn ends behind the seed that failed, so that the number of seeds bounds the loop.
  for (let from = 1; from <= seeds; ) {
    const run = firstFailing(copy, { from, seeds: seeds - from + 1 });
    if (run === null) break;
    if ('crash' in run) return { seed: null, words: `the simulator itself failed: ${run.crash}` };
    const words = `seed ${run.seed}: ${run.broken.join(', ')}`;
    if (run.broken.includes(invariant)) {
      const before = others.length === 0 ? '' : `, after ${others.slice(0, TOLD_MAX).join('; ')}`;
      return { seed: run.seed, words: `${words} (names ${invariant}${before})` };
    }
    others.push(words);
    from = run.seed + 1;
  }
  const told = others.slice(0, TOLD_MAX).join('; ') || 'nothing broke';
  return { seed: null, words: `${told} in ${seeds} seeds (names ${invariant})` };
}

/** The first seed that breaks something, and what; `crash` where the simulator did not come to a verdict. */
function firstFailing(
  copy: string,
  { from, seeds }: { readonly from: number; readonly seeds: number },
): { readonly seed: number; readonly broken: readonly string[] } | { readonly crash: string } | null {
  const { status, stdout, stderr } = runSim(copy, [
    '--from',
    String(from),
    '--seeds',
    String(seeds),
    '--first',
  ]);
  if (status === 0) return null;
  const [, seed, violations = ''] = /seed (\d+) FAILED:\n([\s\S]*)$/.exec(stdout) ?? [];
  if (seed === undefined) return { crash: stderr.slice(-CRASH_LENGTH_MAX) };
  const broken = new Set(violations.match(/^ {2}\w+(?=:)/gm)?.map((word) => word.trim()));
  return { seed: Number(seed), broken: [...broken] };
}

function isGreen(copy: string, seed: number): boolean {
  return runSim(copy, ['--seed', String(seed)]).status === 0;
}

function runSim(copy: string, args: readonly string[]) {
  return spawnSync(process.execPath, [join('src', 'cli', 'sim.ts'), ...args], {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: OUTPUT_BYTES_MAX,
  });
}

process.exit(main());
