import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { sharedDemoWindow } from './support/demo-window.ts';
import { chooseDesk, chooseLanguage, isReady, press, recordedSeq, sell, wedge } from './support/desk-page.ts';

const FAMILY = demoCardNumber(1);
const SIZES = [
  [800, 480],
  [911, 512],
  [960, 540],
  // 1366 by 768 at 125 %. The two above are the same at 150 %, and 1920 by 1080 at 200 %.
  [1093, 614],
  [1024, 768],
  [1366, 768],
  [1920, 1080],
] as const;
const SETTLE_MS_MAX = 5_000;
/** Where the pictures go that somebody wants to look at. */
const PICTURES = process.env['ORDER_PICTURES'];

/** A desk of every kind, and an item of it that has the most to say. */
const DESKS = [
  ['xijiao-pool', 'indoor-ticket'],
  ['youth-sports-club', 'badminton-court'],
  ['youth-sports-club', 'fitness-annual'],
  ['fangcun-sports-centre', 'tennis-court'],
  ['liwan-gymnasium', 'badminton-free'],
  ['liwan-library', 'activity-room'],
  ['liwan-central-hospital', 'check-up'],
  ['liwan-central-hospital', 'consultation'],
  ['service-hall', 'one-time-notice'],
  ['community-health-centre', 'family-doctor-basic'],
] as const;

const shared = sharedDemoWindow({ camera: 'empty desk' });
let page: Page;
beforeAll(() => {
  page = shared().page;
});

describe.each(['中文', 'English'] as const)('in %s', (language) => {
  beforeAll(async () => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await chooseLanguage(page, language);
  });

  test.each(DESKS)('at %s the bar of %s is whole at every size', async (site, itemId) => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await chooseDesk(page, site);
    await wedge(page, FAMILY, 'Enter');
    const row = page.locator(`[data-item="${itemId}"]`);
    await row.waitFor();
    await row.click();
    await page.locator('[data-commit]').waitFor();
    for (const [width, height] of SIZES) {
      for (const textPercent of [100, 200]) {
        // Twice the text where a window of half the size is left: smaller ones are those that are enlarged already.
        if (textPercent === 200 && width < 1366) continue;
        for (const isTrayOpen of [true, false]) {
          await page.setViewportSize({ width, height });
          await setText(textPercent);
          await setTray(isTrayOpen);
          const where = `${site} ${width}x${height} ${textPercent} % tray ${isTrayOpen}`;
          if (PICTURES !== undefined && isTrayOpen) {
            const name = `${site}-${itemId}-${language}-${width}-${textPercent}.png`;
            await page.screenshot({ path: join(PICTURES, name) });
          }
          // The list follows a new size with the next frames.
          await expect
            .poll(async () => [where, await cutOff(page)], { timeout: SETTLE_MS_MAX })
            .toEqual([where, []]);
        }
      }
    }
    await setText(100);
    await press(page, 'Escape', 'Escape', 'Escape');
    await isReady(page);
  });
});

describe.each([
  ['中文', demoCardNumber(3)],
  ['English', demoCardNumber(4)],
] as const)('what is offered, in %s', (language, card) => {
  test('is in sight at every size beside what the card has bought today, and so is every key of the bar below', async () => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await chooseDesk(page, 'xijiao-pool');
    await chooseLanguage(page, language);
    for (const digit of ['1', '1', '2']) {
      await wedge(page, card, 'Enter');
      await sell(page, digit);
    }
    await wedge(page, card, 'Enter');
    await page.locator('[data-story="2"]').waitFor();
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      for (const isTrayOpen of [true, false]) {
        await setTray(isTrayOpen);
        const where = `${width}x${height} tray ${isTrayOpen}`;
        if (PICTURES !== undefined && isTrayOpen) {
          await page.screenshot({ path: join(PICTURES, `offered-${language}-${width}.png`) });
        }
        await expect.poll(async () => [where, await offered(page)]).toEqual([where, { rows: true, cut: [] }]);
      }
    }
    await page.setViewportSize({ width: 800, height: 480 });
    await press(page, '2');
    await page.locator('[data-commit]').waitFor();
    // A finger has no Esc: an item that was chosen by mistake, and a card that goes away without buying.
    await page.locator('[data-command="back"]').click();
    await page.locator('[data-commit]').waitFor({ state: 'detached' });
    await page.locator('[data-command="back"]').click();
    await isReady(page);
    expect(await page.locator('[data-command="back"]').count()).toBe(0);
  });
});

test('a figure that is typed and left by the click on the button is read before anything is recorded', async () => {
  await page.setViewportSize({ width: 1366, height: 768 });
  await chooseLanguage(page, '中文');
  await chooseDesk(page, 'youth-sports-club');
  await wedge(page, FAMILY, 'Enter');
  await page.locator('[data-item="badminton-court"]').click();
  const total = page.locator('[data-commit] [data-total]');
  const button = page.locator('[data-enter]');
  // At night the order begins at the next time that has a price.
  if ((await button.getAttribute('data-enter')) === 'move-to') await button.click();
  const before = await total.textContent();
  // Shorter than offered: in the last hours of the day a longer one would run into the night, which has no price.
  const minutes = page.getByRole('textbox', { name: '时长（分钟）' });
  await minutes.fill('30');
  await button.click();
  await expect.poll(() => total.textContent()).not.toBe(before);
  expect(await page.locator('[data-screen="recorded"]').count()).toBe(0);
  // What is no figure is not taken, and nothing is recorded in its place, by a key or by a click.
  const shown = await total.textContent();
  await minutes.fill('2h');
  await button.click();
  await page.getByRole('alert').getByText('“2h”不是可用的数').waitFor();
  await press(page, 'Enter');
  await button.click();
  expect(await page.locator('[data-screen="recorded"]').count()).toBe(0);
  expect([await total.textContent(), await minutes.inputValue()]).toEqual([shown, '2h']);
  await minutes.fill('30');
  await button.click();
  await recordedSeq(page);
});

test('a bar that is not in sight records nothing, whoever presses Enter', async () => {
  await page.setViewportSize({ width: 1366, height: 768 });
  await chooseDesk(page, 'xijiao-pool');
  await wedge(page, FAMILY, 'Enter');
  await page.locator('[data-screen="decided"]').waitFor();
  await press(page, '1');
  await page.locator('[data-commit]').waitFor();
  await page.setViewportSize({ width: 1366, height: 160 });
  await press(page, 'Enter');
  await page.waitForTimeout(500);
  expect(await page.locator('[data-screen="recorded"]').count()).toBe(0);
  await page.setViewportSize({ width: 1366, height: 768 });
  await press(page, 'Enter');
  await page.locator('[data-screen="recorded"]').waitFor();
});

async function setText(percent: number): Promise<void> {
  await page.evaluate((to) => {
    const { style } = document.documentElement;
    style.removeProperty('font-size');
    if (to === 100) return;
    const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    style.fontSize = `${(size * to) / 100}px`;
  }, percent);
}

async function setTray(isOpen: boolean): Promise<void> {
  const button = page.locator('[data-tray-toggle]');
  const isOpenNow = (await button.getAttribute('aria-expanded')) === 'true';
  if (isOpenNow !== isOpen) await button.evaluate((element: HTMLElement) => element.click());
}

/** Whether the key and the name of an item are wholly painted, and which buttons of the bar at the bottom are not. */
async function offered(on: Page): Promise<{ readonly rows: boolean; readonly cut: readonly string[] }> {
  return on.evaluate(() => {
    const isPainted = (part: Element) => {
      const { left, top, right, bottom } = part.getBoundingClientRect();
      const corners = [
        [left + 6, top + 6],
        [right - 6, bottom - 6],
      ] as const;
      return corners.every(([x, y]) => part.contains(document.elementFromPoint(x, y)));
    };
    return {
      rows: [...document.querySelectorAll('[data-item]')].some((item) =>
        [item.children[0], item.children[1]?.children[0]].every(
          (part) => part !== undefined && isPainted(part),
        ),
      ),
      cut: [...document.querySelectorAll('footer button')]
        .filter((button) => !isPainted(button) || button.scrollWidth > button.clientWidth + 1)
        .map((button) => button.textContent ?? ''),
    };
  });
}

/**
 * Parts of the order's bar that are not wholly painted, by what they say; the chosen item, if its list shows and cuts
 * it; buttons of the order that something else covers; fields whose text is longer than they are.
 */
async function cutOff(on: Page): Promise<readonly string[]> {
  return on.evaluate(() => {
    const bar = document.querySelector('[data-commit]');
    if (bar === null) return ['no bar'];
    const parts = [bar, ...bar.querySelectorAll('[data-what], [data-what] > *, [data-total], [data-enter]')];
    const list = document.querySelector('[data-screen] ul:has([data-item])')?.parentElement ?? null;
    const chosen = list?.querySelector('[data-item][aria-pressed="true"]') ?? null;
    const isCut = (part: Element, within: Element) => {
      const [inner, outer] = [part.getBoundingClientRect(), within.getBoundingClientRect()];
      return inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1;
    };
    const isListShown = list !== null && getComputedStyle(list).visibility !== 'hidden';
    const details = document.querySelector('[data-order] > div');
    const covered = [...(details?.querySelectorAll('button') ?? [])].filter((button) => {
      const { left, top, right, bottom } = button.getBoundingClientRect();
      const edges = [
        [left + 4, (top + bottom) / 2],
        [right - 4, (top + bottom) / 2],
        [(left + right) / 2, bottom - 4],
      ] as const;
      const isPainted = edges.every(([x, y]) => button.contains(document.elementFromPoint(x, y)));
      return details !== null && !isCut(button, details) && !isPainted;
    });
    const narrow = [...(details?.querySelectorAll('input') ?? [])].filter(
      (field) => field.scrollWidth > field.clientWidth + 1,
    );
    const faults = [
      ...(isListShown && chosen !== null && isCut(chosen, list) ? ['the chosen item'] : []),
      ...covered.map((button) => `covered: ${button.textContent}`),
      ...narrow.map((field) => `too narrow: ${field.value}`),
    ];
    const cut = parts
      .filter((part) => {
        const { left, top, right, bottom } = part.getBoundingClientRect();
        const points = [
          [left + 4, (top + bottom) / 2],
          [right - 4, (top + bottom) / 2],
          [(left + right) / 2, top + 4],
          [(left + right) / 2, bottom - 4],
        ] as const;
        const isPainted = points.every(([x, y]) => {
          const painted = document.elementFromPoint(x, y);
          return painted !== null && bar.contains(painted);
        });
        return !isPainted || part.scrollWidth > part.clientWidth + 1;
      })
      .map((part) => (part === bar ? 'the bar' : (part.textContent ?? '')));
    return [...faults, ...cut];
  });
}
