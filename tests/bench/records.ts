import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type WallDate, wallDateOf } from '../../src/domain/base/wall-time.ts';
import { launchBrowser } from '../support/browser.ts';
import { servePages } from '../support/page-site.ts';
import type { RecordSamples } from './records/records-page.ts';
import { openRow } from './records/rows.ts';
import { spreadOf } from './samples.ts';
import { measureLoad } from './start/load.ts';
import { serveDesk } from './start/served-desk.ts';

const SIZES = [1_000, 100_000] as const;
const LOOK_UP_MS_MAX = 1;
const START_RATIO_MAX = 1.2;
/** Starts of each desk, in turns, so that whatever else the machine does troubles both alike. */
const STARTS = 5;
const ROWS_AT_ONCE = 5_000;

/**
 * Measures how long a look-up takes, all counters of a scan, and a start of the whole desk, with a thousand and with a
 * hundred thousand open records of one site in the kiosk's cache.
 */
export async function benchRecords(): Promise<void> {
  const today = wallDateOf(Date.now());
  const site = await servePages({ root: join(import.meta.dirname, 'records') });
  const browser = await launchBrowser({ cameras: 1 });
  try {
    console.log(`\nOpen records of one site in the cache, Chromium ${browser.version()}`);
    for (const records of SIZES) {
      const page = await openPage(browser, site.url);
      const filledAt = performance.now();
      await page.evaluate(([count, day]) => window.benchRecords?.fill(count, day), [records, today] as const);
      console.log(`\n${records} records, put in ${((performance.now() - filledAt) / 1000).toFixed(1)} s`);
      const samples = await page.evaluate(([count, day]) => window.benchRecords?.measure(count, day), [
        records,
        today,
      ] as const);
      if (samples !== undefined) report(samples);
      await page.context().close();
    }
    await benchStarts(browser, today);
  } finally {
    await browser.close();
    await site.close();
  }
}

async function openPage(browser: Browser, address: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(address);
  await page.waitForFunction('window.benchRecords !== undefined');
  return page;
}

function report(samples: RecordSamples): void {
  const [bare, lookUp, counters] = [samples.bareGetMs, samples.lookUpMs, samples.countersMs].map(spreadOf);
  if (bare === undefined || lookUp === undefined || counters === undefined) return;
  const verdict = lookUp.medianMs <= LOOK_UP_MS_MAX ? 'met' : 'MISSED';
  const lines = [
    `bare IndexedDB get by index: median ${bare.medianMs.toFixed(3)} ms`,
    `records of a card: median ${lookUp.medianMs.toFixed(3)} ms (at most ${LOOK_UP_MS_MAX}: ${verdict}),` +
      ` ${(lookUp.medianMs / bare.medianMs).toFixed(1)}x the bare get; p95 ${lookUp.p95Ms.toFixed(3)} ms`,
    `all counters of a scan: median ${counters.medianMs.toFixed(2)} ms, p95 ${counters.p95Ms.toFixed(2)} ms`,
  ];
  console.log(`${lines.join('\n')}`);
}

/** Two browser profiles of one desk: what differs is what lies in their caches. */
async function benchStarts(browser: Browser, today: WallDate): Promise<void> {
  const desk = await serveDesk();
  try {
    const profiles: { readonly context: BrowserContext; readonly readyMs: number[] }[] = [];
    for (const records of SIZES) {
      const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
      await measureLoad(context, { address: desk.issueUrl(), slowdown: 1 });
      await fillDesk(context, { address: desk.issueUrl(), records, today });
      profiles.push({ context, readyMs: [] });
    }
    for (let round = 0; round < STARTS; round += 1) {
      for (const { context, readyMs } of profiles) {
        readyMs.push((await measureLoad(context, { address: desk.issueUrl(), slowdown: 1 })).readyMs);
      }
    }
    const [few = 1, many = 0] = profiles.map(({ readyMs }) => spreadOf(readyMs).medianMs);
    const ratio = many / few;
    console.log(
      `\nstart of the desk, medians of ${STARTS} in turns: ${few.toFixed(0)} ms with ${SIZES[0]} records,` +
        ` ${many.toFixed(0)} ms with ${SIZES[1]}: ${ratio.toFixed(2)}x` +
        ` (at most ${START_RATIO_MAX}x: ${ratio <= START_RATIO_MAX ? 'met' : 'MISSED'})`,
    );
  } finally {
    await desk.close();
  }
}

async function fillDesk(
  context: BrowserContext,
  fill: { readonly address: string; readonly records: number; readonly today: WallDate },
): Promise<void> {
  const page = await context.newPage();
  await page.goto(fill.address);
  await page.locator('[data-screen="idle"]').waitFor({ timeout: 60_000 });
  for (let from = 0; from < fill.records; from += ROWS_AT_ONCE) {
    const count = Math.min(ROWS_AT_ONCE, fill.records - from);
    const rows = Array.from({ length: count }, (_, index) => openRow(from + index, fill.today));
    await page.evaluate(putRows, rows);
  }
  await page.close();
}

/** Runs in the page, and puts rows where the kiosk has its records. */
async function putRows(rows: readonly unknown[]): Promise<void> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await settled(indexedDB.open('kiosk'));
  const transaction = database.transaction('records', 'readwrite');
  for (const row of rows) transaction.objectStore('records').put(row);
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = () => reject(transaction.error);
  });
  database.close();
}
