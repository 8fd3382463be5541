import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoRecords } from '../../src/district/demo/cards.ts';
import { maskedNameOf } from '../../src/domain/card/masked-name.ts';
import { launchBrowser } from '../support/browser.ts';
import { DAY_MS } from '../support/set-clock.ts';
import { isReady, press, sell, typeCard } from './support/desk-page.ts';
import { trustDesk } from './support/trust-desk.ts';

const YEARS_MS = 3650 * DAY_MS;
const [HOLDER] = demoRecords;
if (HOLDER === undefined) throw new Error('no demo card');
const { cardNumber, name } = HOLDER;
const masked = maskedNameOf(name);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser({});
});
afterAll(() => browser.close());

describe('a computer that is ten years ahead', () => {
  test('decides on the district’s day, says so in amber, and marks what the clerk confirmed', async () => {
    const { page, host } = await trustDesk(browser, { strength: 'file', deviceAheadMs: YEARS_MS });
    await isReady(page);
    await page.locator('[data-clock="suspect"]').waitFor();
    expect(await page.locator('header time').getAttribute('datetime')).toMatch(/^2026-11-23T/);
    await page.locator('[data-dialog="confirm-date"]').waitFor();
    await press(page, 'Enter');
    await page.locator('[data-clock="confirmed"]').waitFor();
    expect(await page.locator('[data-clock]').innerText()).toMatch(/快了 3650 天.*校准/);
    await typeCard(page, cardNumber);
    const seq = await sell(page, '1');
    const [entry] = await host.call('journal.read', { fromSeq: seq, limit: 1 });
    expect(entry).toMatchObject({
      at: { clock: 'confirmed', serverOffsetMs: -YEARS_MS },
      body: { kind: 'use', start: expect.stringMatching(/^2026-11-23T/) },
    });
    await page.evaluate(() => {
      window.print = () => undefined;
    });
    await press(page, 'p');
    await page.locator('[data-slip]').waitFor({ state: 'attached' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator(`[data-slip="${seq}"]`).innerText()).toMatch(/2026-11-23 \d\d:\d\d/);
    await page.emulateMedia({ media: null });
    await press(page, 'F6');
    await page.locator(`[data-use="${seq}"]`).waitFor();
  });
});

describe('the holder’s name', () => {
  test('is masked, whole while N is held, and in the journal before it shows', async () => {
    const { page, host } = await trustDesk(browser, { strength: 'file', deviceAheadMs: 0 });
    await isReady(page);
    await typeCard(page, cardNumber);
    await page.locator('[data-name="masked"]', { hasText: masked }).waitFor();
    expect(await page.content()).not.toContain(name);
    await page.waitForTimeout(200);
    await page.keyboard.down('n');
    await page.locator('[data-name="full"]', { hasText: name }).waitFor();
    const [entry] = await host.call('journal.read', { fromSeq: 1, limit: 5 });
    expect(entry?.body.kind).toBe('name-shown');
    await page.keyboard.up('n');
    await page.locator('[data-name="masked"]').waitFor();
    expect(await page.content()).not.toContain(name);
    await press(page, 'F12');
    await page.locator('[data-screen="lock"]').waitFor();
    expect(await page.content()).not.toContain(masked);
    await press(page, 'Enter');
    await isReady(page);
  });

  test('goes when the roster is 15 days old, and comes back with the line', async () => {
    const { page, district, pass } = await trustDesk(browser, { strength: 'file', deviceAheadMs: 0 });
    await isReady(page);
    await typeCard(page, cardNumber);
    await page.locator('[data-name="masked"]', { hasText: masked }).waitFor();
    await district.stop();
    pass(15 * DAY_MS);
    // What was on the screen goes by itself.
    await isReady(page);
    await showCard(page);
    expect(await page.locator('[data-screen="decided"]').innerText()).toMatch(/姓名已删除/);
    expect(await page.content()).not.toContain(masked);
    await press(page, 'Escape');
    await district.start();
    await page.locator('[data-waiting]').click();
    await expect
      .poll(
        async () => {
          await showCard(page);
          return page.locator('[data-screen="decided"]').innerText();
        },
        { timeout: 60_000, interval: 3_000 },
      )
      .toContain(masked);
  });
});

describe('without safe storage', () => {
  test('a technician sets a passphrase, and names come; a wrong one is told', async () => {
    const { page } = await trustDesk(browser, { strength: 'basic', deviceAheadMs: 0 });
    await isReady(page);
    await showCard(page);
    expect(await page.locator('[data-screen="decided"]').innerText()).toMatch(/没有安全存储/);
    await press(page, 'F10');
    await page.locator('[data-names="no-passphrase"]').waitFor();
    await setPassphrase(page, 'liwan 2026');
    await page.locator('[data-names="waiting"], [data-names="on"]').first().waitFor();
    await page.getByLabel('现在的口令').fill('not this one');
    await setPassphrase(page, 'another one');
    await page.locator('[data-fault="wrong"]', { hasText: '什么都没有改变' }).waitFor();
    await press(page, 'Escape', 'Escape');
    await page.locator('[data-waiting]').click();
    await expect
      .poll(
        async () => {
          await showCard(page);
          return page.locator('[data-screen="decided"]').innerText();
        },
        { timeout: 60_000, interval: 3_000 },
      )
      .toContain(masked);
  });
});

async function showCard(page: Page): Promise<void> {
  await typeCard(page, cardNumber);
  await page.locator('[data-screen="decided"]').waitFor();
}

async function setPassphrase(page: Page, passphrase: string): Promise<void> {
  await page.getByLabel('新口令（至少 8 个字）').fill(passphrase);
  await page.getByLabel('再输一遍新口令').fill(passphrase);
  await page.getByRole('button', { name: /设口令|改口令/ }).click();
}
