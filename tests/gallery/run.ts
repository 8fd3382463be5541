import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { PROJECT_FOLDER } from '../../src/cli/start/build-app.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { writeCardVideo } from '../e2e/support/card-video.ts';
import { startDesk } from '../e2e/support/desk.ts';
import { startDistrictCommand } from '../e2e/support/district-command.ts';
import { launchBrowser } from '../support/browser.ts';

const FOLDER = join(PROJECT_FOLDER, 'docs', 'gallery');
const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;
const LANGUAGES = ['zh', 'en'] as const;
/** Pictures may be taken on a busy machine. */
const ANSWER_MS_MAX = 90_000;

/** `npm run gallery`: takes the pictures of docs/gallery from the running kiosk. */
async function takeGallery(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'kiosk-gallery-'));
  const video = join(work, 'desk.y4m');
  // A card that is held too far away to be read: something to look at in the preview.
  writeCardVideo(video, [
    {
      seconds: 1,
      cards: [{ text: demoCardNumber(1), code: 'code128', degrees: 15, modulePixels: 0.8, blur: 1 }],
    },
  ]);
  try {
    for (const site of ['xijiao-pool', 'liwan-central-hospital'])
      await takeSite(site, join(work, site), video);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function takeSite(site: string, folder: string, video: string): Promise<void> {
  const district = await startDistrictCommand({ folder: join(folder, 'district') });
  const desk = await startDesk({ folder: join(folder, 'desk'), site, district });
  const browser = await launchBrowser({ cameraFile: video });
  const context = await browser.newContext({ permissions: ['camera'] });
  const page = await context.newPage();
  page.setDefaultTimeout(ANSWER_MS_MAX);
  try {
    await page.goto(await desk.address());
    for (const language of LANGUAGES) {
      await setLanguage(page, language);
      const scenes = site === 'xijiao-pool' ? POOL_SCENES : HOSPITAL_SCENES;
      for (const [name, scene] of Object.entries(scenes)) {
        await scene(page);
        await takeSizes(page, `${name}-${language}`);
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
      }
    }
    if (site === 'xijiao-pool') {
      await district.kill();
      for (const language of LANGUAGES) {
        await setLanguage(page, language);
        await sell(page, 1, '1');
        await page.locator('[data-line="down"]').waitFor({ timeout: 60_000 });
        await takeSizes(page, `offline-${language}`);
      }
    }
  } finally {
    await browser.close();
    await desk.stop();
    await district.kill();
  }
}

type Scene = (page: Page) => Promise<void>;

const POOL_SCENES: Readonly<Record<string, Scene>> = {
  idle: (page) => page.locator('[data-screen="idle"]').waitFor(),
  yes: async (page) => {
    await type(page, demoCardNumber(1));
    await page.keyboard.press('1');
    await page.keyboard.press('+');
    await page.locator('[data-total="5000"]').waitFor();
  },
  recorded: (page) => sell(page, 3, '2'),
  no: (page) => type(page, demoCardNumber(5)),
  lost: (page) => type(page, demoCardNumber(8)),
  ask: async (page) => {
    await type(page, demoCardNumber(2));
    await page.keyboard.press('1');
    await page.keyboard.press('+');
    await page.locator('[data-total="5000"]').waitFor();
  },
  settings: async (page) => {
    await page.keyboard.press('F10');
    await page.locator('.ant-modal').waitFor();
  },
};

const HOSPITAL_SCENES: Readonly<Record<string, Scene>> = {
  hospital: async (page) => {
    await type(page, demoCardNumber(3));
    await page.keyboard.press('2');
    await page.locator('[data-order]').waitFor();
  },
};

async function sell(page: Page, card: number, digit: string): Promise<void> {
  await type(page, demoCardNumber(card));
  await page.keyboard.press(digit);
  await page.keyboard.press('Enter');
  await page.locator('[data-screen="recorded"]').waitFor();
}

async function type(page: Page, number: string): Promise<void> {
  await page.keyboard.press('F2');
  await page.locator('.ant-modal input').fill(number);
  await page.keyboard.press('Enter');
  await page.locator('[data-screen="decided"]').waitFor();
}

async function setLanguage(page: Page, language: 'zh' | 'en'): Promise<void> {
  await page.locator('[data-screen="idle"]').waitFor();
  await page.keyboard.press('F10');
  await page.locator('.ant-segmented-item', { hasText: language === 'zh' ? '中文' : 'English' }).click();
  await page.keyboard.press('Escape');
  await page.locator('.ant-modal').waitFor({ state: 'detached' });
}

async function takeSizes(page: Page, name: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(FOLDER, `${name}-${size.width}.png`), animations: 'disabled' });
  }
}

await takeGallery();
process.exit(0);
