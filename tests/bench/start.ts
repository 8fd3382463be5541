import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { spreadOf } from './samples.ts';
import { type LoadFigures, measureLoad } from './start/load.ts';
import { serveDesk } from './start/served-desk.ts';
import { serveEmptyPage } from './start/served-empty.ts';
import { measureVerdicts } from './start/verdicts.ts';

/** Loads of each page, in turns, so that whatever else the machine does troubles both alike. */
const ROUNDS = 5;
const SLOWDOWNS = [1, 6] as const;
const FIRST_RATIO_MAX = 2;
const LATER_RATIO_MAX = 1.3;
const SCANS = 40;
const VERDICT_P95_MS_MAX = 150;
const LONG_TASK_MS_MAX = 50;

type Moment = 'first' | 'later';
const MOMENTS: readonly Moment[] = ['first', 'later'];

interface Page {
  readonly name: string;
  address(): Promise<string>;
}

/**
 * From an address to a desk that is ready for a card, at the first start of a browser profile and at a later one,
 * plain and with the page's main thread slowed six times, beside an empty page of the same libraries; then from the
 * last key of a hand scanner to the painted answer.
 */
export async function benchStart(): Promise<void> {
  const desk = await serveDesk();
  const site = await serveEmptyPage();
  const browser = await launchBrowser({ cameras: 1 });
  try {
    const pages: readonly Page[] = [
      { name: 'empty page, same libraries', address: async () => site.url },
      { name: 'kiosk', address: async () => desk.issueUrl() },
    ];
    console.log(`\nStart: ${ROUNDS} loads of each page in turns, Chromium ${browser.version()}; medians`);
    for (const slowdown of SLOWDOWNS) report(slowdown, await loadsOf(browser, pages, slowdown));
    const verdicts = await measureVerdicts(browser, { address: desk.issueUrl(), scans: SCANS, slowdown: 6 });
    const { medianMs, p95Ms } = spreadOf(verdicts.answerMs);
    console.log(
      `\nlast key of a scan to painted answer, slowed 6 times: median ${medianMs.toFixed(0)} ms, p95 ${p95Ms.toFixed(0)} ms` +
        ` (at most ${VERDICT_P95_MS_MAX}: ${p95Ms <= VERDICT_P95_MS_MAX ? 'met' : 'MISSED'});` +
        ` longest task ${verdicts.longestTaskMs.toFixed(0)} ms` +
        ` (at most ${LONG_TASK_MS_MAX}: ${verdicts.longestTaskMs <= LONG_TASK_MS_MAX ? 'met' : 'MISSED'})`,
    );
  } finally {
    await browser.close();
    await desk.close();
    await site.close();
  }
}

type Loads = ReadonlyMap<string, Readonly<Record<Moment, LoadFigures[]>>>;

async function loadsOf(browser: Browser, pages: readonly Page[], slowdown: number): Promise<Loads> {
  const loads = new Map(
    pages.map(({ name }) => [name, { first: [], later: [] } as Record<Moment, LoadFigures[]>]),
  );
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, address } of pages) {
      const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
      for (const moment of MOMENTS) {
        loads.get(name)?.[moment].push(await measureLoad(context, { address: await address(), slowdown }));
      }
      await closed(context);
    }
  }
  return loads;
}

async function closed(context: BrowserContext): Promise<void> {
  await context.close();
}

function report(slowdown: number, loads: Loads): void {
  console.log(slowdown === 1 ? '\nas it is' : `\nslowed ${slowdown} times`);
  const heads = ['ready ms', 'bytes', 'long tasks', 'longest ms', 'heap MB'];
  console.log(''.padEnd(36) + heads.map((head) => head.padStart(12)).join(''));
  const readyMs = new Map<string, number>();
  for (const moment of MOMENTS) {
    for (const [name, figures] of loads) {
      const middle = (of: (one: LoadFigures) => number) => spreadOf(figures[moment].map(of)).medianMs;
      readyMs.set(
        `${name}/${moment}`,
        middle((one) => one.readyMs),
      );
      const row = [
        middle((one) => one.readyMs).toFixed(0),
        middle((one) => one.bytes).toFixed(0),
        middle((one) => one.longTasksMs.length).toFixed(0),
        middle((one) => Math.max(0, ...one.longTasksMs)).toFixed(0),
        (middle((one) => one.heapBytes) / 2 ** 20).toFixed(1),
      ];
      console.log(`${name}, ${moment}`.padEnd(36) + row.map((cell) => cell.padStart(12)).join(''));
    }
  }
  for (const [moment, most] of [
    ['first', FIRST_RATIO_MAX],
    ['later', LATER_RATIO_MAX],
  ] as const) {
    const [empty = 1, kiosk = 0] = [...loads.keys()].map((name) => readyMs.get(`${name}/${moment}`));
    const ratio = kiosk / empty;
    console.log(
      `${moment} start: ${ratio.toFixed(2)}x the empty page (at most ${most}x: ${ratio <= most ? 'met' : 'MISSED'})`,
    );
  }
}
