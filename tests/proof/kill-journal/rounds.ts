import { setTimeout as pause } from 'node:timers/promises';
import type { Storage } from '../../../src/district/database/database.ts';
import { seededRandom } from '../../support/random.ts';
import { busyDesk } from './busy-desk.ts';
import type { HostProcess } from './host-process.ts';
import { usesIn } from './ledger.ts';
import { openTrial, type Trial } from './trial.ts';
import { openWindow } from './window.ts';

export const VICTIMS = ['host', 'browser', 'district'] as const;
export type Victim = (typeof VICTIMS)[number];

export interface KillOptions {
  readonly victim: Victim;
  readonly storage: Storage['kind'];
  readonly rounds: number;
  /** Seed of the moments at which a process is killed; the machine's own timing stays its own. */
  readonly seed: number;
  readonly say?: (line: string) => void;
}

export interface KillReport {
  readonly rounds: number;
  /** How many of these kills came before the process was ready, while it recovered. */
  readonly killedEarly: number;
  readonly entries: number;
  /** Sales that somebody was told are recorded. */
  readonly answered: number;
  readonly pushes: number;
  /** How often the district held less than it had acknowledged, and was sent it again. */
  readonly rewinds: number;
  readonly tornTails: number;
  readonly failures: readonly string[];
}

const FAILURES_MAX = 5;
const SAY_EVERY = 20;

/** Sales and pushes go on while one process is killed with `kill -9`, again and again, on the same data. */
export async function runKillRounds(options: KillOptions): Promise<KillReport> {
  const trial = await openTrial(options.storage, options.victim === 'browser');
  try {
    const random = seededRandom(options.seed);
    await ROUNDS[options.victim](trial, options, random);
    return {
      rounds: options.rounds,
      killedEarly: trial.killedEarly,
      entries: trial.ledger.entries.length,
      answered: trial.ledger.answeredCount(),
      pushes: trial.tally.pushes,
      rewinds: trial.tally.rewinds,
      tornTails: trial.tornTails(),
      failures: [...trial.failures, ...trial.tally.refusals].slice(0, FAILURES_MAX),
    };
  } finally {
    await trial.close();
  }
}

type Rounds = (trial: Trial, options: KillOptions, random: () => number) => Promise<void>;

const ROUNDS: Record<Victim, Rounds> = {
  host: killHosts,
  browser: killBrowsers,
  district: killDistricts,
};

const HOST_LIFE_MS_MAX = 400;
/** Killed while they come up: recovery must survive its own end. */
const KILLED_EARLY = 0.3;

async function killHosts(trial: Trial, options: KillOptions, random: () => number): Promise<void> {
  for (const _ of roundsOf(trial, options)) {
    if (random() < KILLED_EARLY) {
      await trial.killOpeningHost(random());
      continue;
    }
    const host = await trial.startHost();
    const desk = busyDesk(host, trial.ledger, trial.tally, 0);
    await pause(random() * HOST_LIFE_MS_MAX);
    await host.kill();
    await desk.stop();
  }
  await trial.settle(await trial.startHost());
}

const DISTRICT_LIFE_MS_MAX = 400;
const SALE_GAP_MS = 5;

async function killDistricts(trial: Trial, options: KillOptions, random: () => number): Promise<void> {
  const host = await trial.startHost();
  const desk = busyDesk(host, trial.ledger, trial.tally, SALE_GAP_MS);
  let isUp = true;
  for (const _ of roundsOf(trial, options)) {
    if (!isUp && random() < KILLED_EARLY) {
      await trial.killOpeningDistrict(random());
      continue;
    }
    if (!isUp) await trial.startDistrict();
    await pause(random() * DISTRICT_LIFE_MS_MAX);
    await trial.district.kill();
    isUp = false;
  }
  await trial.startDistrict();
  await desk.stop();
  await trial.settle(host);
}

const WINDOW_LIFE_MS_MAX = 1_000;

async function killBrowsers(trial: Trial, options: KillOptions, random: () => number): Promise<void> {
  const open = (host: HostProcess) => openWindow(trial.browserFolder, host.address ?? '', trial.tally);
  for (const _ of roundsOf(trial, options)) {
    const host = await trial.startHost();
    const window = await open(host);
    if (random() >= KILLED_EARLY) {
      await window.ready();
      await compareCounters(trial, window.counted());
      await window.sell(trial.ledger);
    } else {
      trial.killedEarly += 1;
    }
    await pause(random() * WINDOW_LIFE_MS_MAX);
    await window.kill();
    await host.kill();
  }
  const host = await trial.startHost();
  const window = await open(host);
  await window.ready();
  await compareCounters(trial, window.counted());
  await window.kill();
  await trial.settle(host);
}

/** The counters in the window's own database hold every use of the journal, once, with what took it back. */
async function compareCounters(trial: Trial, counted: Promise<readonly string[]>): Promise<void> {
  const held = await counted;
  const wanted = usesIn(trial.ledger.entries).map(
    ({ entry, body, voidedBySeq }) => `${entry.seq} ${body.cardRef} ${voidedBySeq}`,
  );
  const differs = wanted.findIndex((use, index) => held[index] !== use);
  if (held.length !== wanted.length || differs !== -1) {
    trial.failures.push(
      `the window counts ${held.length} uses, the journal has ${wanted.length}; first at ${differs}`,
    );
  }
}

/** Counts the rounds off until there are enough failures. */
function* roundsOf(trial: Trial, { rounds, say }: KillOptions): Generator<number> {
  const failures = () => trial.failures.length + trial.tally.refusals.length;
  for (let round = 1; round <= rounds && failures() < FAILURES_MAX; round += 1) {
    yield round;
    if (round % SAY_EVERY === 0) {
      say?.(`${round} kills, ${trial.ledger.answeredCount()} answered, ${failures()} failures`);
    }
  }
}
