import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { launchBrowser } from '../support/browser.ts';
import { scanSlowly } from '../support/hand-scanner.ts';
import type { WedgeSetup } from '../support/key-events.ts';
import { type Desk, startDesk } from './support/desk.ts';
import { type DeskPage, isReady, openDeskPage, press, recordedSeq, wedge } from './support/desk-page.ts';
import { type DistrictCommand, startDistrictCommand } from './support/district-command.ts';

const FAMILY = demoCardNumber(1);
const COUPLE = demoCardNumber(3);
const COUPLE_NAME = '林*玉';
/** Longer than anything waits for the end of a scan. */
const SETTLED_MS = 600;

let folder: string;
let district: DistrictCommand;
let desk: Desk;
let browser: Browser;
let opened: DeskPage;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-keys-'));
  district = await startDistrictCommand({ folder: join(folder, 'district') });
  desk = await startDesk({ folder: join(folder, 'pool'), site: 'xijiao-pool', district });
  browser = await launchBrowser({});
  opened = await openDeskPage(browser, await desk.address());
  page = opened.page;
  await isReady(page);
});
afterEach(async () => {
  await press(page, 'Escape', 'Escape', 'Escape');
  await isReady(page);
  opened.expectQuiet();
});
afterAll(async () => {
  await browser.close();
  await desk.stop();
  await district.kill();
  rmSync(folder, { recursive: true, force: true });
});

const SCANNERS: readonly (readonly [string, WedgeSetup])[] = [
  ['65 ms a key and Enter', { gapMs: 65, suffix: ['Enter'] }],
  ['100 ms a key, stumbling, and Enter', { gapMs: 100, jitterMs: [0, 15, -10], suffix: ['Enter'] }],
  ['Enter before and after the code', { gapMs: 60, prefix: ['Enter'], suffix: ['Enter'] }],
  ['Enter before the code alone', { gapMs: 80, prefix: ['Enter'] }],
  ['CR and LF', { gapMs: 30, suffix: ['Enter', 'Ctrl+j'] }],
  ['Alt codes and Enter', { gapMs: 20, altCodes: true, suffix: ['Enter'] }],
  ['STX, AIM, ETX', { gapMs: 40, prefix: ['Ctrl+b', ']', 'C', '1'], suffix: ['Ctrl+c', 'Enter'] }],
  ['caps lock', { gapMs: 70, capsLock: true, suffix: ['Enter'] }],
];

describe.each(SCANNERS)('a hand scanner with %s sells nothing', (_, setup) => {
  test('at an idle desk, and beside the answer to another card: its own card is shown', async () => {
    await scanSlowly(page, FAMILY, setup);
    await page.getByText('贾*玉').first().waitFor();
    await page.waitForTimeout(SETTLED_MS);
    await scanSlowly(page, COUPLE, setup);
    await page.getByText(COUPLE_NAME).first().waitFor();
    await page.waitForTimeout(SETTLED_MS);
    expect(await page.locator('[data-order], [data-screen="recorded"]').count()).toBe(0);
  });

  test('while an order is open: it asks, and its Enter answers nothing', async () => {
    await openOrder();
    await scanSlowly(page, COUPLE, setup);
    await page.getByText('换成新出示的卡？').waitFor();
    await page.waitForTimeout(SETTLED_MS);
    expect(await page.getByText('换成新出示的卡？').count()).toBe(1);
    expect(await page.locator('[data-screen="recorded"]').count()).toBe(0);
  });

  test('while a dialog is open, and while a number is being typed', async () => {
    await press(page, 'F1');
    await page.getByRole('dialog').waitFor();
    await scanSlowly(page, FAMILY, setup);
    await page.getByText('贾*玉').first().waitFor();
    await page.waitForTimeout(SETTLED_MS);
    await press(page, 'F2');
    await page.getByRole('dialog').getByRole('textbox').waitFor();
    await scanSlowly(page, COUPLE, setup);
    await page.getByText(COUPLE_NAME).first().waitFor();
    await page.waitForTimeout(SETTLED_MS);
    expect(await page.locator('[data-order], [data-screen="recorded"]').count()).toBe(0);
  });
});

describe('Enter does what has the focus', () => {
  test('the button that confirms has it as soon as an item is chosen, shows it, and does it', async () => {
    await openOrder();
    expect(await focused()).toContain('确认');
    expect(await ringOf('[data-primary]')).not.toBe('none');
    await press(page, '+');
    await page.locator('[data-total="5000"]').waitFor();
    expect(await focused()).toContain('确认');
    await press(page, 'Enter');
    await recordedSeq(page);
  });

  test.each(['F2', 'F8', 'F1'])('on the button of %s it opens that, and records nothing', async (key) => {
    await openOrder();
    await page.getByRole('button', { name: new RegExp(`${key}\\b`) }).focus();
    await press(page, 'Enter');
    await page.getByRole('dialog').waitFor();
    expect(await page.locator('[data-screen="recorded"]').count()).toBe(0);
    await press(page, 'Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(focused).toContain(key);
    expect(await page.locator('[data-order]').count()).toBe(1);
  });

  test('a click with the mouse leaves it where it was: Enter confirms what is shown', async () => {
    await openOrder();
    await page.getByRole('button', { name: '数量 +' }).click();
    await page.locator('[data-total="5000"]').waitFor();
    expect(await focused()).toContain('确认');
    await page.getByRole('button', { name: /F1\b/ }).click();
    await page.getByRole('dialog').waitFor();
    await press(page, 'Escape');
    await expect.poll(focused).toContain('确认');
  });

  test.each([
    ['F1', '完成'],
    ['F6', '完成'],
    ['F10', '完成'],
  ])('the dialog of %s gives it to its own button, which Enter presses', async (key, name) => {
    await press(page, key);
    await page.getByRole('dialog').waitFor();
    await expect.poll(focused).toContain(name);
    await press(page, 'Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('the question of another card gives it to its answer, and Tab leads to the other one', async () => {
    await openOrder();
    await wedge(page, COUPLE, 'Enter');
    await page.getByText('换成新出示的卡？').waitFor();
    await expect.poll(focused).toContain('换卡');
    await page.waitForTimeout(SETTLED_MS);
    await press(page, 'Tab');
    await expect.poll(focused).toContain('继续这一笔');
    await press(page, 'Enter');
    await page.getByText('换成新出示的卡？').waitFor({ state: 'detached' });
    await expect.poll(focused).toContain('确认');
    await page.getByText('贾*玉').first().waitFor();
  });

  test('the number that is typed has it, and Enter looks it up', async () => {
    await press(page, 'F2');
    await page.getByRole('dialog').getByRole('textbox').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await page.keyboard.type(COUPLE, { delay: 150 });
    await press(page, 'Enter');
    await page.getByText(COUPLE_NAME).first().waitFor();
  });

  test('nothing is taken back by Enter alone', async () => {
    await openOrder();
    await press(page, 'Enter');
    await recordedSeq(page);
    const before = await page.locator('[data-today]').getAttribute('data-today');
    await press(page, 'F8');
    await page.getByRole('dialog').waitFor();
    await expect.poll(focused).toContain('不撤销');
    await press(page, 'Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.locator('[data-today]').getAttribute('data-today')).toBe(before);
  });

  test('in a list of the settings it takes what the arrows have led to, and the list closes', async () => {
    await press(page, 'F10');
    const list = page.getByRole('dialog').getByRole('combobox').first();
    await list.click();
    const active = page.locator('.ant-select-item-option-active');
    const before = await active.getAttribute('title');
    // Held down: repeats come faster than a scanner's keys.
    for (let step = 0; step < 3; step += 1) await page.keyboard.down('ArrowDown');
    await page.keyboard.up('ArrowDown');
    const wanted = await active.getAttribute('title');
    expect(wanted).not.toBe(before);
    await press(page, 'Enter');
    await active.waitFor({ state: 'hidden' });
    await page
      .getByRole('banner')
      .getByText(wanted ?? '')
      .waitFor();
    await list.click();
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowUp');
    await press(page, 'Enter');
    await page
      .getByRole('banner')
      .getByText(before ?? '')
      .waitFor();
  });

  test('the lock has it', async () => {
    await press(page, 'F12');
    await page.locator('[data-screen="lock"]').waitFor();
    await press(page, 'Enter');
    // The idle screen is there under the lock, too.
    await page.locator('[data-screen="lock"]').waitFor({ state: 'detached' });
    await isReady(page);
  });
});

test('a sale by 1 and Enter with the next card right after them: the card is shown, and the sale told as not recorded', async () => {
  await wedge(page, FAMILY, 'Enter');
  await page.locator('[data-screen="decided"]').getByText('贾*玉').first().waitFor();
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await scanSlowly(page, COUPLE, { gapMs: 15, suffix: ['Enter'] });
  await page.getByText(COUPLE_NAME).first().waitFor();
  const told = page.locator('[data-left-behind="not-recorded"][data-reason="scanned-over"]');
  await told.getByText('没有记录').waitFor();
  await told.getByText('请再扫原来那张卡').waitFor();
  await told.getByRole('button').click();
  await told.waitFor({ state: 'detached' });
  expect(await page.locator('[data-screen="recorded"]').count()).toBe(0);
});

async function openOrder(): Promise<void> {
  await wedge(page, FAMILY, 'Enter');
  await page.locator('[data-screen="decided"]').getByText('贾*玉').first().waitFor();
  await press(page, '1');
  await page.locator('[data-order]').waitFor();
  await expect.poll(focused).toContain('确认');
}

function focused(): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '');
}

function ringOf(selector: string): Promise<string> {
  return page.locator(selector).evaluate((element) => getComputedStyle(element).outlineStyle);
}
