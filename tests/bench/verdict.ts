import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { servePages } from '../support/page-site.ts';
import type { VerdictSamples } from './pages/verdict-page.tsx';
import { spreadOf } from './samples.ts';

const CARDS = 10_000;
const ROUNDS = 200;
const PAGES = join(import.meta.dirname, 'pages');

/**
 * Decoded text to painted verdict, in a real browser and through the real store, `checkCard` and the screen
 * that the clerk sees, beside what no such kiosk can do without: one read of a plain row, one paint.
 */
export async function benchVerdict(): Promise<void> {
  const site = await servePages({ root: PAGES, plugins: [react()] });
  let browser: Browser | null = null;
  try {
    browser = await launchBrowser({});
    report(await measured(browser, site.url));
  } finally {
    await browser?.close();
    await site.close();
  }
}

async function measured(browser: Browser, address: string): Promise<VerdictSamples> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.on('pageerror', (error) => console.error(error));
  await page.goto(address);
  await page.waitForFunction('window.benchVerdict !== undefined');
  return page.evaluate(([cards, rounds]) => window.benchVerdict({ cards, rounds }), [CARDS, ROUNDS] as const);
}

function report(samples: VerdictSamples): void {
  const bareGet = spreadOf(samples.bareGetMs);
  const emptyRender = spreadOf(samples.emptyRenderMs);
  const floor = {
    medianMs: bareGet.medianMs + emptyRender.medianMs,
    p95Ms: bareGet.p95Ms + emptyRender.p95Ms,
  };
  const rows = {
    'bare IndexedDB get': bareGet,
    'empty React render, painted': emptyRender,
    'get + render (the floor)': floor,
    'scan to decision': spreadOf(samples.decisionMs),
    'scan to verdict, painted': spreadOf(samples.verdictMs),
  };
  console.log(
    `\nScan to verdict: ${CARDS} cards cached, ${ROUNDS} interleaved rounds, ${samples.browser}` +
      `\nloading the cards took ${(samples.loadMs / 1000).toFixed(1)} s; painted = the frame after the paint\n`,
  );
  console.log(
    `${''.padEnd(30)}${['median ms', 'p95 ms', 'x floor', 'p95 x'].map((head) => head.padStart(11)).join('')}`,
  );
  for (const [name, { medianMs, p95Ms }] of Object.entries(rows)) {
    const figures = [medianMs, p95Ms, medianMs / floor.medianMs, p95Ms / floor.p95Ms];
    console.log(name.padEnd(30) + figures.map((figure) => figure.toFixed(2).padStart(11)).join(''));
  }
}
