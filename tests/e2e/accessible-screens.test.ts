import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { sharedDemoWindow } from './support/demo-window.ts';
import { chooseDesk, chooseLanguage, chooseTheme, isReady, press } from './support/desk-page.ts';
import { GALLERY_SCENES, OTHER_SCENES } from './support/scenes.ts';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 768 },
] as const;
const LOOKS_MAX = 20;
const LOOK_MS = 150;
/** Not in axe's usual set, and known to have been wrong here. */
const ALSO = ['label-content-name-mismatch', 'target-size'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Where the pictures go that somebody wants to look at. */
const PICTURES = process.env['SCREEN_PICTURES'];

const SITES = [...new Set([...Object.keys(GALLERY_SCENES), ...Object.keys(OTHER_SCENES)])];

const shared = sharedDemoWindow({ camera: 'empty desk' });
let page: Page;
beforeAll(() => {
  page = shared().page;
});

/** Each language with one of the themes: what axe finds in a theme are colours, and the words change none of them. */
describe.each([
  ['中文', 'light'],
  ['English', 'dark'],
] as const)('in %s, %s', (language, theme) => {
  beforeAll(async () => {
    await chooseLanguage(page, language);
    await chooseTheme(page, theme);
  });

  test.each(SITES)('no screen of %s has a fault that axe knows, or a row cut in its middle', async (site) => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await press(page, 'Escape', 'Escape', 'Escape');
    await chooseDesk(page, site);
    const faults: string[] = [];
    for (const [name, scene] of Object.entries({ ...GALLERY_SCENES[site], ...OTHER_SCENES[site] })) {
      await scene(page);
      for (const size of SIZES) {
        await page.setViewportSize(size);
        const where = `${site} ${name} ${language} ${size.width}`;
        if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${where}.png`) });
        // What axe looks at does not change with the size.
        const isForAxe = size === SIZES[language === '中文' ? 0 : 1];
        const found = [...(await lastingFaults(page)), ...(isForAxe ? await axeFaults(page) : [])];
        faults.push(...found.map((fault) => `${where}: ${fault}`));
      }
      await press(page, 'Escape', 'Escape', 'Escape');
      if (name === 'lock') {
        await press(page, 'Enter');
        await page.locator('[data-screen="lock"]').waitFor({ state: 'detached' });
      }
      await isReady(page);
    }
    expect(faults).toEqual([]);
  });
});

test('the steps of a room are reached by key, and the keys of the order go on working', async () => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await chooseDesk(page, 'liwan-library');
  await OTHER_SCENES['liwan-library']?.['room']?.(page);
  const box = page.locator('[data-order] [data-scrolls]');
  await box.waitFor();
  for (let turn = 0; turn < 8; turn += 1) await press(page, 'ArrowDown');
  await expect
    .poll(() => box.evaluate((one) => one.scrollTop + one.clientHeight >= one.scrollHeight - 2))
    .toBe(true);
  await press(page, 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp');
  await expect.poll(() => box.evaluate((one) => one.scrollTop)).toBe(0);
  await press(page, 'Escape', 'Escape', 'Escape');
  await isReady(page);
});

test('help in English fits a window of 1366 by 768 without scrolling', async () => {
  await page.setViewportSize({ width: 1366, height: 768 });
  await press(page, 'F1');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  const bottom = await dialog.evaluate((one) => one.getBoundingClientRect().bottom);
  expect(bottom).toBeLessThanOrEqual(768);
  await press(page, 'Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('help names no key that does nothing in a window that fills the screen', async () => {
  const keys = async () => {
    await press(page, 'F1');
    await page.getByRole('dialog').waitFor();
    const names = await page.locator('.ant-modal dt').allTextContents();
    await press(page, 'Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    return names;
  };
  expect(await keys()).toEqual(expect.arrayContaining(['F3', 'N', '↑ ↓']));
  // As the preload of an installed kiosk marks its page.
  await page.evaluate(() => {
    document.documentElement.dataset['files'] = 'shut';
  });
  const shut = await keys();
  expect(shut).toContain('Ctrl V');
  expect(shut).not.toContain('F3');
  await page.evaluate(() => {
    delete document.documentElement.dataset['files'];
  });
});

test.each(['F1', 'F10', 'F6'])(
  '%s opens at its top in a small window, with Enter on its button',
  async (key) => {
    const size = page.viewportSize();
    await page.setViewportSize({ width: 911, height: 512 });
    try {
      await press(page, key);
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      const button = dialog.locator('button.ant-btn-primary').last();
      await expect.poll(() => button.evaluate((one) => one === document.activeElement)).toBe(true);
      const title = dialog.locator('.ant-modal-title');
      expect(await title.evaluate((one) => one.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0);
      await press(page, 'Enter');
      await dialog.waitFor({ state: 'detached' });
    } finally {
      await press(page, 'Escape');
      if (size !== null) await page.setViewportSize(size);
    }
  },
);

/** The layout follows a new size with the next frames; what is still wrong after that. */
async function lastingFaults(on: Page): Promise<readonly string[]> {
  let faults = await on.evaluate(layoutFaults);
  for (let look = 1; look < LOOKS_MAX && faults.length > 0; look += 1) {
    await on.waitForTimeout(LOOK_MS);
    faults = await on.evaluate(layoutFaults);
  }
  return faults;
}

async function axeFaults(on: Page): Promise<readonly string[]> {
  await on.evaluate(AXE);
  const options: RunOptions = {
    rules: Object.fromEntries(ALSO.map((rule) => [rule, { enabled: true }])),
    resultTypes: ['violations'],
  };
  const { violations } = await on.evaluate<AxeResults, RunOptions>(
    // biome-ignore lint/suspicious/noExplicitAny: axe is a global of the page alone
    (given) => (globalThis as any).axe.run(document, given),
    options,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 4)
      .map((node) => `${id} ${node.target.join(' ')} ${(node.any[0]?.message ?? '').slice(0, 160)}`),
  );
}

/** In the page: what is cut in its middle, lies on something else, or is too small for a finger. */
function layoutFaults(): readonly string[] {
  const faults: string[] = [];
  const wordsOf = (element: Element) => (element.textContent ?? '').trim().slice(0, 40);
  const isShown = (element: Element) => element.getClientRects().length > 0;
  const overlaps = (one: DOMRect, other: DOMRect) =>
    one.left < other.right - 1 &&
    other.left < one.right - 1 &&
    one.top < other.bottom - 1 &&
    other.top < one.bottom - 1;
  const ROWS = 'main button, main li, main p, main h1, main strong, main dd';
  for (const row of document.querySelectorAll(ROWS)) {
    const { top, bottom } = row.getBoundingClientRect();
    if (!isShown(row) || getComputedStyle(row).visibility === 'hidden') continue;
    for (let box = row.parentElement; box !== null && box.tagName !== 'MAIN'; box = box.parentElement) {
      if (getComputedStyle(box).overflowY === 'visible') continue;
      const edge = box.getBoundingClientRect();
      const isSeen = bottom > edge.top + 2 && top < edge.bottom - 2;
      if (!isSeen) break;
      if (bottom > edge.bottom + 2 || top < edge.top - 2) faults.push(`cut: ${wordsOf(row)}`);
    }
  }
  const headline = document.querySelector('main [data-verdict] h1');
  for (const other of headline?.parentElement?.querySelectorAll(':scope > strong') ?? []) {
    const range = document.createRange();
    range.selectNodeContents(headline ?? other);
    if (overlaps(range.getBoundingClientRect(), other.getBoundingClientRect()))
      faults.push('badge on headline');
  }
  const tray = document.querySelector('[data-tray-toggle]')?.closest('aside');
  for (const button of tray?.querySelectorAll('button') ?? []) {
    const { width, height } = button.getBoundingClientRect();
    if (isShown(button) && (width < 44 || height < 44)) faults.push(`small: ${wordsOf(button)}`);
  }
  for (const part of document.querySelectorAll('main, footer, [data-commit]')) {
    if (tray && overlaps(part.getBoundingClientRect(), tray.getBoundingClientRect())) {
      faults.push(`under the tray: ${part.tagName}`);
    }
  }
  return faults;
}
