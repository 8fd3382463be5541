import type { Page } from 'playwright-core';
import { type ScannerPage, serveScannerPage } from '../../renderer/scanner/scanner-page.ts';
import { launchBrowser } from '../../support/browser.ts';
import { FRAMES_PER_SECOND, LEAD_FRAMES, MARK_BITS, MARK_PIXELS } from './film.ts';
import { slowed } from './slowed.ts';

export interface Screening {
  /** What the scanner handed over, and when: milliseconds of the film. */
  readonly codes: readonly { readonly text: string; readonly filmMs: number }[];
  /** Long tasks of the main thread, by the clock, while the page was slowed. */
  readonly longTasksMs: readonly number[];
  readonly looks: number;
}

interface Noted {
  /** When frame 0 of the film was taken, on the page's clock. */
  startMs: number | null;
  readonly codes: { readonly text: string; readonly atMs: number }[];
  readonly longTasksMs: number[];
}

const READY_MS_MAX = (LEAD_FRAMES * 1000) / FRAMES_PER_SECOND;

/** Plays a film to the scanner's own page in Chromium, its process slowed so many times once the decoder reads. */
export async function screen(
  film: string,
  { frames, times }: { readonly frames: number; readonly times: number },
): Promise<Screening> {
  const site: ScannerPage = await serveScannerPage();
  const browser = await launchBrowser({ cameraFile: film });
  try {
    const page = await browser.newPage();
    await page.addInitScript(noteFrames, { MARK_BITS, MARK_PIXELS, FRAMES_PER_SECOND });
    await page.goto(site.url);
    await page.evaluate(noteEvents);
    const isReading = () =>
      Reflect.get(globalThis, 'noted').startMs !== null &&
      window.probe.scanner.technician.statistics().frames > 20;
    await page.waitForFunction(isReading, null, { timeout: READY_MS_MAX });
    const looksBefore = await looksOf(page);
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    await page.evaluate(() => Reflect.get(globalThis, 'noted').longTasksMs.splice(0));
    const startMs = await page.evaluate(() => performance.now() - Reflect.get(globalThis, 'noted').startMs);
    const slow = slowed(renderers, times);
    await new Promise((resolve) => setTimeout(resolve, (frames * 1000) / FRAMES_PER_SECOND - startMs));
    slow.stop();
    const noted = (await page.evaluate(() => Reflect.get(globalThis, 'noted'))) as Noted;
    const zeroMs = noted.startMs ?? 0;
    return {
      codes: noted.codes.map(({ text, atMs }) => ({ text, filmMs: atMs - zeroMs })),
      longTasksMs: noted.longTasksMs,
      looks: (await looksOf(page)) - looksBefore,
    };
  } finally {
    await browser.close();
    await site.close();
  }
}

function looksOf(page: Page): Promise<number> {
  return page.evaluate(() => window.probe.scanner.technician.statistics().frames);
}

/** In the page, before it loads: reads from frames on their way to the worker when the film began. */
function noteFrames(marks: { MARK_BITS: number; MARK_PIXELS: number; FRAMES_PER_SECOND: number }): void {
  const noted: Noted = { startMs: null, codes: [], longTasksMs: [] };
  Reflect.set(globalThis, 'noted', noted);
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (this: Worker, message: { picture?: unknown }, moved: never) {
    const { picture } = message;
    if (picture instanceof VideoFrame && noted.startMs === null)
      void noteStart(picture.clone(), performance.now());
    return postMessage.call(this, message, moved);
  } as typeof postMessage;
  async function noteStart(frame: VideoFrame, atMs: number): Promise<void> {
    const rect = { x: 0, y: 0, width: marks.MARK_PIXELS * marks.MARK_BITS, height: marks.MARK_PIXELS };
    const pixels = new Uint8Array(frame.allocationSize({ rect }));
    const [brightness] = await frame.copyTo(pixels, { rect });
    frame.close();
    let number = 0;
    for (let bit = 0; bit < marks.MARK_BITS; bit += 1) {
      const at = (brightness?.offset ?? 0) + 8 * (brightness?.stride ?? 0) + bit * marks.MARK_PIXELS + 8;
      if ((pixels[at] ?? 0) > 128) number |= 1 << bit;
    }
    noted.startMs = atMs - (number * 1000) / marks.FRAMES_PER_SECOND;
  }
}

/** In the page, once it is there. */
function noteEvents(): void {
  const noted = Reflect.get(globalThis, 'noted') as Noted;
  const { events } = window.probe;
  events.push = (...more) => {
    for (const event of more) {
      if (event.kind === 'code') noted.codes.push({ text: event.text, atMs: performance.now() });
    }
    return Array.prototype.push.apply(events, more);
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) noted.longTasksMs.push(entry.duration);
  }).observe({ type: 'longtask' });
}
