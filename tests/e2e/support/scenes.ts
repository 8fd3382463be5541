import type { Page } from 'playwright-core';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import { isReady, press, wedge } from './desk-page.ts';

/** Brings a screen up from an idle desk; Escape, three times, leads back. */
export type Scene = (page: Page) => Promise<void>;

const FAMILY = demoCardNumber(1);
const ALONE = demoCardNumber(2);
const COUPLE = demoCardNumber(3);
const EXPIRED = demoCardNumber(5);
const LOST = demoCardNumber(8);

/** The screens of the gallery, by the desk that they are of. */
export const GALLERY_SCENES: Readonly<Record<string, Readonly<Record<string, Scene>>>> = {
  'xijiao-pool': {
    idle: isReady,
    yes: (page) => order(page, { card: FAMILY, digit: '1', counts: 1 }),
    recorded: (page) => sell(page, { card: COUPLE, digit: '2' }),
    no: (page) => showCard(page, EXPIRED),
    lost: (page) => showCard(page, LOST),
    ask: async (page) => {
      await sell(page, { card: ALONE, digit: '1' });
      await order(page, { card: ALONE, digit: '1' });
    },
    settings: (page) => dialog(page, 'F10'),
  },
  'liwan-central-hospital': {
    hospital: (page) => order(page, { card: COUPLE, digit: '2' }),
  },
};

/** Every other screen that a clerk or a technician meets, by the desk that has the most to show of it. */
export const OTHER_SCENES: Readonly<Record<string, Readonly<Record<string, Scene>>>> = {
  'xijiao-pool': {
    'wrong-check': (page) => showText(page, `${FAMILY.slice(0, -1)}3`, 'rejected'),
    'not-a-card': (page) => showText(page, 'HTTPS://EXAMPLE.ORG', 'rejected'),
    prefix: (page) => showText(page, `J${FAMILY}`, 'rejected'),
    typing: (page) => dialog(page, 'F2'),
    help: (page) => dialog(page, 'F1'),
    today: (page) => dialog(page, 'F6'),
    'nothing-due': (page) => dialog(page, 't'),
    chart: async (page) => {
      await dialog(page, 'F6');
      await page.locator('[data-chart]').click();
      await page.locator('[data-charts]').waitFor();
    },
    'day-end': async (page) => {
      await dialog(page, 'F9');
      await page.locator('[data-closing="count"]').waitFor();
    },
    'day-compared': async (page) => {
      await dialog(page, 'F9');
      await page.locator('[data-no-cash]').click();
      await page.locator('[data-closing="compare"]').waitFor();
    },
    'hand-over': async (page) => {
      await dialog(page, 'F7');
      await page.locator('[data-member]').first().waitFor();
    },
    void: (page) => dialog(page, 'F8'),
    switch: async (page) => {
      await order(page, { card: FAMILY, digit: '1' });
      await wedge(page, COUPLE, 'Enter');
      await page.locator('.ant-modal').waitFor();
    },
    camera: (page) => fromSettings(page, /识读检查|Scanner check/),
    'hand-scanner': async (page) => {
      await fromSettings(page, /检查扫码枪…|Check the hand scanner…/);
      await page.locator('[data-hand-scanner] svg').waitFor();
      await wedge(page, `J${FAMILY}`, 'Enter');
      await page.locator('[data-hand-scanner] [data-verdict]').waitFor();
    },
    export: (page) => fromSettings(page, /导出到U盘…|Export to USB…/),
    enrol: (page) => fromSettings(page, /重新登记…|Enrol again…/),
    printer: async (page) => {
      await dialog(page, 'F10');
      await page.locator('[data-printer-settings] summary').click();
      await page.locator('[data-preview]').scrollIntoViewIfNeeded();
    },
    setup: async (page) => {
      await dialog(page, 'F10');
      await page.locator('.ant-modal [data-command="setup"]').click();
      await page.locator('.ant-modal [data-command="setup"]').waitFor({ state: 'detached' });
      await page.locator('.ant-modal').waitFor();
    },
    lock: async (page) => {
      await press(page, 'F12');
      await page.locator('[data-screen="lock"]').waitFor();
    },
  },
  'service-hall': {
    idle: isReady,
    list: (page) => showCard(page, FAMILY),
    order: (page) => order(page, { card: FAMILY, digit: '1' }),
    matter: async (page) => {
      await wedge(page, await openMatter(page), 'Enter');
      await page.locator('.ant-modal [data-step="receive"]').waitFor();
    },
    'matter-step': async (page) => {
      await wedge(page, await openMatter(page), 'Enter');
      await page.locator('.ant-modal [data-step="receive"]').click();
      await page.locator('[data-step-text]').waitFor();
    },
    due: async (page) => {
      await finishMatter(page);
      await dialog(page, 't');
      await page.locator('[data-task="tell"]').first().waitFor();
    },
  },
  'liwan-gymnasium': {
    list: (page) => showCard(page, FAMILY),
    settings: (page) => dialog(page, 'F10'),
  },
  'youth-sports-club': {
    list: (page) => showCard(page, FAMILY),
    court: (page) => orderItem(page, 'badminton-court'),
    board: async (page) => {
      await dialog(page, 'b');
      await page.locator('[data-board-grid]').waitFor();
    },
    'courts-given': (page) => dialog(page, 'g'),
    pass: (page) => orderItem(page, 'fitness-annual'),
  },
  'liwan-library': {
    room: (page) => orderItem(page, 'activity-room'),
  },
};

async function showCard(page: Page, card: string): Promise<void> {
  await wedge(page, card, 'Enter');
  await page.locator('[data-screen="decided"]').waitFor();
}

async function showText(page: Page, text: string, screen: string): Promise<void> {
  await wedge(page, text, 'Enter');
  await page.locator(`[data-screen="${screen}"]`).waitFor();
}

async function order(
  page: Page,
  what: { readonly card: string; readonly digit: string; readonly counts?: number },
): Promise<void> {
  await showCard(page, what.card);
  await press(page, what.digit);
  await page.locator('[data-order]').waitFor();
  if (what.counts === undefined) return;
  await press(page, ...Array<string>(what.counts).fill('+'));
  await page.locator('[data-total="5000"]').waitFor();
}

async function orderItem(page: Page, itemId: string, card = FAMILY): Promise<void> {
  await showCard(page, card);
  await page.locator(`[data-item="${itemId}"]`).click();
  await page.locator('[data-order]').waitFor();
}

let matters = 0;

/** A matter that was just opened; returns its number. */
async function openMatter(page: Page): Promise<string> {
  matters += 1;
  const number = `440103-2026-${String(matters).padStart(6, '0')}`;
  // The other scenes show another card, without its matters.
  await orderItem(page, 'matter-social-card', COUPLE);
  await wedge(page, number, 'Enter');
  await press(page, 'Enter');
  await page.locator('[data-screen="recorded"]').waitFor();
  return number;
}

/** A matter that is done on the spot, so that its holder is to be told. */
async function finishMatter(page: Page): Promise<void> {
  const number = await openMatter(page);
  for (const step of ['receive', 'accept']) {
    await wedge(page, number, 'Enter');
    await page.locator(`.ant-modal [data-step="${step}"]`).click();
    if (step === 'receive') await press(page, '0');
    await press(page, 'Enter');
    await page.locator('[data-screen="stepped"]').waitFor();
    await press(page, 'Escape');
    await isReady(page);
  }
}

/** By the digit of its item. */
export async function sell(
  page: Page,
  what: { readonly card: string; readonly digit: string },
): Promise<void> {
  await order(page, what);
  await press(page, 'Enter');
  await page.locator('[data-screen="recorded"]').waitFor();
}

async function dialog(page: Page, key: string): Promise<void> {
  await press(page, key);
  await page.locator('.ant-modal').waitFor();
}

async function fromSettings(page: Page, name: RegExp): Promise<void> {
  await dialog(page, 'F10');
  await page.locator('.ant-modal button').filter({ hasText: name }).click();
  await page
    .locator('.ant-modal-title')
    .filter({ hasNotText: /^(设置|Settings)$/ })
    .waitFor();
}
