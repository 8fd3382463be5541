import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readCardCode } from '../../src/domain/card/card-code.ts';
import { cardNumberOf } from '../../src/domain/card/card-number.ts';
import { type ScannerPage, serveScannerPage } from '../renderer/scanner/scanner-page.ts';
import { launchBrowser } from '../support/browser.ts';
import { scanByHand } from '../support/hand-scanner.ts';
import { signedQrOf } from '../support/signed-qr.ts';

/** A busy machine may pause between two keys of a scan for longer than any scanner does. */
const BUSY_RETRIES = 2;

const CARD = cardNumberOf('LW20260001');
/** As the page's patterns have it. */
const OLD_NUMBER = 'GZ12345678';
/** Longer than the silence that ends a scan, and than any scanner takes between keys. */
const HUMAN_PAUSE_MS = 300;

let site: ScannerPage;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  site = await serveScannerPage();
  browser = await launchBrowser({});
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(site.url);
});

describe('a scanner types into the page', { retry: BUSY_RETRIES }, () => {
  test.each([{ suffix: 'Enter' }, { suffix: 'Tab' }, {}] as const)('set up as %o', async (setup) => {
    await scanByHand(page, CARD, setup);
    await expect.poll(scans).toEqual([CARD]);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    expect(await clerkKeys()).toEqual([]);
  });

  test('an old number is asked for once more, and counts with the second equal reading', async () => {
    await scanByHand(page, OLD_NUMBER, { suffix: 'Enter' });
    await expect.poll(askedAgain).toBe(1);
    expect(await scans()).toEqual([]);
    await scanByHand(page, OLD_NUMBER, { suffix: 'Enter' });
    await expect.poll(scans).toEqual([OLD_NUMBER]);
    expect(await askedAgain()).toBe(1);
  });

  test('while a button has focus: its Enter presses nothing, a person’s does', async () => {
    await page.focus('button');
    await scanByHand(page, CARD, { suffix: 'Enter' });
    await expect.poll(scans).toEqual([CARD]);
    expect(await page.evaluate(() => window.probe.clicks)).toBe(0);
    await page.waitForTimeout(HUMAN_PAUSE_MS);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => window.probe.clicks)).toBe(1);
  });

  test('while a field has focus: what stood there stays, and only that', async () => {
    await page.fill('input', 'half a word');
    await scanByHand(page, CARD, { suffix: 'Enter' });
    await expect.poll(scans).toEqual([CARD]);
    expect(await page.inputValue('input')).toBe('half a word');
    expect(await clerkKeys()).toEqual([]);
  });

  test('while a Chinese input method is at work in a field', async () => {
    await page.focus('input');
    await scanByHand(page, CARD, { suffix: 'Enter', inputMethod: true });
    await expect.poll(scans).toEqual([CARD]);
    await expect.poll(() => page.inputValue('input')).toBe('');
    expect(await page.evaluate(() => window.probe.longestValue)).toBeLessThanOrEqual(6);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  });
});

describe('a scanner types a signed QR, 135 characters with blanks and signs', { retry: BUSY_RETRIES }, () => {
  const SIGNED = signedQrOf(CARD);

  test.each([
    ['with Enter', { suffix: 'Enter' }],
    ['with Tab', { suffix: 'Tab' }],
    ['without a suffix', {}],
    ['with caps lock on', { suffix: 'Enter', capsLock: true }],
  ] as const)('%s', async (_, setup) => {
    expect(SIGNED).toMatch(/^LW1:.* .*$/);
    await scanByHand(page, SIGNED, setup);
    await expect.poll(scans).toEqual([SIGNED]);
    expect(await clerkKeys()).toEqual([]);
  });

  test('while a button has focus: its blanks press nothing', async () => {
    await page.focus('button');
    await scanByHand(page, SIGNED, { suffix: 'Enter' });
    await expect.poll(scans).toEqual([SIGNED]);
    expect(await page.evaluate(() => window.probe.clicks)).toBe(0);
  });

  test('while a field has focus: what stood there stays', async () => {
    await page.fill('input', 'half a word');
    await scanByHand(page, SIGNED, { suffix: 'Tab' });
    await expect.poll(scans).toEqual([SIGNED]);
    expect(await page.inputValue('input')).toBe('half a word');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  });

  test('while a Chinese input method is at work in a field', async () => {
    await page.fill('input', '半句');
    await scanByHand(page, SIGNED, { suffix: 'Enter', inputMethod: true });
    await expect.poll(scans).toEqual([SIGNED]);
    await expect.poll(() => page.inputValue('input')).toBe('半句');
  });
});

test('a scanner’s card number under caps lock is the same card', async () => {
  await scanByHand(page, CARD, { suffix: 'Enter', capsLock: true });
  await expect.poll(scans).toHaveLength(1);
  expect((await scans()).map((text) => readCardCode(text))).toMatchObject([
    { kind: 'card', cardNumber: CARD },
  ]);
});

describe('a person types', { retry: BUSY_RETRIES }, () => {
  test('keys of the app, each of which arrives, and no scan', async () => {
    for (const key of ['1', '+', '-', 'Enter', 'Escape', 'F8']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(HUMAN_PAUSE_MS);
    }
    await expect.poll(clerkKeys).toEqual(['1', '+', '-', 'Enter', 'Escape', 'F8']);
    expect(await scans()).toEqual([]);
  });

  test('a card number into a field, which gets every character', async () => {
    await page.focus('input');
    await page.keyboard.type(CARD, { delay: HUMAN_PAUSE_MS });
    await page.keyboard.press('Enter');
    expect(await page.inputValue('input')).toBe(CARD);
    await expect.poll(clerkKeys).toEqual(['Enter']);
    expect(await scans()).toEqual([]);
  });

  test('a key that the app uses up: nobody else on the page hears of it', async () => {
    await page.evaluate(() => {
      document.addEventListener('keydown', (event) => {
        document.title += `${event.key} `;
      });
      document.title = '';
    });
    await page.keyboard.press('F3');
    await page.keyboard.press('F4');
    expect(await page.title()).toBe('F4');
    expect(await clerkKeys()).toEqual(['F3', 'F4']);
  });
});

async function scans(): Promise<string[]> {
  const events = await page.evaluate(() => window.probe.events);
  return events.flatMap((event) => (event.kind === 'code' && event.source === 'wedge' ? [event.text] : []));
}

async function clerkKeys(): Promise<string[]> {
  return await page.evaluate(() => window.probe.clerkKeys);
}

function askedAgain(): Promise<number> {
  return page.evaluate(() => window.probe.events.filter(({ kind }) => kind === 'read-again').length);
}
