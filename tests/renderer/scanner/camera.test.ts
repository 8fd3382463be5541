import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cardNumberOf } from '../../../src/domain/card/card-number.ts';
import type { CameraState } from '../../../src/renderer/scanner/scanner-event.ts';
import { type VideoSegment, writeCardVideo } from '../../e2e/support/card-video.ts';
import { launchBrowser } from '../../support/browser.ts';
import { type ScannerPage, serveScannerPage } from './scanner-page.ts';

const CARD = cardNumberOf('LW20260001');
const WITHIN = { timeout: 30_000, interval: 50 };

let site: ScannerPage;
let folder: string;
let browser: Browser | null = null;

beforeAll(async () => {
  site = await serveScannerPage();
  folder = await mkdtemp(join(tmpdir(), 'camera-video-'));
});
afterEach(async () => {
  await browser?.close();
  browser = null;
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

test('says that the picture is black, while the camera says that all is well', async () => {
  const page = await openBefore([{ seconds: 1, cards: [], trouble: 'black' }]);
  await expect.poll(() => kinds(page), WITHIN).toEqual(['starting', 'running', 'black']);
});

test('says that the picture is frozen', async () => {
  const page = await openBefore([{ seconds: 1, cards: [], trouble: 'frozen' }]);
  await expect.poll(() => kinds(page), WITHIN).toEqual(['starting', 'running', 'frozen']);
});

test('says that another program has the camera, and takes it by itself once it is free', async () => {
  const page = await openBlank();
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    let isTaken = true;
    mediaDevices.getUserMedia = async (constraints) => {
      if (!isTaken) return open(constraints);
      isTaken = false;
      throw new DOMException('Could not start video source', 'NotReadableError');
    };
  });
  await page.goto(site.url);
  await expect.poll(() => kinds(page), WITHIN).toEqual(['starting', 'busy', 'running']);
});

test('takes a camera by itself that is plugged in later', async () => {
  const page = await openBlank();
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    let isPlugged = false;
    mediaDevices.addEventListener('devicechange', () => {
      isPlugged = true;
    });
    mediaDevices.getUserMedia = async (constraints) => {
      if (!isPlugged) throw new DOMException('Requested device not found', 'NotFoundError');
      return await open(constraints);
    };
  });
  await page.goto(site.url);
  await expect.poll(() => kinds(page), WITHIN).toEqual(['starting', 'none']);
  await page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event('devicechange')));
  await expect.poll(() => kinds(page), WITHIN).toEqual(['starting', 'none', 'running']);
});

test('takes the camera that was chosen, and another where that one is gone', async () => {
  const page = await openBlank({ cameras: 2 });
  await page.goto(site.url);
  await expect.poll(() => last(page), WITHIN).toMatchObject({ kind: 'running' });
  const [first, second] = await page.evaluate(async () =>
    (await navigator.mediaDevices.enumerateDevices())
      .filter((device) => device.kind === 'videoinput')
      .map((device) => device.deviceId),
  );
  expect(second).not.toBe(first);
  for (const cameraId of [second, first]) {
    await page.evaluate((id) => window.probe.scanner.setCamera(id), cameraId ?? null);
    await expect.poll(() => last(page), WITHIN).toMatchObject({ kind: 'running', cameraId });
  }
  await page.evaluate(() => window.probe.scanner.setCamera('one that is not plugged in'));
  await expect.poll(() => last(page), WITHIN).toMatchObject({ kind: 'running', cameraId: first });
});

test('looks at 720p, at 1080p once it is asked to, and lets one focus where the camera can', async () => {
  const page = await openBlank({ cameras: 1 });
  await page.goto(site.url);
  await expect.poll(() => last(page), WITHIN).toMatchObject({ kind: 'running', width: 1280, height: 720 });
  await page.evaluate(() => window.probe.scanner.setSize('1080p'));
  await expect.poll(() => last(page), WITHIN).toMatchObject({ width: 1920, height: 1080 });
  await expect
    .poll(() => page.evaluate(() => document.querySelector('video')?.videoWidth), WITHIN)
    .toBe(1920);
  await page.evaluate(() => window.probe.scanner.setSize('auto'));
  await expect.poll(() => last(page), WITHIN).toMatchObject({ width: 1280, height: 720 });
  await page.evaluate(() => window.probe.scanner.control({ kind: 'focus', distance: 75 }));
  await expect
    .poll(() => last(page), WITHIN)
    .toMatchObject({ controls: { torch: null, zoom: null, focus: { distance: { value: 75 } } } });
});

test('lets go of every copy of its track, however fast its size was changed', async () => {
  const page = await openBlank({ cameras: 1 });
  await page.addInitScript(() => {
    const copies: MediaStreamTrack[] = [];
    Reflect.set(globalThis, 'copies', copies);
    const { clone } = MediaStreamTrack.prototype;
    MediaStreamTrack.prototype.clone = function () {
      const copy = clone.call(this);
      copies.push(copy);
      return copy;
    };
  });
  const alive = () =>
    page.evaluate(() => {
      const copies = Reflect.get(globalThis, 'copies') as MediaStreamTrack[];
      return [copies.length, copies.filter(({ readyState }) => readyState === 'live').length];
    });
  await page.goto(site.url);
  await expect.poll(() => last(page), WITHIN).toMatchObject({ kind: 'running' });
  await page.evaluate(() => {
    window.probe.scanner.setSize('1080p');
    window.probe.scanner.setSize('720p');
  });
  await expect.poll(alive, WITHIN).toEqual([3, 1]);
  await page.evaluate(() => window.probe.scanner.close());
  expect(await alive()).toEqual([3, 0]);
});

test('offers light and zoom where the camera has them, and sets them', async () => {
  const page = await openBlank();
  await page.addInitScript(() => {
    const set: Record<string, unknown> = { torch: false, zoom: 100 };
    const { getCapabilities, getSettings, applyConstraints } = MediaStreamTrack.prototype;
    MediaStreamTrack.prototype.getCapabilities = function () {
      return { ...getCapabilities.call(this), torch: true, zoom: { min: 100, max: 400, step: 10 } };
    };
    MediaStreamTrack.prototype.getSettings = function () {
      return { ...getSettings.call(this), ...set };
    };
    MediaStreamTrack.prototype.applyConstraints = function (constraints) {
      if (constraints?.advanced === undefined) return applyConstraints.call(this, constraints);
      Object.assign(set, ...constraints.advanced);
      return Promise.resolve();
    };
  });
  await page.goto(site.url);
  await expect
    .poll(() => last(page), WITHIN)
    .toMatchObject({
      controls: { torch: false, zoom: { min: 100, max: 400, step: 10, value: 100 } },
    });
  await page.evaluate(() => {
    window.probe.scanner.control({ kind: 'torch', isOn: true });
    window.probe.scanner.control({ kind: 'zoom', value: 250 });
  });
  await expect
    .poll(() => last(page), WITHIN)
    .toMatchObject({ controls: { torch: true, zoom: { value: 250 } } });
});

test('says that nobody can read where the decoder keeps crashing, and reads on once it stays up', async () => {
  const page = await openBlank();
  let refused = 0;
  await page.route('**/decode-worker*', async (route) => {
    refused += 1;
    if (refused <= 3) await route.abort();
    else await route.continue();
  });
  await page.goto(site.url);
  await expect
    .poll(() => kinds(page), WITHIN)
    .toEqual(expect.arrayContaining(['starting', 'no-decoder', 'running']));
  await expect.poll(() => last(page), WITHIN).toMatchObject({ kind: 'running' });
  expect(refused).toBeGreaterThan(3);
});

test('reads the next card before the camera after a decoder crashed', async () => {
  const page = await openBefore([
    { seconds: 1.5, cards: [] },
    { seconds: 1.5, cards: [{ text: CARD, code: 'qr' }] },
  ]);
  await expect.poll(() => cards(page), WITHIN).toEqual([CARD]);
  const [worker] = page.workers();
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('a crash');
    }, 0);
  });
  await expect.poll(() => cards(page), WITHIN).toEqual([CARD, CARD]);
  expect(await page.evaluate(() => window.probe.scanner.technician.statistics().crashes)).toBe(1);
});

async function openBefore(segments: readonly VideoSegment[]): Promise<Page> {
  const cameraFile = join(folder, `${performance.now()}.y4m`);
  writeCardVideo(cameraFile, segments);
  browser = await launchBrowser({ cameraFile });
  const page = await browser.newPage();
  await page.goto(site.url);
  return page;
}

/** Before a camera of Chromium's own, or two: a moving picture, 1080p and a focus that can be set. */
async function openBlank({ cameras = 1 } = {}): Promise<Page> {
  browser = await launchBrowser({ cameras });
  return await browser.newPage();
}

async function states(page: Page): Promise<CameraState[]> {
  const events = await page.evaluate(() => window.probe.events);
  return events.flatMap((event) => (event.kind === 'camera' ? [event.state] : []));
}

async function last(page: Page): Promise<CameraState | undefined> {
  return (await states(page)).at(-1);
}

/** Each kind of state once in a row: a camera tells its controls a moment after it runs. */
async function kinds(page: Page): Promise<string[]> {
  const all = (await states(page)).map((state) => state.kind);
  return all.filter((kind, index) => kind !== all[index - 1]);
}

async function cards(page: Page): Promise<string[]> {
  const events = await page.evaluate(() => window.probe.events);
  return events.flatMap((event) => (event.kind === 'code' ? [event.text] : []));
}
