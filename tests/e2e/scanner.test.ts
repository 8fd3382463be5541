import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { launchBrowser } from '../support/browser.ts';
import { pictureOf, writeCardVideo } from './support/card-video.ts';
import { type Desk, startDesk } from './support/desk.ts';
import { chooseLanguage, type DeskPage, isReady, openDeskPage, press, wedge } from './support/desk-page.ts';
import { type DistrictCommand, startDistrictCommand } from './support/district-command.ts';

const ALONE = demoCardNumber(2);
const COUPLE = demoCardNumber(3);
const POLL = { timeout: 20_000 };

let folder: string;
let district: DistrictCommand;
let desk: Desk;
let browser: Browser;
let opened: DeskPage;
let page: Page;
const asked: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-scanner-'));
  district = await startDistrictCommand({ folder: join(folder, 'district') });
  desk = await startDesk({ folder: join(folder, 'desk'), site: 'xijiao-pool', district });
  const video = join(folder, 'far.y4m');
  // Bars that are seen and too small to be read: every stage has its turn, and no card opens.
  writeCardVideo(video, [
    { seconds: 1, cards: [{ text: COUPLE, code: 'code128', degrees: 15, modulePixels: 0.8, blur: 1 }] },
    { seconds: 1, cards: [] },
  ]);
  browser = await launchBrowser({ cameraFile: video });
  browser.on('context', (context) => context.on('request', (request) => asked.push(request.url())));
  opened = await openDeskPage(browser, await desk.address());
  page = opened.page;
  await isReady(page);
  await page.locator('[data-camera="running"]').waitFor();
});
afterEach(async () => {
  await press(page, 'Escape', 'Escape', 'Escape');
  await isReady(page);
  await chooseLanguage(page, '中文');
  opened.expectQuiet();
});
afterAll(async () => {
  await browser.close();
  await desk.stop();
  await district.kill();
  rmSync(folder, { recursive: true, force: true });
});

test('the desk scans with wasm from its own origin alone', async () => {
  const { origin } = new URL(page.url());
  const wasm = () => asked.filter((url) => url.endsWith('.wasm')).map((url) => new URL(url).origin);
  await expect.poll(wasm, POLL).toEqual([origin, origin]);
  expect(asked.filter((url) => !url.startsWith(origin) && !/^(data|blob):/.test(url))).toEqual([]);
});

test('a locked desk lets go of the camera and takes it again when it is unlocked', async () => {
  const track = await page.evaluateHandle(() => {
    const stream = document.querySelector<HTMLVideoElement>('[data-camera] video')?.srcObject;
    return stream instanceof MediaStream ? stream.getVideoTracks()[0] : undefined;
  });
  expect(await track.evaluate((one) => one?.readyState)).toBe('live');
  await press(page, 'F12');
  await page.locator('[data-screen="lock"]').waitFor();
  await expect.poll(() => track.evaluate((one) => one?.readyState), POLL).toBe('ended');
  await press(page, 'Enter');
  await expect
    .poll(
      () =>
        page.evaluate(() => {
          const stream = document.querySelector<HTMLVideoElement>('[data-camera] video')?.srcObject;
          return stream instanceof MediaStream ? stream.active : false;
        }),
      POLL,
    )
    .toBe(true);
  await page.locator('[data-camera="running"]').waitFor();
});

test('a picture of a card is read from a file, a drop and the clipboard, and others are told apart', async () => {
  const card = await cardPicture(ALONE);
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, 'F3')]);
  await chooser.setFiles({ name: 'card.png', mimeType: 'image/png', buffer: card });
  await page.getByText('孙*空').waitFor();
  for (const way of ['drop', 'paste'] as const) {
    await press(page, 'Escape', 'Escape');
    await isReady(page);
    await give(way, card);
    await page.getByText('孙*空').waitFor();
  }
  await press(page, 'Escape', 'Escape');
  await give(
    'drop',
    await sharp({ create: { width: 640, height: 480, channels: 3, background: '#aaa' } })
      .png()
      .toBuffer(),
  );
  await page.locator('[data-picture="nothing"]').getByText('没有找到条码').waitFor();
  await give('paste', Buffer.from('no picture'));
  await page.locator('[data-picture="no-picture"]').getByText('这不是图片').waitFor();
  await give('drop', await cardPicture(ALONE, COUPLE));
  await page.locator('[data-rejection="two-cards"]').waitFor();
});

test('a technician looks into the scanner and keeps a frame, by keyboard alone, in both languages', async () => {
  for (const words of [
    {
      language: '中文',
      page: '识读检查（技术员）',
      save: '保存最近一张没读出的画面',
      warning: '画面里可能有卡片和人',
    },
    {
      language: 'English',
      page: 'Scanner check (for technicians)',
      save: 'Save the last frame',
      warning: 'may show cards',
    },
  ] as const) {
    await chooseLanguage(page, words.language);
    await press(page, 'F10');
    await tabTo(words.page);
    await press(page, 'Enter');
    const dialog = page.locator('.ant-modal', { has: page.locator('[data-scanner-page]') });
    await dialog.getByText(words.warning).waitFor();
    await dialog.getByText('1280 × 720').waitFor();
    await dialog.getByText(/p50 [\d.]+ ms · p95 [\d.]+ ms/).waitFor();
    await page.locator('[data-strip="shown"]').waitFor();
    // What is read here is shown here and opens no card; Tab right behind it is no scanner's.
    await wedge(page, ALONE, 'Enter');
    await tabTo(words.save);
    await dialog.getByText('LWTE…').waitFor();
    // There is nothing to save before a frame was not read.
    await expect
      .poll(
        async () => {
          await press(page, 'Enter');
          return page.locator('[data-saved]').getAttribute('data-saved');
        },
        { timeout: 20_000, interval: 500 },
      )
      .toBe('saved');
    const saved = /\/\S+\.png/.exec(await page.locator('[data-saved]').innerText())?.[0] ?? '';
    expect(existsSync(saved)).toBe(true);
    expect(await sharp(saved).metadata()).toMatchObject({ width: 1280, height: 720, format: 'png' });
    await press(page, 'Escape');
    await isReady(page);
  }
});

/** Presses Tab until the button with these words has focus. */
async function tabTo(words: string): Promise<void> {
  await page.getByRole('button', { name: words }).waitFor();
  const seen: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    const focused = await page.evaluate(
      () => `${document.activeElement?.tagName}: ${document.activeElement?.textContent?.slice(0, 40)}`,
    );
    if (focused.includes(words)) return;
    seen.push(focused);
    await press(page, 'Tab');
  }
  throw new Error(`no way to "${words}" by Tab, only to ${seen.join(' | ')}`);
}

/** A picture as another program hands it to the window. */
async function give(way: 'drop' | 'paste', bytes: Buffer): Promise<void> {
  await page.evaluate(
    ({ way, base64 }) => {
      const files = new DataTransfer();
      const content = Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
      files.items.add(new File([content], 'card.png', { type: 'image/png' }));
      const event =
        way === 'drop'
          ? new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true })
          : new ClipboardEvent('paste', { clipboardData: files, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
    },
    { way, base64: bytes.toString('base64') },
  );
}

function cardPicture(...numbers: readonly string[]) {
  const cards = numbers.map((text, index) => ({
    text,
    code: 'qr' as const,
    x: (index + 1) / (numbers.length + 1),
  }));
  return sharp(pictureOf(cards), { raw: { width: 1280, height: 720, channels: 1 } })
    .png()
    .toBuffer();
}
