import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { PROJECT_FOLDER } from '../../src/cli/start/build-app.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { writeCardVideo } from '../e2e/support/card-video.ts';
import { startDesk } from '../e2e/support/desk.ts';
import { isReady, press } from '../e2e/support/desk-page.ts';
import { startDistrictCommand } from '../e2e/support/district-command.ts';
import { GALLERY_SCENES, OTHER_SCENES, type Scene, sell } from '../e2e/support/scenes.ts';
import { launchBrowser } from '../support/browser.ts';

/** `npm run gallery [-- --folder FOLDER] [--site SITE]`: takes the pictures of docs/gallery from the running kiosk. */
const { values } = parseArgs({ options: { folder: { type: 'string' }, site: { type: 'string' } } });
const FOLDER = values.folder ?? join(PROJECT_FOLDER, 'docs', 'gallery');
/** The widths that pictures in each language have; the first is that of the pages. */
const LANGUAGES = {
  zh: [1366, 1024, 1920],
  en: [1366],
} as const satisfies Record<string, readonly (keyof typeof HEIGHTS)[]>;
type Language = keyof typeof LANGUAGES;
const HEIGHTS = { 1024: 768, 1366: 768, 1920: 1080 } as const;
const WEBP_QUALITY = 85;
/** Names the file that plays the camera. */
const LEFT_OUT: ReadonlySet<string> = new Set(['camera']);
/** Pictures may be taken on a busy machine. */
const ANSWER_MS_MAX = 90_000;

async function takeGallery(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'kiosk-gallery-'));
  const video = join(work, 'desk.y4m');
  // A card that is held too far away to be read: something to look at in the preview.
  writeCardVideo(video, [
    {
      seconds: 1,
      cards: [{ text: demoCardNumber(1), code: 'code128', degrees: 15, modulePixels: 0.8, blur: 1 }],
    },
  ]);
  const sites = new Set([...Object.keys(GALLERY_SCENES), ...Object.keys(OTHER_SCENES)]);
  try {
    for (const site of sites) {
      if (values.site === undefined || values.site === site) await takeSite(site, join(work, site), video);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function takeSite(site: string, work: string, video: string): Promise<void> {
  mkdirSync(join(FOLDER, site), { recursive: true });
  const scenes: Readonly<Record<string, Scene>> = { ...GALLERY_SCENES[site], ...OTHER_SCENES[site] };
  const district = await startDistrictCommand({ folder: join(work, 'district') });
  const desk = await startDesk({ folder: join(work, 'desk'), site, district });
  const browser = await launchBrowser({ cameraFile: video });
  const context = await browser.newContext({ permissions: ['camera'] });
  const page = await context.newPage();
  page.setDefaultTimeout(ANSWER_MS_MAX);
  try {
    await page.goto(await desk.address());
    for (const language of ['zh', 'en'] as const) {
      await setLanguage(page, language);
      for (const [name, scene] of Object.entries(scenes)) {
        if (LEFT_OUT.has(name)) continue;
        await scene(page);
        await takeSizes(page, { site, name, language });
        await press(page, 'Escape', 'Escape', 'Escape');
        if (name === 'lock') await press(page, 'Enter');
        await isReady(page);
      }
    }
    if (site === 'xijiao-pool') {
      await district.kill();
      for (const language of ['zh', 'en'] as const) {
        await setLanguage(page, language);
        await sell(page, { card: demoCardNumber(1), digit: '1' });
        await page.locator('[data-line="down"]').waitFor({ timeout: 60_000 });
        await takeSizes(page, { site, name: 'offline', language });
      }
    }
  } finally {
    await browser.close();
    await desk.stop();
    await district.kill();
  }
}

async function setLanguage(page: Page, language: Language): Promise<void> {
  await isReady(page);
  await press(page, 'F10');
  await page.locator('.ant-segmented-item', { hasText: language === 'zh' ? '中文' : 'English' }).click();
  await page.locator(`html[lang="${language === 'zh' ? 'zh-CN' : 'en'}"]`).waitFor({ state: 'attached' });
  await press(page, 'Escape');
  await page.locator('.ant-modal').waitFor({ state: 'detached' });
}

async function takeSizes(
  page: Page,
  { site, name, language }: { readonly site: string; readonly name: string; readonly language: Language },
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const width of LANGUAGES[language]) {
    await page.setViewportSize({ width, height: HEIGHTS[width] });
    await page.evaluate(() => document.fonts.ready);
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: WEBP_QUALITY });
    writeFileSync(join(FOLDER, site, `${name}-${language}-${width}.webp`), Buffer.from(data, 'base64'));
  }
  await session.detach();
}

await takeGallery();
process.exit(0);
