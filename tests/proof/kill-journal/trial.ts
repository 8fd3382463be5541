import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PROJECT_FOLDER } from '../../../src/cli/start/build-app.ts';
import type { Storage } from '../../../src/district/database/database.ts';
import { type DistrictCommand, startDistrictCommand } from '../../e2e/support/district-command.ts';
import { freePort } from '../../support/free-port.ts';
import { startPostgres } from '../../support/postgres.ts';
import { type PushTally, pushOnce, pushTally } from './busy-desk.ts';
import { faultsOfStorage } from './district-books.ts';
import { type HostOrders, type HostProcess, openHostProcess } from './host-process.ts';
import { type Ledger, ledger } from './ledger.ts';
import { killWhileOpening } from './opening.ts';

/** Pushes of at most 500 entries with a pause between them until all is acknowledged. */
const PUSHES_MAX = 2_000;
const PUSH_PAUSE_MS = 20;
/** What coming up takes before it was seen once. */
const HOST_OPENING_MS_FIRST = 100;
const DISTRICT_OPENING_MS_FIRST = 1_500;
/** Share of the time that a district takes to start: its program is loading and has touched nothing yet. */
const DISTRICT_LOADING_SHARE = 0.3;

/** A kiosk and its district, as processes, with everything that was asked of them. */
export interface Trial {
  readonly district: DistrictCommand;
  readonly ledger: Ledger;
  readonly tally: PushTally;
  readonly profileFolder: string;
  /** The window's own profile. */
  readonly browserFolder: string;
  /** Starts the host on the one profile of the trial; a trouble that is no torn tail is a failure. */
  startHost(): Promise<HostProcess>;
  /** Starts a host and kills it before it is ready, after that share of what opening took last. */
  killOpeningHost(share: number): Promise<void>;
  startDistrict(): Promise<void>;
  /** The same of the district, which must be down. */
  killOpeningDistrict(share: number): Promise<void>;
  readonly failures: string[];
  /** How many processes were killed before they were ready. */
  killedEarly: number;
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
  let isEnrolled = false;
  let hostOpeningMs = HOST_OPENING_MS_FIRST;
  let districtOpeningMs = DISTRICT_OPENING_MS_FIRST;
  let tornTails = 0;
  const failures: string[] = [];
  const book = ledger();
  const tally = pushTally();
  const profileFolder = join(folder, 'profile');

  const orders = async (): Promise<HostOrders> => ({
    profileFolder,
    keyFile: join(folder, 'key'),
    districtUrl: district.url,
    // A host that was killed while it enrolled may have used its code up.
    enrolmentCode: isEnrolled ? null : await district.code(),
    port,
    rendererFolder: join(PROJECT_FOLDER, 'out', 'renderer'),
  });

  async function startHost(): Promise<HostProcess> {
    const opening = await openHostProcess(await orders());
    const beganMs = performance.now();
    const host = await opening.ready;
    hostOpeningMs = performance.now() - beganMs;
    isEnrolled = true;
    for (const trouble of host.troubles) {
      if (trouble.kind === 'torn-tail') tornTails += 1;
      else failures.push(`the host found ${JSON.stringify(trouble)}`);
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
    failures.push(...(await faultsOfStorage(storage, book.entries)));
  }

  const trial: Trial = {
    district,
    ledger: book,
    tally,
    profileFolder,
    browserFolder: join(folder, 'browser'),
    startHost,
    async killOpeningHost(share) {
      const opening = await openHostProcess(await orders());
      if (await killWhileOpening(opening, share * hostOpeningMs)) trial.killedEarly += 1;
    },
    async startDistrict() {
      const beganMs = performance.now();
      await district.start();
      districtOpeningMs = performance.now() - beganMs;
    },
    async killOpeningDistrict(share) {
      const opening = { ready: district.start(), kill: district.kill };
      const delayMs = (DISTRICT_LOADING_SHARE + (1 - DISTRICT_LOADING_SHARE) * share) * districtOpeningMs;
      if (await killWhileOpening(opening, delayMs)) trial.killedEarly += 1;
    },
    failures,
    killedEarly: 0,
    tornTails: () => tornTails,
    settle,
    async close() {
      await district.kill();
      await postgres?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return trial;
}
