import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { type ScannerPage, serveScannerPage } from '../renderer/scanner/scanner-page.ts';
import { launchBrowser } from './browser.ts';
import { openWorkerHeaps, type WorkerHeap } from './worker-heap.ts';

export interface MemorySample extends WorkerHeap {
  readonly frames: number;
  /** Private memory of all of the browser's processes. */
  readonly megabytes: number;
  readonly framesPerSecond: number;
}

const MEGABYTE = 1024 * 1024;
const KILOBYTE = 1024;

/**
 * Feeds frames (an empty desk, cards that can and cannot be read) to the scanner's own worker in Chromium as
 * fast as it takes them, and weighs the browser after every step. Linux alone: it asks /proc.
 */
export async function weighScanner(options: {
  readonly frames: number;
  readonly step: number;
  /** As `launchBrowser` takes it. */
  readonly youngMegabytesMax?: number;
  readonly onSample?: (sample: MemorySample) => void;
}): Promise<MemorySample[]> {
  const young =
    options.youngMegabytesMax === undefined ? {} : { youngMegabytesMax: options.youngMegabytesMax };
  const site: ScannerPage = await serveScannerPage();
  const browser = await launchBrowser({ exposesGc: true, ...young });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(site.url);
    // Starts the worker.
    await page.evaluate(() => window.probe.feedFrames(1));
    const heaps = await openWorkerHeaps(page);
    const samples: MemorySample[] = [];
    for (let frames = options.step; frames <= options.frames; frames += options.step) {
      const startedMs = performance.now();
      const unanswered = await page.evaluate((count) => window.probe.feedFrames(count), options.step);
      if (unanswered > 0) throw new Error(`${unanswered} frames were not read`);
      const framesPerSecond = (options.step * 1000) / (performance.now() - startedMs);
      const megabytes = await weigh(browser, page);
      const sample = { frames, megabytes, framesPerSecond, ...(await heaps()) };
      samples.push(sample);
      options.onSample?.(sample);
    }
    return samples;
  } finally {
    await browser.close();
    await site.close();
  }
}

/**
 * By how many megabytes the second half has grown: the lightest of its last half against the lightest of its
 * first. The lightest, since the halves of V8's young generation come and go. `of` says what is weighed.
 */
export function laterGrowth(
  samples: readonly MemorySample[],
  of: (sample: MemorySample) => number = ({ megabytes }) => megabytes,
): number {
  const half = samples.slice(samples.length / 2);
  const middle = Math.floor(half.length / 2);
  return lightest(half.slice(middle).map(of)) - lightest(half.slice(0, middle).map(of));
}

function lightest(megabytes: readonly number[]): number {
  return Math.min(...megabytes);
}

async function weigh(browser: Browser, page: Page): Promise<number> {
  // What a collector has not got round to yet is no leak, in the page or in its workers.
  const collect = () => (Reflect.get(globalThis, 'gc') as () => void)();
  await page.evaluate(collect);
  for (const worker of page.workers()) await worker.evaluate(collect);
  const whole = await browser.newBrowserCDPSession();
  const { processInfo } = await whole.send('SystemInfo.getProcessInfo');
  await whole.detach();
  const bytes = processInfo.map(({ id }) => privateBytesOf(id));
  return bytes.reduce((sum, one) => sum + one, 0) / MEGABYTE;
}

function privateBytesOf(processId: number): number {
  const status = readFileSync(`/proc/${processId}/status`, 'utf8');
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1]) * KILOBYTE;
}
