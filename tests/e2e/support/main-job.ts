import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import { writeCardVideo } from './card-video.ts';
import { press, sell, typeCard, waiting, wedge } from './desk-page.ts';
import type { DistrictCommand } from './district-command.ts';
import type { DistrictRow } from './district-rows.ts';

export const FAMILY = demoCardNumber(1);
const COUPLE = demoCardNumber(3);
const ALONE = demoCardNumber(2);

/** A whole retry period of the kiosk (300 s at most) is long; after the line is back it tries within this. */
const CAUGHT_UP_MS_MAX = 120_000;
const POLL = { timeout: 20_000 };

const USE = { kind: 'use', site: 'xijiao-pool', person: 'holder', voidsSeq: null, voidReason: null };
/** What `mainJob` sells, as the district must have it in the end. */
export const SOLD: readonly DistrictRow[] = [
  {
    ...USE,
    seq: 1,
    cardNumber: FAMILY,
    item: 'outdoor-ticket',
    quantity: 2,
    listTotalFen: 10000,
    totalFen: 5000,
    verdict: 'yes',
  },
  {
    ...USE,
    seq: 2,
    cardNumber: COUPLE,
    item: 'indoor-ticket',
    quantity: 1,
    listTotalFen: 8000,
    totalFen: 4000,
    verdict: 'yes',
  },
  {
    ...USE,
    seq: 3,
    cardNumber: ALONE,
    item: 'outdoor-ticket',
    quantity: 1,
    listTotalFen: 5000,
    totalFen: 2500,
    verdict: 'yes',
  },
  {
    seq: 4,
    kind: 'void',
    site: 'xijiao-pool',
    cardNumber: null,
    item: null,
    person: null,
    quantity: null,
    listTotalFen: null,
    totalFen: null,
    verdict: null,
    voidsSeq: 3,
    voidReason: 'customer-left',
  },
  {
    ...USE,
    seq: 5,
    cardNumber: FAMILY,
    item: 'indoor-ticket',
    quantity: 4,
    listTotalFen: 32000,
    totalFen: 16000,
    verdict: 'yes',
  },
];

/** What the camera sees during `mainJob`: the first card, once; the file starts over at every getUserMedia. */
export function mainJobVideo(folder: string): string {
  const file = join(folder, 'card.y4m');
  writeCardVideo(file, [
    { seconds: 2, cards: [] },
    { seconds: 3, cards: [{ text: FAMILY, code: 'code128', degrees: 5, blur: 1 }] },
    { seconds: 30, cards: [] },
  ]);
  return file;
}

/**
 * A card before the camera is sold to; then the district is killed, the page reloaded and the kiosk started
 * again (`restart`), with sales, a void and a reload between; in the end all has arrived.
 */
export async function mainJob(options: {
  readonly page: Page;
  readonly district: DistrictCommand;
  readonly restart: () => Promise<Page>;
}): Promise<void> {
  const { district, restart } = options;
  let { page } = options;

  // The camera reads the card by itself; two people go in.
  await page.locator('[data-verdict="yes"]').waitFor({ timeout: 60_000 });
  expect(await sell(page, '1', 2)).toBe(1);
  await press(page, 'F6');
  await page.getByRole('cell', { name: '已上传' }).waitFor();
  await press(page, 'Escape');

  // The line goes away in the hardest way. Selling goes on: hand scanner, then typing, then a void.
  await district.kill();
  await wedge(page, COUPLE, 'Enter');
  expect(await sell(page, '2')).toBe(2);
  await typeCard(page, ALONE);
  expect(await sell(page, '1')).toBe(3);
  await press(page, 'F8');
  await page.getByRole('dialog').waitFor();
  await press(page, '2');
  await page.locator('[data-screen="voided"]').waitFor();
  await page.locator('[data-line="down"]').waitFor({ timeout: 60_000 });
  await expect.poll(() => waiting(page), POLL).toBe(3);

  // The page is reloaded, then the whole kiosk started again, still without a line.
  await page.reload();
  await page.locator('[data-today="2"]').waitFor({ timeout: 60_000 });
  page = await restart();
  await page.locator('[data-today="2"]').waitFor({ timeout: 60_000 });
  // The camera starts its film again, too: its card would otherwise come whenever it pleases.
  await page.locator('[data-screen="decided"]').waitFor({ timeout: 60_000 });
  await press(page, 'Escape');
  await page.locator('[data-screen="idle"]').waitFor();
  await wedge(page, FAMILY, null);
  await page.locator('[data-screen="decided"]').waitFor();
  expect(await sell(page, '2', 4)).toBe(5);
  await page.locator('[data-line="down"]').waitFor({ timeout: 60_000 });
  await expect.poll(() => waiting(page), POLL).toBe(4);

  // The line is back: everything arrives without anyone pressing anything, and the kiosk says so.
  await district.start();
  await page.locator('[data-caught-up]').waitFor({ timeout: CAUGHT_UP_MS_MAX });
  expect(await page.locator('[data-caught-up]').getAttribute('data-caught-up')).toBe('4');
  await expect.poll(() => waiting(page), POLL).toBe(0);
}
