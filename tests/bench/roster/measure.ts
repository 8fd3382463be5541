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

/** CPU seconds that a page needs to make the records, which every import includes. */
export async function measureMaking(task: Task): Promise<number> {
  return withProfile(async (folder) => (await measureLoad(task, folder)).loadCpuSeconds);
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
    const before = await settledCpu(browser);
    const wallMs = await page.evaluate((size) => window.rosterBench?.load(size), task.size);
    await page.close();
    // What the browser writes and compacts afterwards belongs to the import as well.
    const loadCpuSeconds = (await settledCpu(browser)) - before;
    return { loadCpuSeconds, loadWallSeconds: insistOnBench(wallMs) / 1000 };
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
    const before = await settledCpu(browser);
    await page.evaluate((size) => window.rosterBench?.change(size, 1), task.size);
    const changeCpuSeconds = (await settledCpu(browser)) - before;
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

/** CPU seconds of the browser once it has been quiet for a while. */
async function settledCpu(browser: ProfileBrowser): Promise<number> {
  const until = performance.now() + SETTLE_MS_MAX;
  let before = browser.cpuSeconds();
  while (performance.now() < until) {
    await sleep(QUIET_MS);
    const now = browser.cpuSeconds();
    if (now - before <= QUIET_CPU_SECONDS_MAX) return now;
    before = now;
  }
  return before;
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
