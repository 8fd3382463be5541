import type { Browser } from 'playwright-core';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import { scanByHand } from '../../support/hand-scanner.ts';
import { slow } from './load.ts';

export interface VerdictFigures {
  readonly answerMs: readonly number[];
  readonly longestTaskMs: number;
}

const CARDS = [demoCardNumber(1), demoCardNumber(2), demoCardNumber(3)] as const;
const WARM_UP_SCANS = 3;

/** Scans cards one after another by a hand scanner, at a real desk. */
export async function measureVerdicts(
  browser: Browser,
  {
    address,
    scans,
    slowdown,
  }: { readonly address: string; readonly scans: number; readonly slowdown: number },
): Promise<VerdictFigures> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await page.addInitScript(noteAnswers);
  await page.goto(address);
  await page.locator('[data-screen="idle"]').waitFor({ timeout: 60_000 });
  await page.waitForTimeout(3_000);
  await slow(page, slowdown);
  for (let scan = 0; scan < scans + WARM_UP_SCANS; scan += 1) {
    if (scan === WARM_UP_SCANS)
      await page.evaluate(() => Reflect.set(globalThis, 'answers', { ms: [], tasks: [] }));
    await scanByHand(page, CARDS[scan % CARDS.length] ?? CARDS[0], { suffix: 'Enter' });
    await page.locator('[data-screen="decided"]').waitFor();
    await page.waitForTimeout(300);
    await page.keyboard.press('Escape');
    await page.locator('[data-screen="idle"]').waitFor();
    await page.waitForTimeout(300);
  }
  const { ms, tasks } = (await page.evaluate(() => Reflect.get(globalThis, 'answers'))) as {
    ms: number[];
    tasks: number[];
  };
  await context.close();
  if (ms.length < scans) throw new Error(`of ${scans} scans ${ms.length} were answered`);
  return { answerMs: ms, longestTaskMs: Math.max(0, ...tasks) };
}

/** In the page: from the last Enter to the frame after the paint of an answer. */
function noteAnswers(): void {
  const figures = { ms: [] as number[], tasks: [] as number[] };
  Reflect.set(globalThis, 'answers', figures);
  const now = () => Reflect.get(globalThis, 'answers') as typeof figures;
  let enteredMs: number | null = null;
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter') enteredMs = event.timeStamp;
    },
    true,
  );
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) now().tasks.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
  let isShown = false;
  new MutationObserver(() => {
    const shows = document.querySelector('[data-screen="decided"]') !== null;
    if (shows && !isShown && enteredMs !== null) {
      const fromMs = enteredMs;
      requestAnimationFrame(() => setTimeout(() => now().ms.push(performance.now() - fromMs)));
    }
    isShown = shows;
  }).observe(document, { childList: true, subtree: true });
}
