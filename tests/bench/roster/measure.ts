import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { indexedDbFolderOf, launchProfile, type ProfileBrowser } from '../../support/profile-browser.ts';
import { spreadOf } from '../samples.ts';
import type { Lookups, RosterSize } from './page.ts';

export interface Measured extends Lookups {
  readonly cards: number;
  readonly loadCpuSeconds: number;
  readonly loadWallSeconds: number;
  readonly bytesPerCard: number;
  readonly openMs: number;
  readonly changeCpuSeconds: number;
}

/** One cache, one number of cards, from an empty profile to the last measurement; leaves nothing behind. */
export interface Task {
  readonly url: string;
  readonly size: RosterSize;
}

/** A relaunched browser is a sample of the opening time; the median counts. */
const OPENINGS = 3;
const LOOKUP_ROUNDS = 500;
/** Idle this long, the browser has written and compacted what it wants to. */
const QUIET_MS = 1_500;
const QUIET_CPU_SECONDS_MAX = 0.05;
const SETTLE_MS_MAX = 60_000;
const BLOCK_BYTES = 512;

export async function measure(task: Task): Promise<Measured> {
  return withProfile(async (profileFolder) => {
    const loaded = await measureLoad(task, profileFolder);
    const bytesPerCard = (await bytesIn(indexedDbFolderOf(profileFolder))) / task.size.cards;
    const openingsMs: number[] = [];
    for (let opening = 1; opening < OPENINGS; opening += 1) {
      openingsMs.push(await measureOpening(task, profileFolder));
    }
    const opened = await measureOpened(task, profileFolder);
    openingsMs.push(opened.openMs);
    console.log(`  opened in ${openingsMs.map((ms) => ms.toFixed(0)).join(', ')} ms`);
    const openMs = spreadOf(openingsMs).medianMs;
    return { cards: task.size.cards, ...loaded, bytesPerCard, ...opened, openMs };
  });
}

/** What a page needs to make the records and hand them over, which every import and every change includes. */
export async function measureMaking(
  task: Task,
): Promise<Pick<Measured, 'loadCpuSeconds' | 'changeCpuSeconds'>> {
  return withProfile(async (profileFolder) => {
    const { loadCpuSeconds } = await measureLoad(task, profileFolder);
    const changeCpuSeconds = await inBrowser(profileFolder, async (browser) =>
      measureChange(browser, await openPage(browser, task), task.size),
    );
    return { loadCpuSeconds, changeCpuSeconds };
  });
}

/** Mean bytes of a record's JSON on the wire. */
export async function recordBytes(task: Task): Promise<number> {
  return withProfile((profileFolder) =>
    inBrowser(profileFolder, async (browser) => {
      const page = await openPage(browser, task);
      const bytes = await page.evaluate((size) => window.rosterBench?.recordBytes(size), task.size);
      return insistOnBench(bytes);
    }),
  );
}

async function measureLoad(task: Task, profileFolder: string) {
  return inBrowser(profileFolder, async (browser) => {
    const page = await openPage(browser, task);
    let wallMs: number | undefined;
    const loadCpuSeconds = await cpuOf(browser, async () => {
      wallMs = await page.evaluate((size) => window.rosterBench?.load(size), task.size);
      await page.close();
    });
    return { loadCpuSeconds, loadWallSeconds: insistOnBench(wallMs) / 1000 };
  });
}

function measureChange(browser: ProfileBrowser, page: Page, size: RosterSize): Promise<number> {
  return cpuOf(browser, async () => {
    await page.evaluate((changed) => window.rosterBench?.change(changed, 1), size);
  });
}

async function measureOpening(task: Task, profileFolder: string): Promise<number> {
  return inBrowser(profileFolder, async (browser) => {
    const page = await openPage(browser, task);
    return openAndFind(page, task.size);
  });
}

async function measureOpened(task: Task, profileFolder: string) {
  return inBrowser(profileFolder, async (browser) => {
    const page = await openPage(browser, task);
    const openMs = await openAndFind(page, task.size);
    const lookups = await page.evaluate(([size, rounds]) => window.rosterBench?.lookups(size, rounds), [
      task.size,
      LOOKUP_ROUNDS,
    ] as const);
    const changeCpuSeconds = await measureChange(browser, page, task.size);
    return { openMs, ...insistOnBench(lookups), changeCpuSeconds };
  });
}

async function openAndFind(page: Page, size: RosterSize): Promise<number> {
  const index = Math.floor(Math.random() * size.cards);
  const openMs = await page.evaluate(([asked, at]) => window.rosterBench?.openAndFind(asked, at), [
    size,
    index,
  ] as const);
  return insistOnBench(openMs);
}

function insistOnBench<T>(answer: T | undefined): T {
  if (answer === undefined) throw new Error('the page has no bench');
  return answer;
}

async function openPage(browser: ProfileBrowser, { url }: Task): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction('window.rosterBench !== undefined');
  return page;
}

/**
 * CPU seconds that some work takes, with all that the browser writes and compacts after it, and without what
 * it takes in the same time when it has nothing to do.
 */
async function cpuOf(browser: ProfileBrowser, work: () => Promise<void>): Promise<number> {
  const before = await whenQuiet(browser);
  await work();
  const after = await whenQuiet(browser);
  const idle = ((after.atMs - before.atMs) / QUIET_MS) * Math.min(before.idleSeconds, after.idleSeconds);
  return Math.max(0, after.cpuSeconds - before.cpuSeconds - idle);
}

/** The browser once it has been quiet for a while, and how much it took in that while. */
async function whenQuiet(browser: ProfileBrowser) {
  const until = performance.now() + SETTLE_MS_MAX;
  let before = browser.cpuSeconds();
  for (;;) {
    await sleep(QUIET_MS);
    const cpuSeconds = browser.cpuSeconds();
    const idleSeconds = cpuSeconds - before;
    if (idleSeconds <= QUIET_CPU_SECONDS_MAX || performance.now() > until) {
      return { cpuSeconds, idleSeconds, atMs: performance.now() };
    }
    before = cpuSeconds;
  }
}

/** Blocks on disk, as `du` counts them, of all files in a folder. */
async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(({ parentPath, name }) => stat(join(parentPath, name))));
  return sizes.reduce((sum, { blocks }) => sum + blocks * BLOCK_BYTES, 0);
}

async function inBrowser<T>(
  profileFolder: string,
  work: (browser: ProfileBrowser) => Promise<T>,
): Promise<T> {
  const browser = await launchProfile(profileFolder);
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

async function withProfile<T>(work: (profileFolder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-roster-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
