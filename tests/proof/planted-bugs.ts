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

/**
 * `node tests/proof/planted-bugs.ts [--seeds N] [--only NAME]`: plants each bug of `tests/sim/planted` in a
 * copy of the sources and lets the simulator look for it. Exit code 1 where one is not found, or where what
 * breaks is not the invariant that its patch names.
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
    const planted = spawnSync('git', ['apply', '-p1', patch], { cwd: copy, encoding: 'utf8' });
    if (planted.status !== 0) return { isCaught: false, words: `the patch does not fit: ${planted.stderr}` };
    return simulate(copy, invariant, seeds);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function simulate(copy: string, invariant: string, seeds: number): Found {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join('src', 'cli', 'sim.ts'), '--seeds', String(seeds), '--first'],
    { cwd: copy, encoding: 'utf8', maxBuffer: OUTPUT_BYTES_MAX },
  );
  const failed = /seed (\d+) FAILED:\n([\s\S]*)$/.exec(stdout);
  if (status === 0) return { isCaught: false, words: `nothing broke in ${seeds} seeds` };
  if (failed === null)
    return { isCaught: false, words: `the simulator itself failed: ${stderr.slice(-300)}` };
  const broken = [...new Set((failed[2] ?? '').match(/^ {2}\w+(?=:)/gm)?.map((word) => word.trim()))];
  const words = `seed ${failed[1]}: ${broken.join(', ')}`;
  return { isCaught: broken.includes(invariant), words: `${words} (names ${invariant})` };
}

process.exit(main());
