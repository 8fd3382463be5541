import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { scanByHand, scanSlowly } from '../support/hand-scanner.ts';
import { sharedDemoWindow } from './support/demo-window.ts';
import { isReady, press } from './support/desk-page.ts';

const FAMILY = demoCardNumber(1);
const FAMILY_NAME = '贾*玉';
/** Longer than the page waits for the end of a scan. */
const SETTLED_MS = 1200;
/** Where the pictures go that somebody wants to look at. */
const PICTURES = process.env['SCANNER_PICTURES'];

const shared = sharedDemoWindow({ camera: 'none' });
let page: Page;
beforeAll(() => {
  page = shared().page;
});
afterEach(async () => {
  await press(page, 'Escape', 'Escape');
  await isReady(page);
  shared().expectQuiet();
});

describe('the set-up page for hand scanners', () => {
  test.each([
    ['a quick one with Enter', { gapMs: 12, suffix: ['Enter'] }, 'works', '无', 'CR'],
    [
      'STX, AIM, CR and LF',
      { gapMs: 40, prefix: ['Ctrl+b', ...']C1'], suffix: ['Enter', 'Ctrl+j'] },
      'works',
      'STX + ]C1',
      'CR + LF',
    ],
    ['Enter before the code', { gapMs: 60, prefix: ['Enter'], suffix: ['Enter'] }, 'better', 'CR', 'CR'],
    ['Tab', { gapMs: 20, suffix: ['Tab'] }, 'works', '无', 'Tab'],
    ['no suffix', { gapMs: 20 }, 'better', '无', '无'],
    ['Alt codes', { gapMs: 15, altCodes: true, suffix: ['Enter'] }, 'works', '无', 'CR'],
    ['caps lock', { gapMs: 20, capsLock: true, suffix: ['Enter'] }, 'works', '无', 'CR'],
    ['400 ms a key', { gapMs: 400, suffix: ['Enter'] }, 'fails', '无', 'CR'],
  ] as const)('shows %s and sells nothing', async (name, setup, verdict, before, after) => {
    await openSetup();
    await scanSlowly(page, FAMILY, setup);
    await page.locator(`[data-verdict="${verdict}"]`).waitFor();
    expect((await factOf('读到')).toUpperCase()).toBe(FAMILY);
    expect(await factOf('条码前')).toContain(before);
    expect(await factOf('条码后')).toBe(after);
    expect(await factOf('每键用时')).toMatch(/^最短 \d+，多为 \d+，最长 \d+ 毫秒$/);
    expect(await factOf('打字方式')).toContain(name === 'Alt codes' ? 'Alt' : '普通');
    expect(await factOf('大写锁定')).toContain(
      name === 'caps lock' ? '开着' : name === 'Alt codes' ? '看不出' : '没有',
    );
    await picture(name);
    await press(page, 'Escape');
    await page.locator('[data-hand-scanner]').waitFor({ state: 'detached' });
    await page.waitForTimeout(SETTLED_MS);
    expect(await page.locator('[data-screen="idle"]').count()).toBe(1);
  });

  test('sees an input method at work in its field, and leaves nothing there', async () => {
    await openSetup();
    await page.locator('[data-hand-scanner] input').focus();
    await scanByHand(page, FAMILY, { suffix: 'Enter', inputMethod: true });
    await page.locator('[data-verdict]').waitFor();
    expect(await factOf('中文输入法')).toContain('开着');
    await expect.poll(() => page.locator('[data-hand-scanner] input').inputValue()).toBe('');
  });

  test('learns a prefix with the second scan; the desk then reads the card, until it is cleared', async () => {
    const setup = { gapMs: 15, prefix: ['j'], suffix: ['Enter'] };
    await scanSlowly(page, FAMILY, setup);
    await page.getByText('请技术员按 F10').waitFor();
    await press(page, 'Escape');
    await openSetup();
    await scanSlowly(page, FAMILY, setup);
    await page.locator('[data-verdict="again"] [data-advice="once"]').waitFor();
    expect(await page.locator('[data-kept="true"]').count()).toBe(0);
    await page.waitForTimeout(SETTLED_MS);
    await scanSlowly(page, FAMILY, setup);
    await page.locator('[data-kept="true"]').waitFor();
    expect(await page.locator('[data-verdict]').getAttribute('data-verdict')).toBe('works');
    await picture('learnt');
    await press(page, 'Escape');
    await isReady(page);
    await scanSlowly(page, FAMILY, setup);
    await page.getByText(FAMILY_NAME).first().waitFor();
    await press(page, 'Escape');
    await page.reload();
    await isReady(page);
    await scanSlowly(page, FAMILY, setup);
    await page.getByText(FAMILY_NAME).first().waitFor();
    await press(page, 'Escape');
    await openSetup();
    await page.getByRole('button', { name: '不再去掉' }).click();
    await page.locator('[data-kept="false"]').waitFor();
    await press(page, 'Escape');
    await scanSlowly(page, FAMILY, setup);
    await page.getByText('扫码枪加了前缀').waitFor();
  });

  test('is reached and left by keys alone, and its text fits a small screen', async () => {
    await press(page, 'F10');
    const button = page.getByRole('button', { name: '检查扫码枪…' });
    await button.focus();
    await press(page, 'Enter');
    await page.locator('[data-hand-scanner]').waitFor();
    await scanSlowly(page, FAMILY, { gapMs: 15, prefix: ['Enter', 'j'] });
    await page.locator('[data-verdict]').waitFor();
    for (const [width, height] of [
      [800, 480],
      [1366, 768],
    ] as const) {
      await page.setViewportSize({ width, height });
      await picture(`small-${width}`);
      const dialog = await page.locator('.ant-modal-container, .ant-modal-content').first().boundingBox();
      expect(dialog).not.toBeNull();
      expect((dialog?.y ?? 0) + (dialog?.height ?? 0)).toBeLessThanOrEqual(height);
      expect(await page.getByRole('button', { name: '完成 Esc' }).isVisible()).toBe(true);
    }
  });
});

async function openSetup(): Promise<void> {
  await press(page, 'F10');
  await page.getByRole('button', { name: '检查扫码枪…' }).click();
  await page.locator('[data-hand-scanner] svg').waitFor();
}

async function factOf(name: string): Promise<string> {
  return (await page.locator(`[data-hand-scanner] dt:text-is("${name}") + dd`).textContent()) ?? '';
}

async function picture(name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}
