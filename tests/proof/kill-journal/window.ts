import type { Page } from 'playwright-core';
import type { JournalDraft, JournalEntry } from '../../../src/domain/journal-entry.ts';
import { launchProfile, type ProfileBrowser } from '../../support/profile-browser.ts';
import type { Ledger } from './ledger.ts';

const READY_MS_MAX = 60_000;
const SALES_AT_ONCE = 3;
const PUSH_PAUSE_MS = 20;

/** The kiosk's window in a real Chromium, on a profile that outlives it. */
export interface KioskWindow {
  readonly browser: ProfileBrowser;
  /** The desk is ready for a card: the counters are up to the journal. */
  ready(): Promise<void>;
  /** The page sells as fast as its host answers, and pushes all the while, until it is killed. */
  sell(ledger: Ledger): Promise<void>;
  /** Uses that the counters hold, as `seq cardRef`, in order. */
  counted(): Promise<readonly string[]>;
}

/** `onPush` hears of each push that the page's host answered, the sync loop's own as well. */
export async function openWindow(
  browserFolder: string,
  address: string,
  onPush: () => void,
): Promise<KioskWindow> {
  const browser = await launchProfile(browserFolder);
  try {
    const page = await browser.newPage();
    page.on('response', (response) => {
      if (response.ok() && response.url().endsWith('/host/district.push')) onPush();
    });
    await page.goto(address, { waitUntil: 'commit' });
    return {
      browser,
      ready: () => untilReady(page),
      sell: (ledger) => sellIn(page, ledger),
      counted: () => page.evaluate(readCounters),
    };
  } catch (error) {
    await browser.kill();
    throw error;
  }
}

/** Rejects with the words on the screen where the desk does not come up. */
async function untilReady(page: Page): Promise<void> {
  try {
    await page.locator('[data-screen="idle"]').waitFor({ timeout: READY_MS_MAX });
  } catch (cause) {
    throw new Error(`the desk does not come up: ${await page.innerText('body')}`, { cause });
  }
}

async function sellIn(page: Page, ledger: Ledger): Promise<void> {
  await page.exposeFunction('nextSale', () => ledger.nextSale());
  await page.exposeFunction('answered', (entry: JournalEntry) => ledger.answered(entry));
  // Never answers: the page sells until it is killed.
  void page
    .evaluate(sellForEver, { atOnce: SALES_AT_ONCE, pushPauseMs: PUSH_PAUSE_MS })
    .catch(() => undefined);
}

/** In the page. */
async function sellForEver(pace: { atOnce: number; pushPauseMs: number }): Promise<void> {
  const runner = globalThis as unknown as {
    nextSale(): Promise<JournalDraft>;
    answered(entry: JournalEntry): Promise<void>;
  };
  const ask = async (method: string, input: unknown) => {
    const response = await fetch(`/host/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    return response.json();
  };
  const sell = async (): Promise<never> => {
    for (;;) {
      const { output } = await ask('journal.append', await runner.nextSale());
      if (output.ok !== true) throw new Error(JSON.stringify(output));
      await runner.answered(output.entry);
    }
  };
  const push = async (): Promise<never> => {
    for (;;) {
      await ask('district.push', {});
      await new Promise((resolve) => setTimeout(resolve, pace.pushPauseMs));
    }
  };
  await Promise.all([...Array.from({ length: pace.atOnce }, sell), push()]);
}

/** In the page. */
async function readCounters(): Promise<string[]> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('kiosk');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const rows = await new Promise<{ seq: number; cardRef: string }[]>((resolve, reject) => {
    const request = database.transaction('uses').objectStore('uses').getAll();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  database.close();
  return rows.map(({ seq, cardRef }) => `${seq} ${cardRef}`);
}
