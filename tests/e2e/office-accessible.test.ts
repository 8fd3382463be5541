import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOfficeDemo } from '../../src/cli/office/demo.ts';
import { launchBrowser } from '../support/browser.ts';
import { goTo, openOffice } from './support/office-page.ts';

const DAYS = 6;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Where the pictures go that somebody wants to look at. */
const PICTURES = process.env['SCREEN_PICTURES'];
const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;

/** Each page of the console, and how it is brought to show what it has. */
const PAGES: Readonly<
  Record<string, { readonly path: string; readonly open?: (page: Page) => Promise<void> }>
> = {
  today: { path: '/' },
  cards: { path: '/cards' },
  'cards-found': { path: '/cards?q=LWTEST0001' },
  'card-add': { path: '/cards?add=true' },
  card: { path: '/cards/LWTEST0001E' },
  import: { path: '/cards/import' },
  erasures: { path: '/cards/erasures' },
  kiosks: {
    path: '/kiosks',
    open: (page) => page.locator('button.ant-table-row-expand-icon').first().click(),
  },
  'kiosk-enrol': { path: '/kiosks', open: (page) => page.locator('main .ant-btn-primary').first().click() },
  discrepancies: {
    path: '/discrepancies',
    open: (page) => page.locator('button.ant-table-row-expand-icon').first().click(),
  },
  records: {
    path: '/records?show=all',
    open: (page) => page.locator('button.ant-table-row-expand-icon').first().click(),
  },
  numbers: { path: '/numbers?by=day' },
  settlement: { path: '/numbers/settlement?site=xijiao-pool' },
  brief: { path: '/numbers/brief' },
  notices: { path: '/notices' },
  catalogue: { path: '/catalogue?site=xijiao-pool' },
  backups: { path: '/backups' },
  people: { path: '/people' },
  account: { path: '/account' },
};

const folder = mkdtempSync(join(tmpdir(), 'office-'));
let browser: Browser;
let demo: Extract<Awaited<ReturnType<typeof openOfficeDemo>>, { kind: 'open' }>;
beforeAll(async () => {
  browser = await launchBrowser({});
  const opened = await openOfficeDemo({ dataFolder: folder, port: 0, days: DAYS }, () => {});
  if (opened.kind !== 'open') throw new Error(opened.reason);
  demo = opened;
}, 400_000);
afterAll(async () => {
  await browser?.close();
  await demo?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([
  ['zh', 'light'],
  ['zh', 'dark'],
  ['en', 'light'],
  ['en', 'dark'],
] as const)('in %s, %s', (language, theme) => {
  test('no page has a fault that axe knows, is wider than its window, or complains', {
    timeout: 400_000,
  }, async () => {
    const { page, complaints } = await openOffice(browser, demo.address, { language, theme });
    const faults: string[] = [];
    for (const [name, { path, open }] of Object.entries(PAGES)) {
      await goTo(page, path);
      await open?.(page);
      // A theme changes no size.
      for (const size of theme === 'light' || PICTURES !== undefined ? SIZES : SIZES.slice(0, 1)) {
        await page.setViewportSize(size);
        await page.waitForTimeout(150);
        const where = `${name} ${language} ${theme} ${size.width}`;
        if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${where}.png`) });
        const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        if (isWide) faults.push(`${where}: wider than the window`);
        if (size.width === SIZES[0].width) {
          faults.push(...(await axeFaults(page)).map((fault) => `${where}: ${fault}`));
        }
      }
    }
    expect(faults).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

test('the pages are reached by the keyboard alone, and the focus goes along', async () => {
  const { page } = await openOffice(browser, demo.address);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文');
  await page.getByRole('link', { name: '前台设备', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '前台设备' }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
  await page.context().close();
});

test('bookings and passes are found by site, with their steps and their card, and the filter stays', async () => {
  const { page, complaints } = await openOffice(browser, demo.address);
  const menu = (name: string) => page.getByRole('link', { name, exact: true }).click();
  await goTo(page, '/records');
  await page
    .getByRole('link', { name: /已结：/ })
    .first()
    .click();
  await page.waitForURL(/show=over/);
  await page.locator('button.ant-table-row-expand-icon').first().click();
  await page
    .locator('li', { hasText: /(到场|爽约|退订)/ })
    .first()
    .waitFor();
  await menu('持卡人');
  await page.getByRole('heading', { name: '持卡人' }).waitFor();
  await menu('预订、年卡与办件');
  await page.waitForURL(/show=over/);
  await menu('预订、年卡与办件');
  await page.waitForURL((url) => !url.search.includes('show'));
  await page
    .getByRole('link', { name: /^LWTEST/ })
    .first()
    .click();
  await page.getByRole('heading', { name: '使用记录' }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a month is one printed page of A4 for whoever decides', async () => {
  const { page } = await openOffice(browser, demo.address);
  const day = new Date(Date.now() - 3 * 24 * 3_600_000).toISOString();
  await goTo(page, `/numbers/brief?month=${day.slice(0, 7)}`);
  await page.getByRole('table', { name: '各服务点' }).waitFor();
  expect(await page.getByRole('table', { name: '各项目' }).getByRole('row').count()).toBeGreaterThan(3);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  if (PICTURES !== undefined) writeFileSync(join(PICTURES, 'brief.pdf'), pdf);
  const text = pdf.toString('latin1');
  expect(text.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
  // A4 is 595 by 842 points.
  expect(text).toMatch(/\/MediaBox \[0 0 59[45]\.?\d* 84[12]\.?\d*\]/);
  await page.context().close();
});

async function axeFaults(page: Page): Promise<string[]> {
  // The console's own policy lets no script of ours in as an element.
  await page.evaluate(AXE);
  const results = await page.evaluate(
    async () =>
      (await (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run()) as AxeResults,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map((node) => `${id} ${node.target.join(' ')} ${node.html.slice(0, 160)}`),
  );
}
