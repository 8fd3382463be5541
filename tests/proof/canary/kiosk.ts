import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Command, runCommand } from '../../support/command.ts';
import { scanByHand } from '../../support/hand-scanner.ts';
import { launchProfile, type ProfileBrowser } from '../../support/profile-browser.ts';

/** The kiosk as its user has it: the host that `npm start` serves, and a browser whose profile is on disk. */
export interface Kiosk {
  readonly page: Page;
  /** What the cache in the browser says of itself. */
  roster(): Promise<RosterHeld>;
  /** Ends host and browser as a user does. */
  stop(): Promise<void>;
  /** `kill -9` of host and browser. */
  crash(): Promise<void>;
}

interface RosterHeld {
  /** 0 before the first import. */
  readonly cards: number;
  /** Names the keys that sealed it: those of one enrolment. */
  readonly keyFingerprint: string;
}

const SITE = 'xijiao-pool';
const ANSWER_MS_MAX = 60_000;

/** Starts host and browser on what earlier ones have left in the folder; the code enrols a new kiosk. */
export async function startKiosk(options: {
  readonly folder: string;
  /** The port of the host; the browser's storage belongs to that address. */
  readonly port: number;
  readonly districtUrl: string;
  readonly code: string | null;
}): Promise<Kiosk> {
  const host = runCommand('start', [
    ...[
      '--no-open',
      '--new-profile',
      '--data',
      options.folder,
      '--port',
      String(options.port),
      '--site',
      SITE,
    ],
    ...['--district', options.districtUrl, ...(options.code === null ? [] : ['--code-file', '-'])],
  ]);
  host.child.stdin?.end(options.code ?? '');
  let browser: ProfileBrowser | null = null;
  try {
    const [address = ''] = await host.line(/http:\S+token=\S+/);
    browser = await launchProfile(join(options.folder, 'browser'));
    const page = await browser.newPage();
    page.setDefaultTimeout(ANSWER_MS_MAX);
    await page.goto(address);
    return kioskOf({ host, browser, page });
  } catch (error) {
    await browser?.kill();
    await host.end('SIGKILL');
    throw error;
  }
}

/** What a technician does who sets the kiosk up again: who it was is gone, the browser's profile stays as it is. */
export async function forgetEnrolment(folder: string): Promise<void> {
  for (const name of ['kiosk', 'kiosk.key']) await rm(join(folder, name), { recursive: true });
}

function kioskOf(parts: {
  readonly host: Command;
  readonly browser: ProfileBrowser;
  readonly page: Page;
}): Kiosk {
  const { host, browser, page } = parts;
  return {
    page,
    roster: () => page.evaluate(readPointer),
    async stop() {
      await browser.close();
      await host.end('SIGTERM');
    },
    async crash() {
      await browser.kill();
      await host.end('SIGKILL');
    },
  };
}

/** Scans the card, takes the first item that is on offer, confirms, and goes back. */
export async function sellTo(page: Page, cardNumber: string): Promise<void> {
  await scanByHand(page, cardNumber, { suffix: 'Enter' });
  await sellShown(page);
}

/** The same with the number typed into the field, as a clerk does. */
export async function sellTyped(page: Page, cardNumber: string): Promise<void> {
  await page.keyboard.press('F2');
  const field = page.getByRole('dialog').getByRole('textbox');
  await field.waitFor();
  await field.pressSequentially(cardNumber, { delay: 60 });
  await page.keyboard.press('Enter');
  await sellShown(page);
}

/** Leaves a card's answer on the screen, for whatever a browser keeps of a page that is killed. */
export async function show(page: Page, cardNumber: string): Promise<void> {
  await scanByHand(page, cardNumber, { suffix: 'Enter' });
  await page.locator('[data-screen="decided"]').waitFor();
}

async function sellShown(page: Page): Promise<void> {
  await page.locator('[data-verdict="yes"]').waitFor();
  await page.keyboard.press('1');
  await page.locator('[data-order]').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('[data-screen="recorded"]').waitFor();
  await page.keyboard.press('Escape');
}

/** In the page: the one row of the cache that says which generation serves. */
async function readPointer(): Promise<RosterHeld> {
  const nothing = { cards: 0, keyFingerprint: '' };
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const names = (await indexedDB.databases()).map(({ name }) => name);
  if (!names.includes('kiosk')) return nothing;
  const database = await settled(indexedDB.open('kiosk'));
  try {
    if (!database.objectStoreNames.contains('roster')) return nothing;
    const pointer = await settled(database.transaction('roster').objectStore('roster').get('roster'));
    return pointer === undefined ? nothing : { cards: pointer.cards, keyFingerprint: pointer.keyFingerprint };
  } finally {
    database.close();
  }
}
