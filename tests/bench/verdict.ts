import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { servePages } from '../support/page-site.ts';
import type { VerdictSamples } from './pages/verdict-page.tsx';
import { spreadOf } from './samples.ts';

/** What a city has must be answered nearly as quickly as what a village has. */
const SIZES = [1_000, 1_000_000] as const;
const P95_RATIO_MAX = 1.5;
/** Sizes take turns, so that whatever else the machine does troubles them alike. */
const TURNS = 8;
const ROUNDS_PER_TURN = 40;
const PAGES = join(import.meta.dirname, 'pages');

interface SizeSamples {
  readonly cards: number;
  readonly loadMs: number;
  readonly samples: VerdictSamples;
}

/**
 * Decoded text to painted verdict, in a real browser and through the real store, `checkCard` and the screen
 * that the clerk sees, beside what no such kiosk can do without: one read of a plain row, one paint.
 */
export async function benchVerdict(): Promise<void> {
  const site = await servePages({ root: PAGES, plugins: [react()] });
  let browser: Browser | null = null;
  try {
    browser = await launchBrowser({});
    const measured = await measureInTurns(browser, site.url);
    console.log(
      `\nScan to verdict: ${TURNS * ROUNDS_PER_TURN} rounds a size in turns, Chromium ${browser.version()};` +
        ' painted = the frame after the paint',
    );
    for (const size of measured) report(size);
    compare(measured);
  } finally {
    await browser?.close();
    await site.close();
  }
}

/** One page a size, each with a database of its own. */
async function measureInTurns(browser: Browser, address: string): Promise<readonly SizeSamples[]> {
  const sizes = [];
  for (const cards of SIZES) {
    const page = await openPage(browser, address);
    const loadMs = await page.evaluate((count) => window.benchVerdict?.prepare(count), cards);
    if (loadMs === undefined) throw new Error('the page has no bench');
    sizes.push({ cards, loadMs, page, turns: [] as VerdictSamples[] });
  }
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const { page, turns } of sizes) {
      await page.bringToFront();
      const samples = await page.evaluate((rounds) => window.benchVerdict?.measure(rounds), ROUNDS_PER_TURN);
      if (samples !== undefined) turns.push(samples);
    }
  }
  return sizes.map(({ cards, loadMs, turns }) => ({ cards, loadMs, samples: joined(turns) }));
}

async function openPage(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.on('pageerror', (error) => console.error(error));
  await page.goto(address);
  await page.waitForFunction('window.benchVerdict !== undefined');
  return page;
}

function joined(turns: readonly VerdictSamples[]): VerdictSamples {
  return {
    bareGetMs: turns.flatMap((turn) => turn.bareGetMs),
    emptyRenderMs: turns.flatMap((turn) => turn.emptyRenderMs),
    decisionMs: turns.flatMap((turn) => turn.decisionMs),
    verdictMs: turns.flatMap((turn) => turn.verdictMs),
  };
}

function report({ cards, loadMs, samples }: SizeSamples): void {
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
  console.log(`\n${cards} cards cached (loaded in ${(loadMs / 1000).toFixed(1)} s)`);
  console.log(
    `${''.padEnd(30)}${['median ms', 'p95 ms', 'x floor', 'p95 x'].map((head) => head.padStart(11)).join('')}`,
  );
  for (const [name, { medianMs, p95Ms }] of Object.entries(rows)) {
    const figures = [medianMs, p95Ms, medianMs / floor.medianMs, p95Ms / floor.p95Ms];
    console.log(name.padEnd(30) + figures.map((figure) => figure.toFixed(2).padStart(11)).join(''));
  }
}

function compare(measured: readonly SizeSamples[]): void {
  const [few, many] = measured.map(({ samples }) => spreadOf(samples.verdictMs).p95Ms);
  if (few === undefined || many === undefined) return;
  const ratio = many / few;
  console.log(
    `\nscan to painted verdict, p95: ${SIZES[1]} cards take ${ratio.toFixed(2)}x as long as ${SIZES[0]}` +
      ` (at most ${P95_RATIO_MAX}x: ${ratio <= P95_RATIO_MAX ? 'met' : 'MISSED'})`,
  );
}
