import { spawnSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { launchBrowser } from '../support/browser.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Desk, startDesk } from './support/desk.ts';
import { isReady, openDeskPage, press, sell, waiting, wedge } from './support/desk-page.ts';
import { type DistrictCommand, startDistrictCommand } from './support/district-command.ts';
import { districtRows } from './support/district-rows.ts';
import { trustDesk } from './support/trust-desk.ts';

const FAMILY = demoCardNumber(1);
const COUPLE = demoCardNumber(3);
const POLL = { timeout: 60_000 };
const DAY_MS = 24 * 60 * 60 * 1000;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser({ camera: 'denied' });
});
afterAll(async () => browser.close());

test('days without a line: the status bar offers the export, which says what it did', async () => {
  const { page, district, pass, expectQuiet } = await trustDesk(browser, {
    strength: 'os',
    deviceAheadMs: 0,
  });
  await isReady(page);
  expect(await page.locator('[data-offer="export"]').count()).toBe(0);
  await district.stop();
  await wedge(page, FAMILY, 'Enter');
  await sell(page, '1');
  pass(4 * DAY_MS);
  const offer = page.locator('[data-offer="export"]');
  await offer.waitFor({ timeout: 60_000 });
  await offer.click();
  await exportTo(page, temporaryFolder());
  await page.getByText('已导出 1 笔（#1 至 #1）').waitFor();
  await page.getByText('重复导出也只算一次').waitFor();
  expectQuiet();
});

test('a card that is shown with the settings open waits until they are closed', async () => {
  const { page, expectQuiet } = await trustDesk(browser, { strength: 'os', deviceAheadMs: 0 });
  await isReady(page);
  await press(page, 'F10');
  const settings = page.locator('.ant-modal');
  await settings.waitFor();
  await wedge(page, COUPLE, 'Enter');
  await settings.locator('[data-held-card]').getByText('已读到一张卡').waitFor();
  expect(await page.locator('[data-screen="decided"]').count()).toBe(0);
  await press(page, 'Escape');
  await page.getByText('林*玉').waitFor();
  expect(await settings.count()).toBe(0);
  expectQuiet();
});

test('a host that dies under a sale: the lists say that they may lack it, and void nothing', async () => {
  const { page, desk, district } = await openDesk();
  try {
    await wedge(page, COUPLE, 'Enter');
    await sell(page, '1');
    await wedge(page, FAMILY, 'Enter');
    await page.locator('[data-screen="decided"]').waitFor();
    await press(page, '1');
    await page.locator('[data-commit]').waitFor();
    await desk.kill();
    await press(page, 'Enter');
    await page.locator('[data-reason="host"]').getByText('先不要重办').waitFor();
    await press(page, 'F6');
    await page.locator('[data-uncounted]').waitFor();
    expect(await page.locator('[data-use]').count()).toBe(1);
    expect(await page.locator('[data-use] button').count()).toBe(0);
    await press(page, 'Escape', 'F9');
    await page.locator('[data-uncounted]').waitFor();
    await press(page, 'Escape');
    await page.getByText('可能不能记录').waitFor();
  } finally {
    await page.context().close();
    await district.kill();
  }
});

test('a host that hangs: the sale is said to take long, the lamp does not say 已连接, and what is answered late is recorded once', async () => {
  await withDesk(async ({ page, desk }) => {
    await wedge(page, COUPLE, 'Enter');
    await page.locator('[data-screen="decided"]').waitFor();
    await press(page, '1');
    await page.locator('[data-commit]').waitFor();
    await page.locator('[data-line="up"]').waitFor();
    desk.hang();
    try {
      await press(page, 'Enter');
      await page.locator('[data-slow]').getByText('先不要放行').waitFor({ timeout: 15_000 });
      await page.locator('[data-line="silent"]').getByText('本机程序没有答复').waitFor();
      await press(page, 'Enter', 'Escape');
      await page.locator('[data-slow]').getByText('先不要放行').waitFor();
    } finally {
      desk.wake();
    }
    await page.locator('[data-screen="recorded"]').waitFor();
    await page.locator('[data-line="up"]').waitFor();
    await press(page, 'F6');
    await page.locator('[data-use]').waitFor();
    expect(await page.locator('[data-use]').count()).toBe(1);
  });
});

test('records that are carried to the district by hand are there once, also when the line is back', async () => {
  await withDesk(async ({ page, district, districtFolder }) => {
    await wedge(page, FAMILY, 'Enter');
    expect(await sell(page, '1')).toBe(1);
    await expect.poll(() => waiting(page), POLL).toBe(0);
    await district.kill();
    for (const seq of [2, 3]) {
      await wedge(page, COUPLE, 'Enter');
      expect(await sell(page, '1')).toBe(seq);
    }
    await expect.poll(() => waiting(page), POLL).toBe(2);

    await press(page, 'F10');
    await tabTo(page, '导出到U盘…');
    await press(page, 'Enter');
    const file = await exportTo(page, temporaryFolder());
    await page.getByText('已导出 2 笔（#2 至 #3）').waitFor();
    expect(importInto(districtFolder, file)).toContain('2 entries, 2 new, held up to 3');
    expect(importInto(districtFolder, file)).toContain('2 entries, 0 new');
    await press(page, 'Escape');
    // Only the district itself can say that it has them.
    expect(await waiting(page)).toBe(2);

    await district.start();
    await expect.poll(() => waiting(page), { timeout: 120_000 }).toBe(0);
    await district.kill();
    const { rows } = await districtRows({ kind: 'pglite', folder: districtFolder });
    expect(rows.map((row) => row.seq)).toEqual([1, 2, 3]);
  });
});

test('a browser that has no room for the counters is told at once, counts all the same, and no more once it has', async () => {
  const { page, expectQuiet } = await trustDesk(browser, { strength: 'os', deviceAheadMs: 0 });
  await isReady(page);
  const room = await watchRoom(page);
  await room.setFull(true);
  await wedge(page, FAMILY, 'Enter');
  const seq = await sell(page, '1');
  const trouble = page.locator('[data-trouble="counters-unstored"]');
  await trouble.getByText('本机存不下使用次数').waitFor();
  await press(page, 'F6');
  await page.locator(`[data-use="${seq}"]`).waitFor();
  await press(page, 'Escape');
  expect(await trouble.count()).toBe(1);
  await room.setFull(false);
  await wedge(page, COUPLE, 'Enter');
  expect(await sell(page, '1')).toBe(seq + 1);
  await page.locator('[data-screen="idle"]').waitFor();
  expect(await page.locator('[data-trouble]').count()).toBe(0);
  expectQuiet();
});

/** Has the browser refuse what is written into the counters for as long as the page is marked so. */
async function watchRoom(page: Page): Promise<{ setFull(isFull: boolean): Promise<void> }> {
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...args) {
      const isFull = document.documentElement.dataset['room'] === 'none';
      if (isFull && this.name === 'uses') throw new DOMException('no room', 'QuotaExceededError');
      return put.apply(this, args);
    };
  });
  const setFull = (isFull: boolean) =>
    page.evaluate(
      (room) => document.documentElement.setAttribute('data-room', room),
      isFull ? 'none' : 'some',
    );
  return { setFull };
}

test('what a start found is said in words: at the desk what wants a technician, in the settings all of it', async () => {
  await withDesk(async ({ page: firstPage, desk, district, folder }) => {
    for (const card of [FAMILY, COUPLE]) {
      await wedge(firstPage, card, 'Enter');
      await sell(firstPage, '1');
    }
    await firstPage.goto('about:blank');
    await district.kill();
    await desk.stop();
    const profile = join(folder, 'desk', 'kiosk');
    const [name = ''] = readdirSync(profile).filter((each) => each.endsWith('.jsonl'));
    const bytes = readFileSync(join(profile, name));
    const flipped = bytes.indexOf('outdoor-ticket');
    bytes[flipped] = (bytes[flipped] ?? 0) ^ 4;
    writeFileSync(join(profile, name), bytes);
    appendFileSync(join(profile, name), '{"format":2,"seq":3');
    writeFileSync(join(profile, 'settings.json'), '{"language":');
    await desk.start();
    expect(desk.output()).toContain('磁盘可能快坏了');

    // A browser that knows no card yet, and has no line to ask.
    const { page } = await openDeskPage(browser, await desk.address());
    onTestFinished(() => page.context().close());
    const trouble = page.locator('[data-trouble="disk-failing"]');
    await page.locator('[data-screen="not-ready"]').locator(trouble).waitFor();
    await page.getByText('连通后会自动接收名册').waitFor();
    await district.start();
    await isReady(page);
    await trouble.getByText('本机磁盘可能快坏了').waitFor();
    expect(await page.locator('[data-trouble]').count()).toBe(1);
    await press(page, 'F10');
    const found = page.locator('[data-start-trouble]');
    await found.first().waitFor();
    const kinds = await found.evaluateAll((all) => all.map((one) => one.getAttribute('data-start-trouble')));
    expect(kinds.toSorted()).toEqual(['bit-mended', 'counters-rebuilt', 'file-broken', 'torn-tail']);
    expect(await found.allInnerTexts()).toEqual(
      expect.arrayContaining([
        expect.stringContaining('第 1 笔有一处变了，已改回原样'),
        expect.stringContaining('当时没有显示“已记录”，不算数'),
        expect.stringContaining('settings.json.broken'),
      ]),
    );
    await page.getByText('English', { exact: true }).click();
    await trouble.getByText('The disk of this computer may be failing').waitFor();
    expect((await found.allInnerTexts()).join()).not.toMatch(/[\u4e00-\u9fff]/);
  });
});

test('records that this machine has lost are told in the lists, with their numbers; the next sale has a new one', async () => {
  await withDesk(async ({ page: firstPage, desk, folder }) => {
    for (const card of [FAMILY, COUPLE]) {
      await wedge(firstPage, card, 'Enter');
      await sell(firstPage, '1');
    }
    await expect.poll(() => waiting(firstPage), POLL).toBe(0);
    await firstPage.goto('about:blank');
    await desk.stop();
    const profile = join(folder, 'desk', 'kiosk');
    const [name = ''] = readdirSync(profile).filter((each) => each.endsWith('.jsonl'));
    const bytes = readFileSync(join(profile, name));
    writeFileSync(join(profile, name), bytes.subarray(0, bytes.indexOf('\n') + 1));
    await desk.start();

    const { page } = await openDeskPage(browser, await desk.address());
    onTestFinished(() => page.context().close());
    await isReady(page);
    await press(page, 'F6');
    await page
      .locator('[data-missing="1"]')
      .getByText(/丢了 1 笔（.+-2 至 .+-2）.*区里已经收到/)
      .waitFor();
    expect(await page.locator('[data-use]').count()).toBe(1);
    await press(page, 'Escape', 'F9');
    await page.locator('[data-missing="1"]').getByText('没有算进合计').waitFor();
    await press(page, 'Escape');
    await wedge(page, COUPLE, 'Enter');
    expect(await sell(page, '1')).toBe(3);
    await expect.poll(() => waiting(page), POLL).toBe(0);
  });
});

interface OpenDesk {
  readonly page: Page;
  readonly desk: Desk;
  readonly district: DistrictCommand;
  readonly folder: string;
  readonly districtFolder: string;
}

/** The real commands, a district and a kiosk, and a window on it; all are gone afterwards. */
async function openDesk() {
  const folder = temporaryFolder();
  const districtFolder = join(folder, 'district');
  const district = await startDistrictCommand({ folder: districtFolder });
  const desk = await startDesk({ folder: join(folder, 'desk'), site: 'xijiao-pool', district });
  const { page, expectQuiet } = await openDeskPage(browser, await desk.address());
  await isReady(page);
  return { page, expectQuiet, desk, district, folder, districtFolder };
}

async function withDesk(work: (open: OpenDesk) => Promise<void>): Promise<void> {
  const { expectQuiet, ...opened } = await openDesk();
  const { page, desk, district } = opened;
  try {
    await work(opened);
    expectQuiet();
  } finally {
    await page.context().close();
    await desk.stop();
    await district.kill();
  }
}

/** Presses Tab until the button with these words has focus. */
async function tabTo(page: Page, words: string): Promise<void> {
  const button = page.getByRole('button', { name: words });
  await button.waitFor();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await button.evaluate((one) => one === document.activeElement)) return;
    await press(page, 'Tab');
  }
  throw new Error(`no way to "${words}" by Tab`);
}

/** Begins the export with the keyboard alone and keeps the file that the browser was given. */
async function exportTo(page: Page, folder: string): Promise<string> {
  await page.locator('[data-export]').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Enter')]);
  await page.locator('[data-exported="downloaded"]').waitFor();
  const file = join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

function importInto(data: string, file: string): string {
  const { DATABASE_URL: _, ...env } = process.env;
  const args = ['src/cli/district.ts', 'import', file, '--demo', '--data', data];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  return stdout + stderr;
}
