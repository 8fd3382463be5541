import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PROJECT_FOLDER } from '../../../src/cli/start/build-app.ts';
import { openDatabase, type Storage } from '../../../src/district/database/database.ts';
import { type DistrictCommand, startDistrictCommand } from '../../e2e/support/district-command.ts';
import { freePort } from '../../support/free-port.ts';
import { startPostgres } from '../../support/postgres.ts';
import { type PushTally, pushOnce, pushTally } from './busy-desk.ts';
import { type HostProcess, startHostProcess } from './host-process.ts';
import { type Ledger, ledger } from './ledger.ts';

/** Pushes of at most 500 entries with a pause between them until all is acknowledged. */
const PUSHES_MAX = 2_000;
const PUSH_PAUSE_MS = 20;

/** A kiosk and its district, as processes, with everything that was asked of them. */
export interface Trial {
  readonly district: DistrictCommand;
  readonly ledger: Ledger;
  readonly tally: PushTally;
  readonly profileFolder: string;
  /** The window's own profile. */
  readonly browserFolder: string;
  /** Starts the host on the one profile of the trial; a finding that is no torn tail is a failure. */
  startHost(): Promise<HostProcess>;
  readonly failures: string[];
  /** How often a write was cut short and cut off again. */
  readonly tornTails: () => number;
  /** Pushes what waits, then holds the district's rows against the journal. Ends both processes. */
  settle(host: HostProcess): Promise<void>;
  close(): Promise<void>;
}

export async function openTrial(kind: Storage['kind'], withWindow: boolean): Promise<Trial> {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-kill-'));
  const postgres = kind === 'postgresql' ? await startPostgres() : null;
  const storage: Storage =
    postgres === null
      ? { kind: 'pglite', folder: join(folder, 'district') }
      : { kind: 'postgresql', url: await postgres.createDatabase() };
  const district = await startDistrictCommand({
    folder: join(folder, 'district'),
    databaseUrl: storage.kind === 'postgresql' ? storage.url : undefined,
  });
  const port = withWindow ? await freePort() : null;
  let enrolmentCode: string | null = await district.code();
  let tornTails = 0;
  const failures: string[] = [];
  const book = ledger();
  const tally = pushTally();
  const profileFolder = join(folder, 'profile');

  async function startHost(): Promise<HostProcess> {
    const host = await startHostProcess({
      profileFolder,
      keyFile: join(folder, 'key'),
      districtUrl: district.url,
      enrolmentCode,
      port,
      rendererFolder: join(PROJECT_FOLDER, 'out', 'renderer'),
    });
    enrolmentCode = null;
    for (const finding of host.findings) {
      if (finding.kind === 'torn-tail') tornTails += 1;
      else failures.push(`the host found ${JSON.stringify(finding)}`);
    }
    failures.push(...(await book.check((fromSeq, limit) => host.call('journal.read', { fromSeq, limit }))));
    return host;
  }

  async function settle(host: HostProcess): Promise<void> {
    failures.push(...(await book.check((fromSeq, limit) => host.call('journal.read', { fromSeq, limit }))));
    let waiting: number | null = null;
    for (let push = 0; push < PUSHES_MAX && waiting !== 0; push += 1) {
      waiting = await pushOnce(host, tally);
      if (waiting === null) await pause(PUSH_PAUSE_MS);
    }
    if (waiting !== 0) failures.push(`${waiting} entries do not get through`);
    await host.kill();
    await district.kill();
    failures.push(...(await wrongRows(storage, book)));
  }

  return {
    district,
    ledger: book,
    tally,
    profileFolder,
    browserFolder: join(folder, 'browser'),
    startHost,
    failures,
    tornTails: () => tornTails,
    settle,
    async close() {
      await district.kill();
      await postgres?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The district holds exactly the journal: every entry, once, unchanged, and no other. */
async function wrongRows(storage: Storage, { entries }: Ledger): Promise<string[]> {
  const { database, close } = await openDatabase(storage, () => {});
  try {
    const rows = await database.selectFrom('journal_entry').selectAll().orderBy('seq').execute();
    const wrong: string[] = [];
    if (rows.length !== entries.length) {
      wrong.push(`the district holds ${rows.length} entries, the journal ${entries.length}`);
    }
    for (const [index, entry] of entries.entries()) {
      const row = rows[index];
      if (row?.hash === entry.hash && Number(row.seq) === entry.seq) continue;
      wrong.push(`entry ${entry.seq} is another at the district, or missing there`);
      break;
    }
    return wrong;
  } finally {
    await close();
  }
}
