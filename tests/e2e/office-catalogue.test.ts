import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OFFICE_FOLDER } from '../../src/cli/start/build-app.ts';
import { type District, startDistrict } from '../../src/district/district.ts';
import type { DemoOfficer } from '../../src/district/office/demo-officers.ts';
import { shippedCatalogue } from '../../src/district/roster/catalogue.ts';
import { developmentCatalogueSigner, developmentKeys } from '../../src/district/roster/keys.ts';
import { instantOf } from '../../src/domain/base/wall-time.ts';
import { shipped } from '../domain/shipped.ts';
import { launchBrowser } from '../support/browser.ts';
import { goTo, openOffice } from './support/office-page.ts';

const AT = '2026-11-23T15:42';
/** The version after the one that the release brings. */
const VERSION = shipped().version + 1;
const DRAFT = `第 ${VERSION} 版`;
/** The folder for pictures, if somebody wants to look at them. */
const PICTURES = process.env['SCREEN_PICTURES'];

let browser: Browser;
let district: District;
let officers: readonly DemoOfficer[] = [];
beforeAll(async () => {
  browser = await launchBrowser({});
  district = await startDistrict({
    storage: { kind: 'pglite', folder: null },
    host: '127.0.0.1',
    port: 0,
    catalogue: await shippedCatalogue(),
    keys: developmentKeys(),
    catalogueSigner: developmentCatalogueSigner,
    officeFolder: OFFICE_FOLDER,
    now: () => instantOf(AT),
  });
  officers = await district.createDemoOfficers();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await district?.close();
});

/** The console as an officer of this role. */
async function asOfficer(role: DemoOfficer['role']) {
  const officer = officers.find((one) => one.role === role);
  if (officer === undefined) throw new Error(role);
  const account = Buffer.from(JSON.stringify([officer.name, officer.password])).toString('base64url');
  return openOffice(browser, `${district.url}/office#account=${account}`);
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

async function save(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Answers the question for the password, which each grave step asks again. */
async function provePassword(page: Page, role: DemoOfficer['role']): Promise<void> {
  const password = officers.find((one) => one.role === role)?.password ?? '';
  await page.getByRole('textbox', { name: '密码' }).fill(password);
  await page.keyboard.press('Enter');
}

const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click();

test('an officer changes prices, hours, sites and holidays on a draft, another approves, and it is in force', {
  timeout: 240_000,
}, async () => {
  const { page, complaints } = await asOfficer('officer');
  await goTo(page, '/catalogue');
  await page.getByText('一人修改，另一人批准。除您以外，现有 1 位').waitFor();
  await page.getByRole('button', { name: '修改目录' }).click();
  await page.getByRole('button', { name: '新建草稿' }).click();
  await page.getByRole('heading', { name: `草稿 · ${DRAFT}` }).waitFor();

  // A price and a band, by mouse and keyboard.
  await page.getByRole('combobox', { name: '服务点' }).fill('西郊');
  await page.keyboard.press('Enter');
  await picture(page, 'items');
  await page.getByRole('button', { name: '修改 露天池门票' }).click();
  await page.getByLabel('原价（元）').fill('60');
  // The field says what is wrong with it, and nothing is saved.
  await page.getByLabel('结束', { exact: true }).fill('00:00');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await page.getByText('要晚于开始的 00:00').waitFor();
  await page.getByLabel('结束', { exact: true }).fill('24:00');
  await picture(page, 'item-form');
  await save(page);
  await page.getByRole('region', { name: '露天池门票' }).getByText('60.00').waitFor();

  // The pool is closed for a change of water.
  await tab(page, '服务点');
  await page.getByRole('button', { name: '修改 西郊游泳场' }).click();
  await page.getByRole('button', { name: '录入开放时间' }).click();
  await page.getByRole('button', { name: '加特殊日期' }).click();
  await page.getByLabel('第一天').fill('2026-12-01');
  await page.getByLabel('最后一天').fill('2026-12-03');
  await page.getByLabel('原因（中文）').fill('换水停场');
  expect(await page.getByLabel('原因（英文）').inputValue()).toBe('change of water');
  await page.keyboard.press('Escape');
  await picture(page, 'site-form');
  await save(page);
  await page.getByText('2026-12-01–2026-12-03 换水停场：不开放').waitFor();

  // The sports centre has eight tennis courts, with hours of their own.
  await tab(page, '场地');
  await page.getByRole('button', { name: '修改 芳村体育中心 网球场' }).click();
  await page.getByLabel('数量').fill('8');
  await page.getByRole('button', { name: '录入开放时间' }).click();
  await picture(page, 'resource-form');
  await save(page);
  await page.getByRole('row', { name: '芳村体育中心 网球场' }).getByText('周一至周日 08:00–22:00').waitFor();
  await picture(page, 'resources');
  await tab(page, '服务点');

  // Each station of the streets is a site of its own.
  await page.getByRole('button', { name: '按名单分设 街道公共法律服务工作站' }).click();
  await page
    .getByLabel('名称，每行一个')
    .fill('沙面街公共法律服务工作站\n岭南街公共法律服务工作站|Lingnan station');
  await picture(page, 'split');
  await save(page);
  await page.getByText('岭南街公共法律服务工作站').waitFor();
  expect(await page.getByText('街道公共法律服务工作站', { exact: true }).count()).toBe(0);
  await picture(page, 'sites');

  // The holidays of the next year, from the notice's own words.
  await tab(page, '放假安排');
  await page.getByRole('button', { name: '从国务院通知录入' }).click();
  const notice =
    '国办发明电〔2026〕9号 关于2027年部分节假日安排的通知\n一、元旦：1月1日（周五）至3日（周日）放假，共3天。';
  await page.getByLabel('通知正文').fill(notice.replace('周五', '周四'));
  await page.getByRole('button', { name: '读取' }).click();
  await page.getByText('日期与星期对不上').waitFor();
  await page.getByLabel('通知正文').fill(notice);
  await page.getByRole('button', { name: '读取' }).click();
  await page.getByRole('dialog').getByText('2027 年放假安排').waitFor();
  await picture(page, 'holiday-form');
  await save(page);
  await page.getByText('2027-01-01 – 2027-01-03').waitFor();
  await picture(page, 'holidays');

  // The notice of the year's check-up.
  await tab(page, '项目与价格');
  await page.getByRole('combobox', { name: '服务点' }).fill('荔湾中心');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '年度通知 免费体检' }).click();
  await page.getByLabel('体检项目（中文）').fill('血常规、胸片');
  await page.getByLabel('体检项目（英文）').fill('Blood count, chest X-ray');
  await page.getByLabel('咨询电话').fill('020-81378224');
  await picture(page, 'year-notice');
  await save(page);

  await tab(page, '检查与对照');
  await page.getByText('原价 50.00 元/人 → 60.00 元/人').waitFor();
  await page.getByText('芳村体育中心 / 网球场：数量 4 → 8').waitFor();
  await picture(page, 'review');
  await tab(page, '试算');
  await page.getByRole('combobox', { name: '服务点' }).fill('西郊');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '试算' }).click();
  await page.getByText('应收 30.00 元').waitFor();
  await page.getByText('与正在执行的目录不同').waitFor();
  await picture(page, 'quote');

  await page.getByRole('button', { name: '提交审批' }).click();
  await page.locator('.mark', { hasText: '等待批准' }).waitFor();
  await page.getByRole('button', { name: '批准', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click();
  await provePassword(page, 'officer');
  await page.getByText('不能批准自己参与修改的草稿').waitFor();
  // The browser reports each answer with status 403, and the question for the password is such an answer.
  expect(complaints.filter((line) => !line.includes('403'))).toEqual([]);

  const second = await asOfficer('administrator');
  await goTo(second.page, '/catalogue/draft?tab=review');
  await second.page.getByRole('button', { name: '批准', exact: true }).click();
  await second.page.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click();
  await provePassword(second.page, 'administrator');
  await second.page.locator('.mark', { hasText: '已批准，等待签名' }).waitFor();
  await picture(second.page, 'approved');
  const saved = second.page.waitForEvent('download');
  await second.page.getByRole('button', { name: '下载待签文件' }).click();
  expect((await saved).suggestedFilename()).toBe(`catalogue-${VERSION}.json`);
  await second.page.getByRole('button', { name: '签名并发布（演示）' }).click();
  await second.page.getByText('现在没有草稿').waitFor();
  await goTo(second.page, '/catalogue?site=xijiao-pool');
  await second.page.getByText(DRAFT).first().waitFor();
  await second.page.getByRole('region', { name: '目录的历次版本' }).getByText('正在执行').waitFor();
  await picture(second.page, 'catalogue');
  expect(second.complaints.filter((line) => !line.includes('403'))).toEqual([]);
});
