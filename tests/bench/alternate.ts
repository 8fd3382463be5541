import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { parseArgs } from 'node:util';
import { PROJECT_FOLDER } from '../../src/cli/start/build-app.ts';
import { comparedRuns, type LineComparison } from './compared-runs.ts';

const TURNS_DEFAULT = 5;
const TURNS_MAX = 50;
/** The most that a bench may print; each prints far less. */
const OUTPUT_BYTES_MAX = 16 * 1024 * 1024;

export const ALTERNATE_USAGE = `npm run bench -- NAME --against COMMIT [--turns N]
  runs the bench of this folder and that of COMMIT in turns (${TURNS_DEFAULT} of each), and prints for each number the
  median of both and their ratio. COMMIT uses the packages of this folder.`;

interface AlternateOptions {
  readonly against: string;
  readonly turns: number;
}

/** Null if the arguments ask for no comparison; a text if something is wrong with them. */
export function readAlternateOptions(args: readonly string[]): AlternateOptions | string | null {
  if (!args.includes('--against')) return null;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { against: { type: 'string' }, turns: { type: 'string' } },
    });
    const turns = Number(values.turns ?? TURNS_DEFAULT);
    const isCount = Number.isInteger(turns) && turns >= 1 && turns <= TURNS_MAX;
    if (!isCount || values.against === undefined) return ALTERNATE_USAGE;
    return { against: values.against, turns };
  } catch {
    return ALTERNATE_USAGE;
  }
}

/** Runs two commits in turns, so that whatever else the machine does meanwhile troubles both alike. */
export function alternate(name: string, { against, turns }: AlternateOptions): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-against-'));
  const other = join(folder, 'tree');
  git('worktree', 'add', '--detach', '--quiet', other, against);
  try {
    symlinkSync(join(PROJECT_FOLDER, 'node_modules'), join(other, 'node_modules'), 'junction');
    const runs = { now: [] as string[], before: [] as string[] };
    for (let turn = 1; turn <= turns; turn += 1) {
      // Each begins every other turn, so that none always runs after a rest.
      const inTurn = turn % 2 === 1 ? (['now', 'before'] as const) : (['before', 'now'] as const);
      for (const side of inTurn) runs[side].push(outputOf(name, side === 'now' ? PROJECT_FOLDER : other));
      console.error(`${name}: ${turn} of ${turns} turns`);
    }
    print(name, against, comparedRuns(runs));
  } finally {
    git('worktree', 'remove', '--force', other);
    rmSync(folder, { recursive: true, force: true });
  }
}

function outputOf(name: string, folder: string): string {
  return execFileSync(execPath, ['tests/bench/run.ts', name], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: OUTPUT_BYTES_MAX,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function git(...args: readonly string[]): void {
  execFileSync('git', args, { cwd: PROJECT_FOLDER, stdio: ['ignore', 'ignore', 'inherit'] });
}

function print(name: string, against: string, lines: readonly LineComparison[]): void {
  console.log(`\n${name}, medians in turns: this folder / ${against} = ratio; # stands for a number`);
  for (const { words, numbers } of lines) {
    const cells = numbers.map(({ now, before }) => `${now} / ${before} = ${(now / before).toFixed(2)}`);
    console.log(`${words}\n    ${cells.join('    ')}`);
  }
}
