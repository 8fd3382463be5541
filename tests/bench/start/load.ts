import type { BrowserContext, Page, Request } from 'playwright-core';

export interface LoadFigures {
  /** From the start of the navigation to the frame after the first paint of the idle desk. */
  readonly readyMs: number;
  /** Bytes of the bodies that had come over the line by then, workers and WebAssembly included. */
  readonly bytes: number;
  /** Long tasks of the main thread until then. */
  readonly longTasksMs: readonly number[];
  readonly heapBytes: number;
}

const READY_MS_MAX = 120_000;

interface ReadyFigures extends Pick<LoadFigures, 'readyMs' | 'longTasksMs'> {
  /** The same moment by the machine's clock. */
  readonly readyAtMs: number;
}

/** Opens the address in a new page and measures until the desk is ready; closes the page. */
export async function measureLoad(
  context: BrowserContext,
  { address, slowdown }: { readonly address: string; readonly slowdown: number },
): Promise<LoadFigures> {
  const page = await context.newPage();
  const loaded: Promise<{ readonly atMs: number; readonly bytes: number }>[] = [];
  const note = (request: Request) => {
    const { startTime, responseEnd } = request.timing();
    const sizes = request.sizes().catch(() => ({ responseBodySize: 0 }));
    loaded.push(
      // What the browser had kept is told as a little less than nothing.
      sizes.then(({ responseBodySize }) => ({
        atMs: startTime + responseEnd,
        bytes: Math.max(0, responseBodySize),
      })),
    );
  };
  context.on('requestfinished', note);
  await slow(page, slowdown);
  await page.addInitScript(noteReady);
  await page.goto(address);
  const ready = await page.waitForFunction(() => Reflect.get(globalThis, 'readyFigures') ?? null, null, {
    timeout: READY_MS_MAX,
    polling: 50,
  });
  const { readyMs, readyAtMs, longTasksMs } = (await ready.jsonValue()) as ReadyFigures;
  context.off('requestfinished', note);
  const heapBytes = await heapOf(page);
  const before = (await Promise.all(loaded)).filter(({ atMs }) => atMs <= readyAtMs);
  const bytes = before.reduce((sum, one) => sum + one.bytes, 0);
  await page.close();
  return { readyMs, longTasksMs, bytes, heapBytes };
}

/** Slows the main thread of the page as DevTools do. */
export async function slow(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

/** In the page: waits for the idle desk, then for the frame after its paint. */
function noteReady(): void {
  const longTasksMs: number[] = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longTasksMs.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
  const observer = new MutationObserver(() => {
    if (document.querySelector('[data-screen="idle"]') === null) return;
    observer.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => {
        const readyMs = performance.now();
        const readyAtMs = performance.timeOrigin + readyMs;
        Reflect.set(globalThis, 'readyFigures', { readyMs, readyAtMs, longTasksMs });
      }),
    );
  });
  observer.observe(document, { childList: true, subtree: true });
}
