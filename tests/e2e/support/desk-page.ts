import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { shipped } from '../../domain/shipped.ts';
import { scanByHand } from '../../support/hand-scanner.ts';

/** Two slow cores shared with a district, a host and a browser. */
const ANSWER_MS_MAX = 20_000;
/** Steps down the list of desks. */
const DESKS_MAX = 40;
const DESK_SIZE = { width: 1366, height: 768 };

/** A window of the kiosk with everything that went wrong in it. */
export interface DeskPage {
  readonly page: Page;
  /** Fails on any console error or warning, uncaught exception, or refused style or script so far. */
  expectQuiet(): void;
  /** How long each tone was, in milliseconds, since this was last asked. */
  tones(): Promise<number[]>;
}

/** Opens the kiosk at a one-time address and waits until the desk is ready for a card. */
export async function openDeskPage(browser: Browser, address: string): Promise<DeskPage> {
  const context = await browser.newContext({ viewport: DESK_SIZE });
  const page = await context.newPage();
  page.setDefaultTimeout(ANSWER_MS_MAX);
  const noise: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') noise.push(message.text());
  });
  page.on('pageerror', (error) => noise.push(error.message));
  await page.addInitScript(noteTones);
  await page.goto(address);
  return {
    page,
    expectQuiet: () => expect(noise).toEqual([]),
    tones: () => page.evaluate(() => (Reflect.get(globalThis, 'heardTones') as number[]).splice(0)),
  };
}

/** In the page: every oscillator that is told when to stop has sounded from its start until then. */
function noteTones(): void {
  const heard: number[] = [];
  Reflect.set(globalThis, 'heardTones', heard);
  const { start, stop } = AudioScheduledSourceNode.prototype;
  const startedAt = new WeakMap<AudioScheduledSourceNode, number>();
  AudioScheduledSourceNode.prototype.start = function (when = 0) {
    startedAt.set(this, when);
    start.call(this, when);
  };
  AudioScheduledSourceNode.prototype.stop = function (when = 0) {
    heard.push(Math.round((when - (startedAt.get(this) ?? 0)) * 1000));
    stop.call(this, when);
  };
}

export async function isReady(page: Page): Promise<void> {
  await page.locator('[data-screen="idle"]').waitFor({ timeout: 60_000 });
}

/** The pause of a quick hand between two keys; keys that come faster are a scanner's. */
const HAND_MS = 90;

/** Presses keys one after another as a hand does. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.waitForTimeout(HAND_MS);
    await page.keyboard.press(key);
  }
}

/** F2 and the number, as a clerk types it. */
export async function typeCard(page: Page, number: string): Promise<void> {
  await press(page, 'F2');
  const field = page.getByRole('dialog').getByRole('textbox');
  await field.waitFor();
  await field.pressSequentially(number, { delay: HAND_MS });
  await press(page, 'Enter');
}

/**
 * The desk waits this long for the end of a scan without a suffix. If Enter comes sooner after a scan with a suffix, the
 * desk takes it for a second suffix. A person needs longer to go from the scanner to the keyboard.
 */
const REST_MS = 400;

/** What a hand scanner sends: keys faster than a hand, and its suffix. */
export async function wedge(page: Page, text: string, suffix: 'Enter' | 'Tab' | null): Promise<void> {
  await page.waitForTimeout(HAND_MS);
  await scanByHand(page, text, suffix === null ? {} : { suffix });
  await page.waitForTimeout(REST_MS);
}

/** Chooses by digit, counts up to the quantity, confirms; answers the `seq` that the slip shows. */
export async function sell(page: Page, digit: string, quantity = 1): Promise<number> {
  await page.locator('[data-screen="decided"]').waitFor();
  await press(page, digit);
  await page.locator('[data-order]').waitFor();
  await press(page, ...Array<string>(quantity - 1).fill('+'), 'Enter');
  return recordedSeq(page);
}

export async function recordedSeq(page: Page): Promise<number> {
  // In one step: another screen may follow at once.
  return Number(await page.locator('[data-screen="recorded"]').getAttribute('data-seq'));
}

/** How many uses the status line says are waiting. */
export async function waiting(page: Page): Promise<number> {
  return Number(await page.locator('[data-waiting]').getAttribute('data-waiting'));
}

/** Opens the settings (F10) and chooses the language by its name. */
export async function chooseLanguage(page: Page, language: '中文' | 'English'): Promise<void> {
  await press(page, 'F10');
  await page.getByRole('dialog').getByText(language, { exact: true }).click();
  // The window waits for the words of a language before it shows it.
  const lang = language === 'English' ? 'en' : 'zh-CN';
  await page.locator(`html[lang="${lang}"]`).waitFor({ state: 'attached' });
  await press(page, 'Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Opens the settings (F10) and chooses the light or the dark theme. */
export async function chooseTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  const name = theme === 'dark' ? /^(深色|Dark)$/ : /^(浅色|Light)$/;
  await press(page, 'F10');
  await page.getByRole('dialog').getByText(name).click();
  await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' });
  await press(page, 'Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** F10, and down the list of desks until the wanted one is reached. */
export async function chooseDesk(page: Page, site: string): Promise<void> {
  const names = Object.values(shipped().sites.find(({ id }) => id === site)?.name ?? {});
  await press(page, 'F10');
  const select = page.getByRole('dialog').getByRole('combobox').first();
  await select.click();
  const active = page.locator('.ant-select-item-option-active');
  for (let step = 0; step < DESKS_MAX; step += 1) {
    if (names.includes((await active.getAttribute('title')) ?? '')) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  // It comes once it is certain that a hand struck it, and Escape would take it back.
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').waitFor({ state: 'hidden' });
  await press(page, 'Escape');
  await isReady(page);
}
