import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { PROJECT_FOLDER } from '../../src/cli/start/build-app.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { writeCardVideo } from '../e2e/support/card-video.ts';
import { startDesk } from '../e2e/support/desk.ts';
import { isReady, press } from '../e2e/support/desk-page.ts';
import { startDistrictCommand } from '../e2e/support/district-command.ts';
import { GALLERY_SCENES, sell } from '../e2e/support/scenes.ts';
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
    for (const site of Object.keys(GALLERY_SCENES)) await takeSite(site, join(work, site), video);
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
      for (const [name, scene] of Object.entries(GALLERY_SCENES[site] ?? {})) {
        await scene(page);
        await takeSizes(page, `${name}-${language}`);
        await press(page, 'Escape', 'Escape', 'Escape');
        await isReady(page);
      }
    }
    if (site === 'xijiao-pool') {
      await district.kill();
      for (const language of LANGUAGES) {
        await setLanguage(page, language);
        await sell(page, { card: demoCardNumber(1), digit: '1' });
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

async function setLanguage(page: Page, language: 'zh' | 'en'): Promise<void> {
  await isReady(page);
  await press(page, 'F10');
  await page.locator('.ant-segmented-item', { hasText: language === 'zh' ? '中文' : 'English' }).click();
  await page.locator(`html[lang="${language === 'zh' ? 'zh-CN' : 'en'}"]`).waitFor({ state: 'attached' });
  await press(page, 'Escape');
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
