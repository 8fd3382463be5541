import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { indexedDbFolderOf, launchProfile, type ProfileBrowser } from '../../support/profile-browser.ts';
import { spreadOf } from '../samples.ts';
import { bytesIn, cpuOf } from './costs.ts';
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
