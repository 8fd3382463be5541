import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OFFICE_FOLDER } from '../../src/cli/start/build-app.ts';
import { type District, startDistrict } from '../../src/district/district.ts';
import { shippedCatalogue } from '../../src/district/roster/catalogue.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import { cardNumberOf } from '../../src/domain/card/card-number.ts';
import { ensureFirefox, launchFirefox } from '../support/firefox.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/**
 * The month without any use is answered by 404. zod tries once at each load whether it may compile, which the policy
 * forbids: only Firefox writes that down.
 */
const EXPECTED = /404|blocked a JavaScript eval/;
/** Firefox without a screen paints too seldom to look at each frame. */
const POLLED = { polling: 200 };
const PASSWORD = 'Sunny-days-2026';
const CARD = cardNumberOf('LW20260001');
const OTHER = cardNumberOf('LW20260002');

const firefox = ensureFirefox();
if ('missing' in firefox) console.log(`skipped: ${firefox.missing}`);

describe('the office in Firefox', () => {
  let browser: Browser;
  let district: District;
  beforeAll(async () => {
    if ('missing' in firefox) return;
    browser = await launchFirefox(firefox.path);
    district = await startDistrict({
      storage: { kind: 'pglite', folder: null },
      host: '127.0.0.1',
      port: 0,
      catalogue: await shippedCatalogue(),
      keys: developmentKeys(),
      officeFolder: OFFICE_FOLDER,
    });
  });
  afterAll(async () => {
    await browser?.close();
    await district?.close();
  });
  beforeEach(({ skip }) => {
    if ('missing' in firefox) skip(firefox.missing);
  });

  test('signs in, imports a list, finds a card, suspends it and closes a month, and axe finds no fault', async () => {
    const page = await browser.newPage();
    await page.setViewport({ width: 1366, height: 768 });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });

    await page.goto((await district.createFirstLink()) ?? '');
    await heading(page, '设立第一位管理员');
    const [name, ...passwords] = await page.$$('main input, form input');
    await name?.type('王主任');
    for (const password of passwords) await password.type(PASSWORD);
    await press(page, '设立并登录');
    await heading(page, '今日待办');
    await press(page, '退出登录');
    await heading(page, '登录办公台');
    await page.locator('input[autocomplete=username]').fill('王主任');
    await page.locator('input[type=password]').fill(PASSWORD);
    await press(page, '登录');
    await heading(page, '今日待办');
    expect(await axeFaults(page)).toEqual([]);

    const list = join(temporaryFolder(), '名单.csv');
    const row = (number: string, holder: string) => `${number},${holder},2026-01-01,2099-12-31\n`;
    writeFileSync(list, `卡号,姓名,生效日期,有效期至\n${row(CARD, '张三丰')}${row(OTHER, '李四')}`);
    await goTo(page, '/cards/import');
    const input = await page.waitForSelector('input[type=file]');
    await (
      input as Awaited<ReturnType<Page['waitForSelector']>> & { uploadFile(path: string): Promise<void> }
    ).uploadFile(list);
    await press(page, '确认导入 2 行');
    await text(page, '“名单.csv”已导入：新增 2，变更 0，不变 0。');
    expect(await axeFaults(page)).toEqual([]);

    await goTo(page, `/cards?q=${encodeURIComponent('张三')}`);
    await page.locator(`main a[href$="/cards/${CARD}"]`).click();
    await heading(page, `张三丰 · ${CARD}`);
    await press(page, '暂停');
    await page.locator('[role=dialog] .ant-select').click();
    await page.locator('.ant-select-item-option').click();
    await press(page, '暂停', '[role=dialog]');
    await text(page, '状态：有效 → 暂停');
    expect(await axeFaults(page)).toEqual([]);

    // A month before there was any district: nothing was used.
    await goTo(page, '/numbers/settlement?site=xijiao-pool&month=2020-01');
    await press(page, '关账并查看');
    await press(page, '关账并查看', '[role=dialog]');
    await press(page, '按零结算');
    await press(page, '关账并查看', '[role=dialog]');
    await text(page, '区里应补');
    expect(await axeFaults(page)).toEqual([]);
    expect(complaints.filter((complaint) => !EXPECTED.test(complaint))).toEqual([]);
  });

  async function goTo(page: Page, path: string): Promise<void> {
    await page.goto(new URL(`/office${path}`, district.url).href);
    await page.waitForSelector('main h1');
  }
});

/** Chinese buttons of two characters have a blank between them. */
async function press(page: Page, name: string, within = 'body'): Promise<void> {
  const handle = await page.waitForFunction(
    (words, where) =>
      [...document.querySelectorAll<HTMLElement>(`${where} button:not([disabled])`)].find(
        (button) => button.innerText.replaceAll(/\s/g, '') === words.replaceAll(/\s/g, ''),
      ),
    POLLED,
    name,
    within,
  );
  const button = handle.asElement();
  if (button === null) throw new Error(`no button ${name}`);
  await (button as Awaited<ReturnType<Page['$']>>)?.click();
}

async function heading(page: Page, words: string): Promise<void> {
  const hasHeading = (wanted: string) =>
    [...document.querySelectorAll('h1, h2')].some((one) => one.textContent === wanted);
  await until(page, hasHeading, words);
}

async function text(page: Page, words: string): Promise<void> {
  await until(page, (wanted) => document.body.innerText.includes(wanted), words);
}

const LOOKS_MAX = 100;
const LOOK_MS = 300;

/** Looks again and again. A look of puppeteer's own waits for ever if the page is exchanged below it. */
async function until(page: Page, isThere: (wanted: string) => boolean, wanted: string): Promise<void> {
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    if (await page.evaluate(isThere, wanted).catch(() => false)) return;
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
  throw new Error(`${wanted} did not come`);
}

async function axeFaults(page: Page): Promise<string[]> {
  // What is still fading in has not its colour yet.
  await new Promise((done) => setTimeout(done, 500));
  await page.evaluate(AXE);
  const results = await page.evaluate(
    async () =>
      (await (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run()) as AxeResults,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map((node) => `${id} ${node.target.join(' ')} ${node.html.slice(0, 160)}`),
  );
}
