import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cardNumberOf } from '../../../src/domain/card/card-number.ts';
import type { ShownThing } from '../../../src/renderer/demo/shown-picture.ts';
import type { ScannerEvent } from '../../../src/renderer/scanner/scanner-event.ts';
import { type VideoSegment, writeCardVideo } from '../../e2e/support/card-video.ts';
import { launchBrowser } from '../../support/browser.ts';
import { type ScannerPage, serveScannerPage } from './scanner-page.ts';

const A = cardNumberOf('LW20260001');
const B = cardNumberOf('LW20260002');
const BLANK: VideoSegment = { seconds: 1.5, cards: [] };
/** Long enough for a machine that does much else; nothing is judged by it. */
const WITHIN = { timeout: 50_000, interval: 50 };

let site: ScannerPage;
let folder: string;
let browser: Browser | null = null;

beforeAll(async () => {
  site = await serveScannerPage();
  folder = await mkdtemp(join(tmpdir(), 'card-video-'));
});

afterEach(async () => {
  await browser?.close();
  browser = null;
});

afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

test('reads a turned and blurred bar code, then a QR, from a real camera stream, once each', async () => {
  const page = await openBefore([
    { seconds: 2, cards: [{ text: A, code: 'code128', degrees: 7, blur: 1, modulePixels: 2.5 }] },
    BLANK,
    { seconds: 2, cards: [{ text: B, code: 'qr', degrees: -20, blur: 2 }] },
    BLANK,
  ]);
  await expect.poll(() => codesOf(page), WITHIN).toEqual([A, B]);
  expect(await events(page, 'camera')).toMatchObject([
    { state: { kind: 'starting' } },
    { state: { kind: 'running' } },
  ]);
  await expect.poll(async () => (await events(page, 'in-view')).length, WITHIN).toBeGreaterThanOrEqual(4);
});

test('reads a card held upside down or on its side', async () => {
  const page = await openBefore([
    { seconds: 1.5, cards: [{ text: A, code: 'code128', degrees: 90 }] },
    BLANK,
    { seconds: 1.5, cards: [{ text: B, code: 'code128', degrees: 184, blur: 1 }] },
    BLANK,
  ]);
  // The film starts again: whoever looks too seldom sees a card the next time.
  await expect.poll(async () => [...new Set(await codesOf(page))].toSorted(), WITHIN).toEqual([A, B]);
});

test('two cards in view are none', async () => {
  const page = await openBefore([
    {
      seconds: 2,
      cards: [
        { text: A, code: 'code128', x: 0.27, degrees: 3 },
        { text: B, code: 'qr', x: 0.75, degrees: -4 },
      ],
    },
  ]);
  await expect
    .poll(() => events(page, 'two-cards'), WITHIN)
    .toEqual([{ kind: 'two-cards', source: 'camera' }]);
  expect(await codesOf(page)).toEqual([]);
});

test('hands over a QR of 3,000 characters and one with script as the text that they are', async () => {
  const long = 'LW'.repeat(1500);
  const script = '<script>alert(1)</script>';
  const page = await openBefore([
    { seconds: 2, cards: [{ text: long, code: 'qr', modulePixels: 4 }] },
    BLANK,
    { seconds: 2, cards: [{ text: script, code: 'qr' }] },
    BLANK,
  ]);
  await expect.poll(() => codesOf(page), WITHIN).toEqual([long, script]);
});

test('says that there is no camera', async () => {
  browser = await launchBrowser({ cameraFile: join(folder, 'missing.y4m') });
  await expectCamera(await openPage(browser), 'none');
});

test('says that the camera is denied', async () => {
  browser = await launchBrowser({ cameraFile: videoOf([BLANK]), camera: 'denied' });
  await expectCamera(await openPage(browser), 'denied');
});

test('says that the camera came off, and takes it again by itself', async () => {
  const page = await openBefore([BLANK]);
  await expectCamera(page, 'running');
  await page.evaluate(() => {
    const stream = document.querySelector('video')?.srcObject;
    if (stream instanceof MediaStream) stream.getVideoTracks()[0]?.dispatchEvent(new Event('ended'));
  });
  const kinds = async () => (await events(page, 'camera')).map((event) => event.state.kind);
  await expect.poll(kinds, WITHIN).toEqual(['starting', 'running', 'unplugged', 'running']);
});

test('lets go of the camera when it is closed', async () => {
  const page = await openBefore([BLANK]);
  await expectCamera(page, 'running');
  const state = await page.evaluate(() => {
    const stream = document.querySelector('video')?.srcObject;
    window.probe.scanner.close();
    return stream instanceof MediaStream ? stream.getVideoTracks()[0]?.readyState : 'no stream';
  });
  expect(state).toBe('ended');
});

test('reads the pictures of the demo through the same decoder', async () => {
  const page = await openWithoutCamera();
  const card = { cardNumber: A, code: 'code128' } as const;
  const other = { cardNumber: B, code: 'qr' } as const;
  expect(await showPicture(page, { kind: 'card', card })).toEqual({ kind: 'code', text: A });
  expect(await showPicture(page, { kind: 'card', card: other })).toEqual({ kind: 'code', text: B });
  expect(await showPicture(page, { kind: 'two-cards', cards: [card, other] })).toEqual({ kind: 'two-cards' });
  expect(await showPicture(page, { kind: 'website' })).toEqual({
    kind: 'code',
    text: 'https://www.lw.gov.cn/',
  });
  expect(await page.evaluate(() => window.probe.scanner.scanPicture(new ImageData(640, 360)))).toEqual({
    kind: 'nothing',
  });
  expect(await codesOf(page)).toEqual([A, B, 'https://www.lw.gov.cn/']);
});

test('leaves all looking at frames to the worker: the page itself has no reader', async () => {
  const page = await openBefore([
    { seconds: 1, cards: [] },
    { seconds: 1, cards: [{ text: A, code: 'code128', degrees: 12, modulePixels: 2 }] },
  ]);
  await expect.poll(() => codesOf(page), WITHIN).toContain(A);
  const readers = await page.evaluate(async () => {
    const { origin } = location;
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.startsWith(origin));
    const texts = await Promise.all(
      scripts
        .filter(({ name }) => name.endsWith('.js'))
        .map(async ({ name }) => ({
          isWorker: name.includes('worker'),
          text: await (await fetch(name)).text(),
        })),
    );
    return texts.map(({ isWorker, text }) => ({ isWorker, reads: text.includes('readVideoFrame') }));
  });
  expect(readers).toContainEqual({ isWorker: true, reads: true });
  expect(readers.filter(({ isWorker }) => !isWorker).length).toBeGreaterThan(0);
  expect(readers.filter(({ isWorker, reads }) => reads && !isWorker)).toEqual([]);
});

test('fetches both its wasm from its own origin and nothing from anywhere else', async () => {
  browser = await launchBrowser({});
  const context = await browser.newContext();
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  const page = await openPage(context);
  await showPicture(page, { kind: 'card', card: { cardNumber: A, code: 'qr' } });
  const wasm = asked.filter((url) => url.endsWith('.wasm')).map((url) => url.replace(/-[^-]*$/, ''));
  expect(wasm.toSorted()).toEqual([`${site.url}assets/zbar`, `${site.url}assets/zxing_reader`]);
  expect(asked.filter((url) => !url.startsWith(site.url) && !url.startsWith('data:'))).toEqual([]);
});

test('reads on in plain script where the wasm cannot be loaded', async () => {
  browser = await launchBrowser({});
  const context = await browser.newContext();
  let blocked = 0;
  await context.route('**/*.wasm', async (route) => {
    blocked += 1;
    await route.abort();
  });
  const page = await openPage(context, ['wasm', 'ArrayBuffer instantiation']);
  const shown = (code: 'code128' | 'qr') =>
    showPicture(page, { kind: 'card', card: { cardNumber: A, code } });
  expect(await shown('code128')).toEqual({ kind: 'code', text: A });
  expect(await shown('qr')).toEqual({ kind: 'code', text: A });
  expect(blocked).toBeGreaterThan(0);
  // The technicians' page says so; who scans sees no difference but in time.
  expect(await page.evaluate(() => window.probe.scanner.technician.isWasm())).toBe(false);
});

test('replaces a decoder that crashed', async () => {
  const page = await openWithoutCamera();
  const card = { cardNumber: A, code: 'qr' } as const;
  await showPicture(page, { kind: 'card', card });
  const [worker] = page.workers();
  const gone = new Promise<void>((resolve) => worker?.once('close', () => resolve()));
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('a crash');
    }, 0);
  });
  await gone;
  expect(await showPicture(page, { kind: 'card', card })).toEqual({ kind: 'code', text: A });
});

function videoOf(segments: readonly VideoSegment[]): string {
  const file = join(folder, `${performance.now()}.y4m`);
  writeCardVideo(file, segments);
  return file;
}

async function openBefore(segments: readonly VideoSegment[]): Promise<Page> {
  browser = await launchBrowser({ cameraFile: videoOf(segments) });
  return await openPage(browser);
}

async function openWithoutCamera(): Promise<Page> {
  browser = await launchBrowser({});
  return await openPage(browser);
}

/** Opens the page; what it writes on the console, a refusal by the content security policy too, is a failure. */
async function openPage(
  source: Pick<Browser, 'newPage'>,
  expectedWords: readonly string[] = [],
): Promise<Page> {
  const page = await source.newPage();
  const complain = (text: string) => {
    if (!expectedWords.some((word) => text.includes(word))) complaints.push(text);
  };
  page.on('console', (message) => complain(message.text()));
  page.on('pageerror', (error) => complain(error.message));
  await page.goto(site.url);
  return page;
}

const complaints: string[] = [];
afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});

async function events<K extends ScannerEvent['kind']>(page: Page, kind: K) {
  const all = await page.evaluate(() => window.probe.events);
  return all.filter((event): event is Extract<ScannerEvent, { kind: K }> => event.kind === kind);
}

async function codesOf(page: Page): Promise<string[]> {
  return (await events(page, 'code')).map((event) => event.text);
}

async function expectCamera(page: Page, kind: string): Promise<void> {
  await expect.poll(async () => (await events(page, 'camera')).at(-1)?.state.kind, WITHIN).toBe(kind);
}

async function showPicture(page: Page, held: ShownThing) {
  return await page.evaluate((thing) => {
    const { scanner, takePicture } = window.probe;
    return scanner.scanPicture(takePicture(thing));
  }, held);
}
