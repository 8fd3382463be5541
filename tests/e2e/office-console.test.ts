import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OFFICE_FOLDER } from '../../src/cli/start/build-app.ts';
import { type District, startDistrict } from '../../src/district/district.ts';
import { shippedCatalogue } from '../../src/district/roster/catalogue.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import { instantOf } from '../../src/domain/base/wall-time.ts';
import { cardNumberOf } from '../../src/domain/card/card-number.ts';
import { launchBrowser } from '../support/browser.ts';
import { runCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { goTo, openOffice } from './support/office-page.ts';

/** A Monday on which the pool is open; the desk stands at the same minute. */
const AT = '2026-11-23T15:42';
const CARD = cardNumberOf('LW20260001');

let browser: Browser;
let district: District;
let officeToken = '';
beforeAll(async () => {
  browser = await launchBrowser({});
  district = await startDistrict({
    storage: { kind: 'pglite', folder: null },
    host: '127.0.0.1',
    port: 0,
    catalogue: await shippedCatalogue(),
    keys: developmentKeys(),
    officeFolder: OFFICE_FOLDER,
    now: () => instantOf(AT),
  });
  officeToken = await district.createRunToken();
});
afterAll(async () => {
  await browser?.close();
  await district?.close();
});

test('from an empty district to a sale: a list is imported, a kiosk enrolled by the code shown, and the use stands on the card', async () => {
  const { page, complaints } = await openOffice(browser, `${district.url}/office#token=${officeToken}`);
  // The token is out of the address before anybody can copy it.
  expect(page.url()).not.toContain(officeToken);
  await expect.poll(() => page.getByText('名册是空的').count()).toBe(1);

  const folder = temporaryFolder();
  const list = join(folder, '名单.csv');
  writeFileSync(list, `卡号,姓名,生效日期,有效期至,电话\n${CARD},张三丰,2026-01-01,2027-12-31,13800000000\n`);
  await goTo(page, '/cards/import');
  await page.locator('input[type=file]').setInputFiles(list);
  await page.getByText('这些列没有读取：电话').waitFor();
  await page.getByText(CARD).first().waitFor();
  await page.getByRole('button', { name: '确认导入 1 行' }).click();
  await page.getByText('“名单.csv”已导入：新增 1，变更 0，不变 0。').waitFor();

  await goTo(page, '/kiosks');
  await page.getByRole('button', { name: '登记新前台' }).first().click();
  await page.getByRole('combobox', { name: '服务点' }).last().fill('西郊');
  await page.keyboard.press('Enter');
  await page.getByLabel('前台名称').fill('泳场 1 号台');
  await page.getByRole('button', { name: '生成登记码' }).click();
  const code = (await page.locator('[data-code]').first().textContent())?.trim() ?? '';
  expect(code).toMatch(/^\d{8}$/);

  await goTo(page, '/notices');
  await page.getByRole('button', { name: '写通知' }).click();
  await page.getByRole('dialog').getByLabel('内容（中文）').fill('今天 17 时闭馆');
  await page.getByRole('button', { name: '发布' }).click();
  await page.getByText('没有在用的前台').waitFor();

  const codeFile = join(folder, 'code');
  writeFileSync(codeFile, `${code}\n`);
  const where = ['--district', district.url, '--code-file', codeFile, '--data', join(folder, 'desk')];
  const desk = runCommand('desk', ['--site', 'xijiao-pool', '--at', AT, ...where]);
  const say = async (...orders: readonly object[]) => {
    for (const order of orders) desk.child.stdin?.write(`${JSON.stringify(order)}\n`);
    await desk.nextLine(/"do":"sync"/);
  };
  await say({ do: 'sync' });
  // The desk at rest shows the notice until its clerk says that it was read.
  desk.child.stdin?.write('{"do":"notice-read"}\n');
  await desk.nextLine(/"do":"notice-read","ok":true.*"notices":\[\]/);
  await say({ do: 'scan', text: CARD }, { do: 'choose', item: 1 }, { do: 'confirm' }, { do: 'sync' });
  await desk.end('SIGTERM');

  await goTo(page, '/notices');
  await page.getByText('1 台中 1 台已阅').waitFor();
  await goTo(page, `/cards?q=${encodeURIComponent('张三')}`);
  await page.getByRole('link', { name: CARD }).click();
  await page.getByRole('cell', { name: '露天池门票' }).waitFor();
  await goTo(page, '/kiosks');
  await page.getByRole('cell', { name: '泳场 1 号台', exact: true }).waitFor();
  expect(complaints).toEqual([]);
});

test('a card is reported lost and made active again, and its history says so', async () => {
  const { page, complaints } = await openOffice(browser, `${district.url}/office#token=${officeToken}`);
  await goTo(page, '/cards?add=true');
  const number = cardNumberOf('LW20260002');
  await page.getByRole('dialog').getByLabel('卡号').fill(number);
  await page.getByRole('dialog').getByLabel('姓名').fill('李四');
  await page.getByRole('dialog').getByLabel('生效日期').fill('2026-01-01');
  await page.getByRole('dialog').getByLabel('有效期至').fill('2027-12-31');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('heading', { name: `李四 · ${number}` }).waitFor();
  for (const [act, status] of [
    ['挂失', '挂失'],
    ['恢复有效', '有效'],
  ] as const) {
    await page.locator('main').getByRole('button', { name: act }).click();
    const dialog = page.getByRole('dialog');
    if (act === '恢复有效') {
      await dialog.getByRole('button', { name: act }).click();
      await dialog.getByText('请选择变更原因').waitFor();
      await dialog.getByRole('combobox').click();
      await page.locator('.ant-select-item-option', { hasText: '卡片已找回' }).click();
      await dialog.getByLabel('补充说明').fill('在更衣柜里');
    }
    await dialog.getByRole('button', { name: act }).click();
    await page.locator('.facts .mark', { hasText: status }).waitFor();
  }
  await page.getByText('状态：有效 → 挂失').waitFor();
  await page.getByText('状态：挂失 → 有效').waitFor();
  await page.getByText('原因：卡片遗失或被盗').waitFor();
  await page.getByText('原因：卡片已找回 · 在更衣柜里').waitFor();
  expect(complaints).toEqual([]);
});

test('a wrong token is told in words, and opens nothing', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${district.url}/office#token=no-token-of-this-district`);
  await page.getByRole('heading', { name: '输入办公令牌' }).waitFor();
  expect(await page.getByRole('navigation').count()).toBe(0);
  await context.close();
});

test('a browser of five years ago, without what came since, shows the first page and the cardholders', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.addInitScript(() => {
    const gone: readonly (readonly [object, readonly string[]])[] = [
      [Array.prototype, ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with']],
      [String.prototype, ['at', 'isWellFormed', 'toWellFormed']],
      [Object, ['hasOwn', 'groupBy']],
      [Map, ['groupBy']],
      [Promise, ['withResolvers', 'try']],
      [Set.prototype, ['union', 'intersection', 'difference', 'isSubsetOf']],
      [AbortSignal, ['any', 'timeout']],
      [globalThis, ['structuredClone']],
    ];
    for (const [owner, names] of gone) for (const name of names) Reflect.deleteProperty(owner, name);
  });
  await page.goto(`${district.url}/office#token=${officeToken}`);
  await page.getByRole('heading', { name: '今日待办' }).waitFor();
  await page.getByRole('link', { name: '持卡人', exact: true }).click();
  await page.getByRole('heading', { name: '持卡人' }).waitFor();
  await page.getByText(/找到 \d+ 张/).waitFor();
  // What the rules of the domain call is there again.
  const added = await page.evaluate(() => [
    [2, 1].toSorted().at(-1),
    'a'.isWellFormed(),
    Object.hasOwn({ a: 1 }, 'a'),
  ]);
  expect(added).toEqual([2, true, true]);
  expect(errors).toEqual([]);
  await context.close();
});
