import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { launchBrowser } from '../support/browser.ts';
import { sharedTemporaryFolder } from '../support/temporary-folder.ts';
import { type Desk, startDesk } from './support/desk.ts';
import { type DeskPage, isReady, openDeskPage, press, sell, waiting, wedge } from './support/desk-page.ts';
import { type DistrictCommand, startDistrictCommand } from './support/district-command.ts';

/** A district that takes connections and answers nothing: for a desk that is a broken line, told within seconds. */
const FAMILY = demoCardNumber(1);
const COUPLE = demoCardNumber(3);
const TOLD_MS_MAX = 60_000;
/** Two seconds on a desk, more on a loaded machine, and less than a request over the line may last. */
const FREE_MS_MAX = 15_000;

const shared = sharedTemporaryFolder();
let browser: Browser;
let district: DistrictCommand;
let desk: Desk;
let opened: DeskPage;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser({});
  district = await startDistrictCommand({ folder: join(shared(), 'district') });
});
beforeEach(async ({ task }) => {
  const site = task.name.startsWith('a hospital') ? 'liwan-central-hospital' : 'xijiao-pool';
  desk = await startDesk({ folder: join(shared(), site), site, district });
  opened = await openDeskPage(browser, await desk.address());
  page = opened.page;
  await isReady(page);
});
afterEach(async () => {
  district.wake();
  await page.context().close();
  await desk.stop();
});
afterAll(async () => {
  await browser.close();
  await district.kill();
});

test('a hospital records the check-up as a request, the desk stays free meanwhile, and the request arrives', async () => {
  district.hang();
  await wedge(page, FAMILY, 'Enter');
  await page.locator('[data-screen="decided"]').waitFor();
  await page.locator('[data-item="check-up"]').click();
  await page.locator('[data-commit]').waitFor();
  await press(page, 'Enter');
  const requested = page.locator('[data-screen="requested"]');
  await requested.waitFor({ timeout: FREE_MS_MAX });
  // Whose request it was, and its number, as after a use.
  const seq = Number(await requested.getAttribute('data-seq'));
  expect(await requested.locator('[data-number]').textContent()).toMatch(new RegExp(`^申请编号 .*${seq}$`));
  expect(await requested.textContent()).toContain(`尾号 ${FAMILY.slice(-4)}`);
  expect(await requested.textContent()).toMatch(/[*＊]/);
  await page.locator('[data-line="down"]').waitFor({ timeout: TOLD_MS_MAX });
  // Nobody asks for it again: the list of today has it, and so has the next scan of the card.
  await press(page, 'F6');
  await page.locator(`[data-request="${seq}"]`).getByText(FAMILY.slice(-4)).waitFor();
  await press(page, 'Escape');
  await wedge(page, FAMILY, 'Enter');
  await page.locator('[data-story-kind="requested"]').waitFor();
  // The next patient does not wait.
  await wedge(page, COUPLE, 'Enter');
  expect(await sell(page, '2')).toBe(2);
  expect(await page.locator('[data-screen="host-gone"]').count()).toBe(0);
  district.wake();
  await expect.poll(() => waiting(page), { timeout: 120_000 }).toBe(0);
  opened.expectQuiet();
});

test('a pool sells, says that the line is down, and opens its dialogs; what was sold arrives', async () => {
  district.hang();
  await wedge(page, FAMILY, 'Enter');
  expect(await sell(page, '1')).toBeGreaterThan(0);
  await page.locator('[data-line="down"]').waitFor({ timeout: TOLD_MS_MAX });
  await press(page, 'F2');
  await page.getByRole('dialog').waitFor();
  await press(page, 'Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => waiting(page)).toBe(1);
  district.wake();
  await expect.poll(() => waiting(page), { timeout: 120_000 }).toBe(0);
});
