import { argv, exit } from 'node:process';
import { ALTERNATE_USAGE, alternate, readAlternateOptions } from './alternate.ts';

type Bench = (args: readonly string[]) => Promise<void>;

/**
 * `npm run bench` runs all measurements, `npm run bench -- verdict` the named ones; arguments go to one alone.
 * `npm run bench -- decide --against COMMIT` compares two commits.
 */
const BENCHES: Readonly<Record<string, Bench>> = {
  verdict: async () => (await import('./verdict.ts')).benchVerdict(),
  idle: async () => (await import('./idle.ts')).benchIdle(),
  start: async () => (await import('./start.ts')).benchStart(),
  decide: async () => (await import('./decide.ts')).benchDecide(),
  records: async () => (await import('./records.ts')).benchRecords(),
  async sync(args) {
    const { readSyncOptions, SYNC_USAGE } = await import('./sync/options.ts');
    const options = readSyncOptions(args);
    if (typeof options === 'string') return wrong(`${options}\n\n${SYNC_USAGE}`);
    await (await import('./sync.ts')).benchSync(options);
  },
  async scan(args) {
    const { readScanOptions, SCAN_USAGE } = await import('./scan/options.ts');
    const options = readScanOptions(args);
    if (typeof options === 'string') return wrong(`${options}\n\n${SCAN_USAGE}`);
    await (await import('./scan.ts')).benchScan(options);
  },
  async roster(args) {
    const { readRosterOptions, ROSTER_USAGE } = await import('./roster/options.ts');
    const options = readRosterOptions(args);
    if (typeof options === 'string') return wrong(`${options}\n\n${ROSTER_USAGE}`);
    await (await import('./roster.ts')).benchRoster(options);
  },
};

const firstOption = argv.findIndex((part, index) => index > 1 && part.startsWith('--'));
const named = argv.slice(2, firstOption === -1 ? undefined : firstOption);
const args = firstOption === -1 ? [] : argv.slice(firstOption);
const unknown = named.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  wrong(`no such bench: ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`);
}
if (args.length > 0 && named.length !== 1) wrong('arguments belong to one bench: name it before them');
const comparison = readAlternateOptions(args);
if (typeof comparison === 'string') wrong(comparison);
if (comparison !== null) {
  const [name] = named;
  if (name === undefined) wrong(ALTERNATE_USAGE);
  alternate(name, comparison);
  exit(0);
}
for (const [name, bench] of Object.entries(BENCHES)) {
  if (named.length === 0 || named.includes(name)) await bench(args);
}

function wrong(message: string): never {
  console.error(message);
  exit(1);
}
