import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exit } from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { OfficeCard } from '../../src/protocol/wire-cards.ts';
import { dirtyFile, trueCards } from '../district/cardholders/dirty-variant.ts';
import { seededRandom } from '../support/random.ts';

const ROWS_MOST = 1_000_000;
const KILLS_MOST = 100;
/** Enough for the first word of progress. */
const ROWS_KILLED = 25_000;
const SECONDS_MAX = 60;
const EXTRA_MB_MAX = 300;
const POLL_MS = 20;
const IDLE_MS = 2_000;
/** From the first rows that were read to well after the last one was taken, on an idle machine. */
const PAUSE_MS_MAX = 6_000;
const USAGE =
  'node tests/proof/import-cards.ts [--rows 200000] [--kills 5] [--seed 1] (Linux: it reads /proc)';

/**
 * Imports a dirty list of cardholders into an empty data folder by the command, and holds the time, the memory above an
 * idle district, and what is in the database against the table that the list was made of. Then kills imports at random
 * moments, after each of which the database must hold all of a list or nothing of it.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '200000' },
      kills: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [rows, kills, seed] = [Number(values.rows), Number(values.kills), Number(values.seed)];
  if (!(rows >= 1 && rows <= ROWS_MOST && kills >= 0 && kills <= KILLS_MOST && Number.isInteger(seed))) {
    console.error(USAGE);
    return 1;
  }
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-import-'));
  try {
    const faults = [
      ...(await measured(folder, { rows, seed })),
      ...(await killed(folder, { rows, kills, seed })),
    ];
    for (const fault of faults) console.log(`FAILED: ${fault}`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(
  folder: string,
  { rows, seed }: { readonly rows: number; readonly seed: number },
): Promise<readonly string[]> {
  const draw = seededRandom(seed);
  const cards = trueCards(rows, draw);
  const { bytes, what } = dirtyFile(cards, draw, 'XLSX');
  const file = join(folder, 'list');
  writeFileSync(file, bytes);
  console.log(`${rows} rows, ${what}, ${megabytes(bytes.length)} MB`);
  const idle = await idleDistrict(join(folder, 'idle'));
  console.log(`an idle district: ${megabytes(idle)} MB`);
  const data = join(folder, 'data');
  // To make or open a database takes more memory for a moment than an idle district has, with or without an import.
  await listed(data);
  const begun = performance.now();
  const run = cardsCommand(['import', file, '--json', '--data', data]);
  await run.begins;
  const { peak, cpuSeconds } = await followed(run.child.pid ?? 0, run.ended);
  const seconds = (performance.now() - begun) / 1_000;
  const extra = megabytes(peak - idle);
  const took = `${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of processor), start and end of the command included`;
  console.log(`import: ${took}; from the first rows on at most ${extra} MB above idle`);
  console.log((await run.ended).slice(0, 200));
  return [
    ...(seconds > SECONDS_MAX ? [`more than ${SECONDS_MAX} s`] : []),
    ...(extra > EXTRA_MB_MAX ? [`more than ${EXTRA_MB_MAX} MB above idle`] : []),
    ...((await isHeld(data, cards)) ? [] : ['the database holds other cards']),
  ];
}

/** `kill -9` somewhere in an import. */
async function killed(
  folder: string,
  { rows, kills, seed }: { readonly rows: number; readonly kills: number; readonly seed: number },
): Promise<readonly string[]> {
  const draw = seededRandom(seed + 1);
  const cards = trueCards(Math.min(rows, ROWS_KILLED), draw);
  const file = join(folder, 'killed.csv');
  const { bytes } = dirtyFile(cards, draw, 'CSV');
  writeFileSync(file, bytes);
  const data = join(folder, 'killed');
  const faults: string[] = [];
  let [all, nothing] = [0, 0];
  for (let kill = 0; kill < kills; kill += 1) {
    const run = cardsCommand(['import', file, '--json', '--data', data]);
    await run.begins;
    await pause(draw() * PAUSE_MS_MAX);
    run.child.kill('SIGKILL');
    await run.ended;
    const held = await listed(data);
    if (held.length === 0) nothing += 1;
    else if (JSON.stringify(held) === JSON.stringify(cards)) {
      all += 1;
      rmSync(data, { recursive: true });
    } else faults.push(`after kill ${kill} there are ${held.length} cards`);
  }
  console.log(`${kills} kills: ${nothing} times nothing was taken, ${all} times all`);
  return faults;
}

function cardsCommand(args: readonly string[]) {
  const child = spawn(process.execPath, [join('src', 'cli', 'district.ts'), 'cards', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => (said += chunk));
  const ended = once(child, 'close').then(() => said);
  // The first words come when many rows have been read.
  const begins = Promise.race([once(child.stderr, 'data'), ended]);
  return { child, ended, begins };
}

async function isHeld(data: string, cards: readonly OfficeCard[]): Promise<boolean> {
  return JSON.stringify(await listed(data)) === JSON.stringify(cards);
}

async function listed(data: string): Promise<readonly OfficeCard[]> {
  const said = await cardsCommand(['list', '--json', '--limit', String(ROWS_MOST), '--data', data]).ended;
  return said
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** The memory of a district that has nothing to do, in bytes. */
async function idleDistrict(data: string): Promise<number> {
  const child = spawn(
    process.execPath,
    [join('src', 'cli', 'district.ts'), '--demo', '--port', '0', '--json', '--data', data],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  await once(createInterface({ input: child.stdout }), 'line');
  await pause(IDLE_MS);
  const bytes = residentOf(child.pid ?? 0);
  child.stdin.end();
  await once(child, 'close');
  return bytes;
}

/** The most memory that a process had from now to its end, and what it took of the processor in all. */
async function followed(
  pid: number,
  ended: Promise<unknown>,
): Promise<{ readonly peak: number; readonly cpuSeconds: number }> {
  let isOver = false;
  let peak = 0;
  let cpuSeconds = 0;
  void ended.then(() => {
    isOver = true;
  });
  while (!isOver) {
    peak = Math.max(peak, residentOf(pid));
    cpuSeconds = Math.max(cpuSeconds, cpuOf(pid));
    await pause(POLL_MS);
  }
  return { peak, cpuSeconds };
}

function residentOf(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+([0-9]+) kB/.exec(procFile(pid, 'status')) ?? [];
  return Number(kilobytes) * 1_024;
}

/** User and system time, which Linux tells in hundredths of a second. */
function cpuOf(pid: number): number {
  const fields = procFile(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

/** Empty for a process that has just ended. */
function procFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}

if (import.meta.main) exit(await main());
