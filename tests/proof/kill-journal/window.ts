import type { Page } from 'playwright-core';
import type { JournalDraft, JournalEntry } from '../../../src/domain/journal/journal-entry.ts';
import { SESSION_HEADER } from '../../../src/host-api/bridge.ts';
import { hostApi } from '../../../src/host-api/host-api.ts';
import { launchProfile } from '../../support/profile-browser.ts';
import { heardPush, type PushTally } from './busy-desk.ts';
import type { Ledger } from './ledger.ts';

const READY_MS_MAX = 60_000;
const SALES_AT_ONCE = 3;
const PUSH_PAUSE_MS = 20;

/** The kiosk's window in a real Chromium, on a profile that outlives it. */
export interface KioskWindow {
  /** The desk is ready for a card: the counters are up to the journal. */
  ready(): Promise<void>;
  /** The page sells as fast as its host answers, and pushes all the while, until it is killed; reports refusals. */
  sell(ledger: Ledger): Promise<void>;
  /** Uses that the counters hold, as `seq cardRef voidedBySeq`, in order. */
  counted(): Promise<readonly string[]>;
  /** `kill -9` of the browser with all its processes. */
  kill(): Promise<void>;
}

/** `tally` hears of each push that the selling page asked for, and of every refusal. */
export async function openWindow(
  browserFolder: string,
  address: string,
  tally: PushTally,
): Promise<KioskWindow> {
  const browser = await launchProfile(browserFolder);
  try {
    const page = await browser.newPage();
    await page.goto(address, { waitUntil: 'commit' });
    let isKilled = false;
    return {
      ready: () => untilReady(page),
      sell: (ledger) =>
        sellIn(page, ledger, tally, (why) => {
          if (!isKilled) tally.refusals.push(String(why));
        }),
      counted: () => page.evaluate(readCounters),
      async kill() {
        isKilled = true;
        await browser.kill();
      },
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

/** `onEnd` hears why the page sells no longer: its own end, or what it was refused. */
async function sellIn(
  page: Page,
  ledger: Ledger,
  tally: PushTally,
  onEnd: (why: unknown) => void,
): Promise<void> {
  await page.exposeFunction('nextDraft', () => ledger.nextDraft());
  await page.exposeFunction('answered', (entry: JournalEntry) => ledger.answered(entry));
  await page.exposeFunction('pushed', (answer: unknown) => {
    heardPush(tally, hostApi['district.push'].output.parse(answer));
  });
  // Never answers: the page sells until it is killed.
  void page
    .evaluate(sellForEver, {
      atOnce: SALES_AT_ONCE,
      pushPauseMs: PUSH_PAUSE_MS,
      sessionHeader: SESSION_HEADER,
    })
    .catch(onEnd);
}

/** In the page. */
async function sellForEver(pace: {
  atOnce: number;
  pushPauseMs: number;
  sessionHeader: string;
}): Promise<void> {
  const session = sessionStorage.getItem('kiosk-session') ?? '';
  const runner = globalThis as unknown as {
    nextDraft(): Promise<JournalDraft>;
    answered(entry: JournalEntry): Promise<void>;
    pushed(answer: unknown): Promise<void>;
  };
  const ask = async (method: string, input: unknown) => {
    const response = await fetch(`/host/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [pace.sessionHeader]: session },
      body: JSON.stringify(input),
    });
    return response.json();
  };
  const sell = async (): Promise<never> => {
    for (;;) {
      const { output } = await ask('journal.append', await runner.nextDraft());
      if (output.ok !== true) throw new Error(`a sale was refused: ${JSON.stringify(output)}`);
      await runner.answered(output.entry);
    }
  };
  const push = async (): Promise<never> => {
    for (;;) {
      const { output } = await ask('district.push', {});
      await runner.pushed(output);
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
  const rows = await new Promise<{ seq: number; cardRef: string; voidedBySeq: number | null }[]>(
    (resolve, reject) => {
      const request = database.transaction('uses').objectStore('uses').getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    },
  );
  database.close();
  return rows.map(({ seq, cardRef, voidedBySeq }) => `${seq} ${cardRef} ${voidedBySeq}`);
}
