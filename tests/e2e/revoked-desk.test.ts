import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoRecords } from '../../src/district/demo/cards.ts';
import { maskedNameOf } from '../../src/domain/card/masked-name.ts';
import { launchBrowser } from '../support/browser.ts';
import { isReady, press, sell, typeCard } from './support/desk-page.ts';
import { trustDesk } from './support/trust-desk.ts';

const [HOLDER] = demoRecords;
if (HOLDER === undefined) throw new Error('no demo card');
const { cardNumber, name } = HOLDER;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser({});
});
afterAll(() => browser.close());

test('a desk that the district has revoked hands in its last sale, shuts, and opens with a new code', async () => {
  const { page, host, district } = await trustDesk(browser, { strength: 'file', deviceAheadMs: 0 });
  await isReady(page);
  await typeCard(page, cardNumber);
  await page.locator('[data-name="masked"]', { hasText: maskedNameOf(name) }).waitFor();
  const { enrolment } = await host.call('kiosk.info', {});
  await district.revoke(enrolment?.kioskId ?? '');
  const seq = await sell(page, '1');
  const screen = page.locator('[data-screen="disabled"]');
  await screen.waitFor();
  expect(await screen.innerText()).toMatch(/本机已停用[\s\S]*前台的记录已全部上传[\s\S]*020-81378224/);
  expect(await page.content()).not.toContain(maskedNameOf(name));
  expect(await host.call('vault.read', {})).toBeNull();
  expect(await host.call('journal.status', {})).toMatchObject({ headSeq: seq, acknowledgedSeq: seq });
  await page.locator('#enrol-code').fill(await district.code());
  await press(page, 'Enter');
  await isReady(page);
  await typeCard(page, cardNumber);
  await page.locator('[data-name="masked"]', { hasText: maskedNameOf(name) }).waitFor();
});
