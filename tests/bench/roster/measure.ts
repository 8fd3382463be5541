import type { Page } from 'playwright-core';
import { indexedDbFolderOf, launchProfile, type ProfileBrowser } from '../../support/profile-browser.ts';
import { spreadOf } from '../samples.ts';
import { bytesIn, cpuOf, whenQuiet } from './costs.ts';
import {
  dropFromMemory,
  type Images,
  keepImage,
  keepLoaded,
  type Loaded,
  loadedOf,
  withFolder,
  withImage,
} from './images.ts';
import type { Lookups, RosterSize } from './page.ts';

/** From opening the cache to its first answer in a new page of a browser that was just started; milliseconds. */
interface Openings {
  /** The cache has been at rest. */
  readonly openMs: number;
  /** The first start since the import, after which the browser was idle and closed in order. */
  readonly openFirstMs: number;
  /** The first start since the import, at whose end the browser was killed. */
  readonly openKilledMs: number;
  /** At rest, and nothing of the profile is in the system's memory: the machine was switched on. */
  readonly openColdMs: number;
}

/** CPU seconds of all that changing a hundredth of the cards takes. */
interface Changes {
  /** The first of a browser that was just started and is warm. */
  readonly changeCpuSeconds: number;
  /** The one right after it. */
  readonly nextChangeCpuSeconds: number;
}

export interface Measured extends Loaded, Openings, Lookups, Changes {
  readonly cards: number;
}

/** One cache, one number of cards; leaves nothing behind but its images where these are kept. */
export interface Task {
  readonly url: string;
  readonly size: RosterSize;
}

export type Making = Pick<Measured, 'loadCpuSeconds'> & Changes;

/** A relaunched browser is a sample of each opening, and of a first change; the median counts. */
const OPENINGS = 3;
const CHANGES = 3;
const LOOKUP_ROUNDS = 500;
/** Look-ups that come before a change, as they do on a desk. */
const LOOKUP_ROUNDS_BEFORE = 100;
/** Changed by no change: those are of every so manieth card, from the first on. */
const UNCHANGED_INDEX = 1;

export async function measure(task: Task, images: Images): Promise<Measured> {
  const loaded = (await loadedOf(images)) ?? (await makeImages(task, images));
  const openings = await measureOpenings(task, images);
  const opened = await withImage(images, 'closed', async (profileFolder) => ({
    ...(await measureLookups(task, profileFolder)),
    ...(await measureChanges(task, profileFolder, async (page) => {
      await warmLookups(page, task.size, LOOKUP_ROUNDS_BEFORE);
    })),
  }));
  return { cards: task.size.cards, ...loaded, ...openings, ...opened };
}

/** What a page needs to make the records and hand them over, which every import and every change includes. */
export async function measureMaking(task: Task): Promise<Making> {
  return withFolder(async (profileFolder) => {
    const { loadCpuSeconds } = await measureLoad(task, profileFolder, async () => {});
    return { loadCpuSeconds, ...(await measureChanges(task, profileFolder, async () => {})) };
  });
}

/** Mean bytes of a record's JSON on the wire. */
export async function recordBytes(task: Task): Promise<number> {
  return withFolder((profileFolder) =>
    inBrowser(profileFolder, async (browser) => {
      const page = await openPage(browser, task);
      const bytes = await page.evaluate((size) => window.rosterBench?.recordBytes(size), task.size);
      return insistOnBench(bytes);
    }),
  );
}

async function makeImages(task: Task, images: Images): Promise<Loaded> {
  return withFolder(async (profileFolder) => {
    const spent = await measureLoad(task, profileFolder, (browser) =>
      browser.whileFrozen(() => keepImage(images, 'killed', profileFolder)),
    );
    const bytesPerCard = (await bytesIn(indexedDbFolderOf(profileFolder))) / task.size.cards;
    await keepImage(images, 'closed', profileFolder);
    const loaded = { ...spent, bytesPerCard };
    await keepLoaded(images, loaded);
    return loaded;
  });
}

async function measureLoad(
  task: Task,
  profileFolder: string,
  loaded: (browser: ProfileBrowser) => Promise<void>,
): Promise<Omit<Loaded, 'bytesPerCard'>> {
  return inBrowser(profileFolder, async (browser) => {
    const page = await openPage(browser, task);
    let wallMs: number | undefined;
    const loadCpuSeconds = await cpuOf(browser, async () => {
      wallMs = await page.evaluate((size) => window.rosterBench?.load(size), task.size);
      await loaded(browser);
      await page.close();
    });
    return { loadCpuSeconds, loadWallSeconds: insistOnBench(wallMs) / 1000 };
  });
}

async function measureOpenings(task: Task, images: Images): Promise<Openings> {
  const fresh = (name: 'killed' | 'closed') =>
    withImage(images, name, (profileFolder) => openedMs(task, profileFolder));
  const openKilledMs = await medianOpening('after a kill', () => fresh('killed'));
  const openFirstMs = await medianOpening('first start', () => fresh('closed'));
  return withImage(images, 'closed', async (profileFolder) => {
    await openedMs(task, profileFolder, async (browser) => {
      await whenQuiet(browser);
    });
    return {
      openKilledMs,
      openFirstMs,
      openMs: await medianOpening('at rest', () => openedMs(task, profileFolder)),
      openColdMs: await medianOpening('not in memory', async () => {
        await dropFromMemory(profileFolder);
        return openedMs(task, profileFolder);
      }),
    };
  });
}

async function medianOpening(name: string, open: () => Promise<number>): Promise<number> {
  const openingsMs: number[] = [];
  while (openingsMs.length < OPENINGS) openingsMs.push(await open());
  console.log(`  opened ${name} in ${openingsMs.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  return spreadOf(openingsMs).medianMs;
}

async function openedMs(
  task: Task,
  profileFolder: string,
  then: (browser: ProfileBrowser) => Promise<void> = async () => {},
): Promise<number> {
  return inBrowser(profileFolder, async (browser) => {
    const page = await openPage(browser, task);
    const openMs = await openAndFind(page, task.size, Math.floor(Math.random() * task.size.cards));
    await then(browser);
    return openMs;
  });
}

async function measureLookups(task: Task, profileFolder: string): Promise<Lookups> {
  return inBrowser(profileFolder, async (browser) =>
    warmLookups(await openPage(browser, task), task.size, LOOKUP_ROUNDS),
  );
}

/** Every relaunched browser changes the same cards twice, each time again. */
async function measureChanges(
  task: Task,
  profileFolder: string,
  warmed: (page: Page) => Promise<void>,
): Promise<Changes> {
  const firstSeconds: number[] = [];
  const nextSeconds: number[] = [];
  for (let start = 0; start < CHANGES; start += 1) {
    await inBrowser(profileFolder, async (browser) => {
      const page = await openPage(browser, task);
      await warmed(page);
      firstSeconds.push(await measureChange(browser, page, { ...task.size, revision: 2 * start + 1 }));
      nextSeconds.push(await measureChange(browser, page, { ...task.size, revision: 2 * start + 2 }));
    });
  }
  const shown = (seconds: readonly number[]) => seconds.map((one) => one.toFixed(2)).join(', ');
  console.log(`  1 % changed in ${shown(firstSeconds)} s of CPU, again in ${shown(nextSeconds)} s`);
  return {
    changeCpuSeconds: spreadOf(firstSeconds).medianMs,
    nextChangeCpuSeconds: spreadOf(nextSeconds).medianMs,
  };
}

function measureChange(
  browser: ProfileBrowser,
  page: Page,
  { revision, ...size }: RosterSize & { readonly revision: number },
): Promise<number> {
  return cpuOf(browser, async () => {
    await page.evaluate(([changed, which]) => window.rosterBench?.change(changed, which), [
      size,
      revision,
    ] as const);
  });
}

async function warmLookups(page: Page, size: RosterSize, rounds: number): Promise<Lookups> {
  await openAndFind(page, size, UNCHANGED_INDEX);
  const lookups = await page.evaluate(([asked, times]) => window.rosterBench?.lookups(asked, times), [
    size,
    rounds,
  ] as const);
  return insistOnBench(lookups);
}

async function openAndFind(page: Page, size: RosterSize, index: number): Promise<number> {
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
