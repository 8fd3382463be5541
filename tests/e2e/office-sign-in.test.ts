import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OFFICE_FOLDER } from '../../src/cli/start/build-app.ts';
import { type District, startDistrict } from '../../src/district/district.ts';
import { shippedCatalogue } from '../../src/district/roster/catalogue.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import { launchBrowser } from '../support/browser.ts';

const PASSWORD = 'Sunny-days-2026';

let browser: Browser;
let district: District;
beforeAll(async () => {
  browser = await launchBrowser({});
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

test('the first administrator comes in by the link, adds an officer, and that one changes the one-time password', async () => {
  const page = await newPage();
  await page.goto((await district.createFirstLink()) ?? '');
  await page.getByRole('heading', { name: '设立第一位管理员' }).waitFor();
  expect(page.url()).not.toContain('#first=');
  await page.getByLabel('用户名').fill('王主任');
  await page.getByLabel('新密码').fill(PASSWORD);
  await page.getByLabel('再次输入密码').fill(PASSWORD);
  await page.getByRole('button', { name: '设立并登录' }).click();
  await page.getByRole('heading', { name: '今日待办' }).waitFor();

  await page.getByRole('link', { name: '人员与审计' }).click();
  await page.getByRole('button', { name: '添加人员' }).click();
  await page.getByRole('dialog').getByLabel('用户名').fill('小陈');
  await page.getByRole('button', { name: '保存' }).click();
  // What is grave asks for the password once more, and then goes again by itself.
  const confirm = page.getByRole('dialog').filter({ hasText: '请再次输入密码' });
  await confirm.getByLabel('密码').fill(PASSWORD);
  await confirm.getByRole('button', { name: '确定' }).click();
  await page.locator('.big-code').waitFor();
  const once = (await page.locator('.big-code').innerText()).trim();
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();

  await page.getByRole('tab', { name: '访问令牌' }).click();
  await page.getByRole('button', { name: '新建令牌' }).click();
  await page.getByRole('dialog').getByLabel('用途').fill('报表');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  const token = (await page.locator('[data-token]').innerText()).trim();
  const asked = () =>
    fetch(`${district.url}/v1/office/kiosks`, { headers: { authorization: `Bearer ${token}` } });
  expect((await asked()).status).toBe(200);
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
  await page.getByRole('button', { name: '停用 报表' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
  await page.getByText('还没有访问令牌').waitFor();
  expect((await asked()).status).toBe(401);

  const other = await newPage();
  await other.goto(`${district.url}/office`);
  await signIn(other, '小陈', once);
  await other.getByRole('heading', { name: '修改密码' }).waitFor();
  await other.getByLabel('当前密码').fill(once);
  await other.getByLabel('新密码').fill(`${PASSWORD}!`);
  await other.getByLabel('再次输入密码').fill(`${PASSWORD}!`);
  await other.getByRole('button', { name: '修改密码' }).click();
  await other.getByRole('heading', { name: '今日待办' }).waitFor();
  // An officer has no people to look after.
  expect(await other.getByRole('link', { name: '人员与审计' }).count()).toBe(0);
  await other.getByRole('button', { name: '退出登录' }).click();
  await other.getByRole('heading', { name: '登录办公台' }).waitFor();
});

test('a wrong password is told in one word for all, and opens nothing', async () => {
  const page = await newPage();
  await page.goto(`${district.url}/office`);
  await signIn(page, '王主任', 'Not-the-password-1');
  await page.getByText('用户名、密码或验证码不对').waitFor();
  expect(await page.getByRole('navigation').count()).toBe(0);
});

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  return context.newPage();
}

async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('用户名').fill(name);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}
