import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { servePages } from '../../support/page-site.ts';
import { seededRandom } from '../../support/random.ts';
import { nextAxe, nextWork, openingDelayMs, paceAfter } from './axe.ts';
import type { Work } from './page.ts';
import { type Restart, restart } from './restart.ts';
import { count, judge, type KillReport, type Trial } from './trial.ts';

export interface KillOptions {
  readonly rounds: number;
  /** Seed of the plan: what is imported, and when the process is killed. The machine's own timing stays its own. */
  readonly seed: number;
  /** The planted mistake instead of the kiosk's roster: to see the proof fail. */
  readonly isPlanted?: boolean;
  readonly say?: (line: string) => void;
}

const SAY_EVERY = 20;
/** A roster that is wrong once is wrong in every later round: the first few say it all. */
const FAILURES_MAX = 3;
const FLIP_WAIT_MS_MAX = 20_000;

/** Kills a browser in the middle of its imports, again and again on one profile, and reads what is left. */
export async function runKillRounds(options: KillOptions): Promise<KillReport> {
  const site = await servePages({ root: import.meta.dirname });
  const profileFolder = await mkdtemp(join(tmpdir(), 'kiosk-kill-'));
  try {
    const trial: Trial = {
      url: options.isPlanted ? `${site.url}?planted` : site.url,
      profileFolder,
      random: seededRandom(options.seed),
      ...{ pace: null, held: { generation: 1, deltas: 0 }, inFlight: [], before: null },
      ...{ lastGeneration: 1, killsIn: new Map(), foundOld: 0, foundNew: 0, failures: [] },
    };
    await inPeace(trial);
    for (let round = 1; round <= options.rounds && trial.failures.length < FAILURES_MAX; round += 1) {
      await oneRound(trial, round);
      if (round % SAY_EVERY === 0) options.say?.(`${round} kills, ${trial.failures.length} failures`);
    }
    if (trial.failures.length < FAILURES_MAX) await inPeace(trial);
    return trial;
  } finally {
    await site.close();
    await rm(profileFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * A snapshot and a delta that nobody disturbs: before the first kill to see how long they take, after the last
 * one to see that the cache still works.
 */
async function inPeace(trial: Trial): Promise<void> {
  const { browser, page, listen } = await restart(trial.url, trial.profileFolder);
  try {
    await page.evaluate(() => window.killProof?.open());
    if (trial.pace !== null)
      judge(trial, 'at the end', await page.evaluate(() => window.killProof?.verify()));
    const snapshot = { generation: trial.lastGeneration + 1, deltas: 0 };
    const delta = { ...snapshot, deltas: 1 };
    let flipAt = 0;
    listen((report) => {
      if (report.kind === 'phase' && report.phase === 'flip') flipAt = performance.now();
    });
    const startedAt = performance.now();
    await page.evaluate((taken) => window.killProof?.work({ kind: 'snapshot', taken }), snapshot);
    const takenAt = performance.now();
    await page.evaluate((taken) => window.killProof?.work({ kind: 'deltas', steps: [taken] }), delta);
    trial.pace = {
      snapshotMs: takenAt - startedAt,
      flipMs: takenAt - flipAt,
      deltaMs: performance.now() - takenAt,
    };
    Object.assign(trial, { held: delta, inFlight: [], before: null, lastGeneration: snapshot.generation });
    judge(trial, 'in peace', await page.evaluate(() => window.killProof?.verify()));
  } finally {
    await browser.close();
  }
}

async function oneRound(trial: Trial, round: number): Promise<void> {
  const started = await restart(trial.url, trial.profileFolder);
  const { browser, page } = started;
  try {
    const opening = page.evaluate(() => window.killProof?.open());
    const delayMs = openingDelayMs(trial.random);
    if (delayMs !== null) {
      await sleep(delayMs);
      count(trial, 'opening');
      await browser.kill();
      return await ended(opening);
    }
    await opening;
    judge(trial, `round ${round}`, await page.evaluate(() => window.killProof?.verify()));
    const work = nextWork(trial.random, trial.held, trial.lastGeneration);
    count(trial, await killAtWork(trial, started, work));
  } finally {
    await browser.kill();
  }
}

/** Answers the phase that the kill fell in. */
async function killAtWork(trial: Trial, { browser, page, listen }: Restart, work: Work): Promise<string> {
  const pace = trial.pace ?? { snapshotMs: 0, flipMs: 0, deltaMs: 0 };
  const axe = nextAxe(trial.random, work, pace);
  trial.before = trial.held;
  trial.inFlight = work.kind === 'snapshot' ? [work.taken] : work.steps;
  if (work.kind === 'snapshot') trial.lastGeneration = work.taken.generation;
  let phase = 'working';
  const flipped = new Promise<void>((resolve) => {
    listen((report) => {
      if (report.kind === 'phase') phase = report.phase;
      if (report.kind === 'taken') trial.held = report.taken;
      if (report.kind === 'phase' && report.phase === 'flip') resolve();
    });
  });
  browser.aim();
  const startedAt = performance.now();
  const working = page.evaluate((asked) => window.killProof?.work(asked), work);
  const done = working.then(() => {
    phase = 'after';
    trial.inFlight = [];
    trial.pace = paceAfter(pace, work, performance.now() - startedAt);
  });
  if (axe.after === 'flip') await Promise.race([flipped, done, sleep(FLIP_WAIT_MS_MAX)]);
  // What goes wrong before the axe falls is a failure of the work, not of the kill.
  await Promise.race([sleep(axe.delayMs), done]);
  await browser.kill();
  await ended(done);
  return phase;
}

/** After the kill: the page's answer will not come, and an error of its own would have come before. */
async function ended(answer: Promise<unknown>): Promise<void> {
  await answer.catch(() => null);
}
