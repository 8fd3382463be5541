import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type ThrowAwayPostgres } from '../../support/postgres.ts';
import { DRAIN_SECONDS_MAX, type Drain } from './drain.ts';
import { drainTable } from './drain-table.ts';
import type { SyncOptions } from './options.ts';
import { drainOwn, type OwnDrain } from './own-drain.ts';
import { drainPeer, preparePeers } from './peer-drain.ts';
import { type LineShape, SLOW_LINE } from './shaped-line.ts';

const SECONDS_MAX = 60;
const STOPPED = `~: stopped after ${DRAIN_SECONDS_MAX} s, the ratio by its pace so far`;

const LINES = [
  { words: 'loopback, unshaped', shape: null },
  { words: '1 Mbit/s each way, 200 ms there and back', shape: SLOW_LINE },
] as const;

/**
 * What waits after 45 days without a line goes out over a fast and a slow one: ours, then the same entries by PouchDB
 * to a server of CouchDB's protocol, and by RxDB's HTTP replication.
 */
export async function benchDrains(options: SyncOptions): Promise<void> {
  const peers = options.only.filter((part) => part === 'pouchdb' || part === 'rxdb');
  if (peers.length > 0) preparePeers();
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-bench-'));
  const postgres = options.postgres ? await startPostgres() : null;
  try {
    for (const { words, shape } of LINES) {
      const lineFolder = mkdtempSync(join(folder, 'line-'));
      const ours = await ownDrain({ folder: lineFolder, shape, options, postgres });
      const drains = new Map<string, Drain>([['ours', ours]]);
      const entriesFile = join(lineFolder, 'entries.jsonl');
      writeFileSync(entriesFile, ours.written.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      for (const peer of peers) {
        drains.set(
          NAMES[peer],
          await drainPeer({ peer, folder: join(lineFolder, peer), entriesFile, shape }),
        );
      }
      console.log(`${options.entries} waiting entries over a line: ${words}`);
      for (const row of drainTable(options.entries, drains)) console.log(row);
      if (shape !== null) console.log(verdictOf(ours, options.entries));
      if ([...drains.values()].some(({ arrived }) => arrived < options.entries)) console.log(STOPPED);
    }
    if (peers.length > 0)
      console.log(`~: stopped after ${DRAIN_SECONDS_MAX} s, the ratio by its pace so far`);
  } finally {
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const NAMES = { pouchdb: 'PouchDB to CouchDB protocol', rxdb: 'RxDB over HTTP' } as const;

interface OwnDrainParts {
  readonly folder: string;
  readonly shape: LineShape | null;
  readonly options: SyncOptions;
  readonly postgres: ThrowAwayPostgres | null;
}

async function ownDrain({ folder, shape, options, postgres }: OwnDrainParts): Promise<OwnDrain> {
  const databaseUrl = postgres === null ? null : await postgres.createDatabase();
  const drain = await drainOwn({ folder, entries: options.entries, shape, databaseUrl });
  const isWhole =
    drain.held.length === drain.written.length &&
    drain.held.every(({ hash }, index) => hash === drain.written[index]?.hash);
  if (!isWhole) throw new Error('what the district holds is not what the kiosk wrote');
  return drain;
}

function verdictOf(ours: Drain, entries: number): string {
  const verdict = ours.seconds <= SECONDS_MAX ? 'within' : 'ABOVE';
  return `ours: ${entries} entries in ${ours.seconds.toFixed(1)} s, ${verdict} ${SECONDS_MAX} s`;
}
