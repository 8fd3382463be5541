import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { DEMO_MEMBERS } from '../../src/domain/staff/demo-members.ts';
import { launchBrowser } from '../support/browser.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startDesk } from './support/desk.ts';
import { isReady, openDeskPage, press, sell, waiting, wedge } from './support/desk-page.ts';
import { startDistrictCommand } from './support/district-command.ts';
import { districtRows } from './support/district-rows.ts';

const FAMILY = demoCardNumber(1);
const COUPLE = demoCardNumber(3);
const POOL = 'xijiao-pool';
const SECOND = '陈静';
const WRONG_PIN = '402817';
/** A process that is started so lives a day earlier. */
const YESTERDAY = { NODE_OPTIONS: `--import=${new URL('../support/yesterday.ts', import.meta.url).href}` };
const Added = z.object({ member: z.object({ memberId: z.string() }), pin: z.string() });

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser({ camera: 'denied' });
});
afterAll(async () => browser.close());

/** Four starts of a district and three of a desk, on a machine that may be busy. */
const TEST_MS_MAX = 300_000;

test('a day of two clerks and a supervisor: an offline stretch, a reversal of yesterday and a kill -9, each in the own name', {
  timeout: TEST_MS_MAX,
}, async () => {
  const folder = temporaryFolder();
  const districtFolder = join(folder, 'district');
  const district = await startDistrictCommand({ folder: districtFolder });
  await district.kill();
  const second = Added.parse(
    JSON.parse(staff(districtFolder, 'add', SECOND, '--role', 'clerk', '--site', POOL, '--json')),
  );
  staff(districtFolder, 'sign-in', '--site', POOL, 'on');
  await district.start(YESTERDAY);
  const desk = await startDesk({ folder: join(folder, 'desk'), site: POOL, district, env: YESTERDAY });
  const { page, expectQuiet } = await openDeskPage(browser, await desk.address());
  const [first, boss] = [member('clerk'), member('supervisor')];
  try {
    // Before anybody has signed in, a card shows nothing.
    await page.locator('[data-screen="lock"]').waitFor({ timeout: 60_000 });
    await wedge(page, FAMILY, 'Enter');
    expect(await page.locator('[data-screen="decided"]').count()).toBe(0);
    await typePin(page, first.name, WRONG_PIN);
    await page.locator('[data-staff-fault]').getByText('人员或 PIN 不对').waitFor();
    await typePin(page, first.name, first.pin);
    await isOpen(page);
    await wedge(page, FAMILY, 'Enter');
    expect(await sell(page, '1')).toBe(1);
    await expect.poll(() => waiting(page), { timeout: 60_000 }).toBe(0);

    // A night later: both machines have died, and a machine that dies is signed out.
    await page.goto('about:blank');
    await desk.kill();
    await district.kill();
    await district.start();
    await desk.start();
    await page.goto(await desk.address());
    await page.locator('[data-screen="lock"]').waitFor({ timeout: 60_000 });
    await typePin(page, first.name, first.pin);
    await isOpen(page);
    // The clerks go on without a line.
    await district.kill();
    await wedge(page, FAMILY, 'Enter');
    expect(await sell(page, '1')).toBe(2);

    // 交接班 with an order open: F7, a touch for the name, the PIN on the glass. What is open stays.
    await wedge(page, COUPLE, 'Enter');
    await page.locator('[data-screen="decided"]').waitFor();
    await press(page, '1', 'F7');
    await page.locator('[data-member]').filter({ hasText: SECOND }).click();
    for (const digit of second.pin) {
      await page.getByRole('dialog').getByRole('button', { name: digit, exact: true }).click();
    }
    await page.locator('[role="dialog"] [data-primary]').click();
    await page.locator(`[data-signed-in="${SECOND}"]`).waitFor();
    await page.locator('[data-order]').waitFor();
    await press(page, 'Enter');
    await page.locator('[data-screen="recorded"][data-seq="3"]').waitFor();

    // A use of the first clerk is taken back with the supervisor's PIN on the spot.
    await press(page, 'F6');
    await voidUse(page, 2, { pin: boss.pin, words: '撤销别人办的一笔' });
    // One of yesterday is taken back as a reversal of today.
    await press(page, 'F6');
    await page.locator('[data-day="before"]').click();
    await voidUse(page, 1, { pin: boss.pin, words: '撤销以前办的一笔' });

    // The desk alone dies in the middle of it all.
    await page.goto('about:blank');
    await desk.kill();
    await desk.start();
    await page.goto(await desk.address());
    await page.locator('[data-screen="lock"]').waitFor({ timeout: 60_000 });
    await typePin(page, first.name, first.pin);
    await isOpen(page);
    await district.start();
    await press(page, 'F12');
    await page.locator('[data-screen="lock"]').waitFor();
    await press(page, 'Escape', 'Enter');
    await page.locator('[data-screen="lock"]').waitFor();
    await typePin(page, boss.name, boss.pin);
    await isOpen(page);
    await wedge(page, FAMILY, 'Enter');
    expect(await sell(page, '1')).toBe(6);

    // 日结: counted blind, a difference with a reason, signed off by the supervisor who is at the desk.
    await press(page, 'F9');
    await page.locator('[data-cash]').waitFor();
    expect(await page.locator('[data-item-sum]').count()).toBe(0);
    await press(page, '4', '0', 'Enter');
    await page.locator('[data-closing="compare"] [data-member-sum]').first().waitFor();
    await press(page, '1');
    await page.locator('[data-closed="7"]').waitFor();
    // Enter prints it, and nothing of the dialog stands on the paper.
    await page.evaluate(() => Reflect.set(window, 'print', () => {}));
    await press(page, 'Enter');
    await page.locator('[data-slip="7"]').waitFor({ state: 'attached' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('[data-slip="7"]').isVisible()).toBe(true);
    expect(await page.locator('.ant-modal').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    await press(page, 'Escape');
    await expect.poll(() => waiting(page), { timeout: 60_000 }).toBe(0);

    const kept = [await indexedDbText(page), desk.output(), ...filesUnder(join(folder, 'desk'))].join('\n');
    expect(kept).toContain('xijiao-pool');
    for (const pin of [first.pin, boss.pin, second.pin, WRONG_PIN]) expect(kept.includes(pin)).toBe(false);
    expectQuiet();
  } finally {
    await page.context().close();
    await desk.stop();
    await district.kill();
  }
  const { entries } = await districtRows({ kind: 'pglite', folder: districtFolder });
  const byBoss = { staff: second.member.memberId, approvedBy: boss.memberId };
  expect(entries).toMatchObject([
    { seq: 1, staff: first.memberId, body: { kind: 'use' } },
    { seq: 2, staff: first.memberId, body: { kind: 'use' } },
    { seq: 3, staff: second.member.memberId, body: { kind: 'use' } },
    { seq: 4, ...byBoss, body: { kind: 'void', voidsSeq: 2 } },
    { seq: 5, ...byBoss, body: { kind: 'void', voidsSeq: 1 } },
    { seq: 6, staff: boss.memberId, body: { kind: 'use' } },
    {
      seq: 7,
      staff: boss.memberId,
      approvedBy: boss.memberId,
      body: {
        kind: 'day-closed',
        ...{ uses: 2, voids: 1, totalFen: 5_000, countedFen: 4_000, reason: 'change' },
        ...{ reversals: 1, reversedFen: -2_500, unclear: 0 },
        members: expect.arrayContaining([
          { staff: second.member.memberId, uses: 1, totalFen: 0 },
          { staff: boss.memberId, uses: 1, totalFen: 2_500 },
        ]),
      },
    },
  ]);
});

/** Takes a use of the open list back by touch, with the PIN of the supervisor. */
async function voidUse(
  page: Page,
  seq: number,
  { pin, words }: { readonly pin: string; readonly words: string },
): Promise<void> {
  await page.locator(`[data-use="${seq}"] button`).filter({ hasText: '撤销' }).click();
  await page.locator('[data-reason="mistyped"]').click();
  await page.getByText(words).waitFor();
  await page.locator('[data-pin="pin"]').waitFor();
  await page.locator('[data-pin="pin"]').pressSequentially(pin, { delay: 90 });
  await press(page, 'Enter');
  // An earlier void may stand on the screen below.
  await page.locator('[data-pin="pin"]').waitFor({ state: 'detached' });
  await page.locator(`[data-screen="voided"][data-seq="${seq}"]`).waitFor();
}

function member(role: 'clerk' | 'supervisor') {
  const found = DEMO_MEMBERS.find((one) => one.role === role);
  if (found === undefined) throw new Error(`the demo has no ${role}`);
  return found;
}

/** The idle screen is there under the lock as well. */
async function isOpen(page: Page): Promise<void> {
  await page.locator('[data-screen="lock"]').waitFor({ state: 'detached' });
  await isReady(page);
}

/** Signs in by the keyboard alone: the digit of the member, if none is picked yet, then the PIN and Enter. */
async function typePin(page: Page, name: string, pin: string): Promise<void> {
  const row = page.locator('[data-member]').filter({ hasText: name });
  await row.waitFor();
  if ((await row.getAttribute('aria-pressed')) !== 'true') {
    await page.locator(':focus').evaluateAll((all) => {
      for (const one of all) if (one instanceof HTMLElement) one.blur();
    });
    await press(page, (await row.getAttribute('data-member')) ?? '');
  }
  await page.waitForFunction(() => document.activeElement?.matches('[data-pin="pin"]') === true);
  await press(page, ...pin, 'Enter');
}

/** `npm run district -- staff` beside a district that is not running. */
function staff(data: string, ...args: readonly string[]): string {
  const { DATABASE_URL: _, ...env } = process.env;
  const command = ['src/cli/district.ts', 'staff', ...args, '--data', data];
  const { stdout, stderr, status } = spawnSync(process.execPath, command, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** Returns all that the window keeps, as one text. */
async function indexedDbText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const all: unknown[] = [Object.entries(localStorage), Object.entries(sessionStorage)];
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue;
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise((resolve, reject) => {
          const reading = database.transaction(store).objectStore(store).getAll();
          reading.onsuccess = () => resolve(reading.result);
          reading.onerror = () => reject(reading.error);
        });
        all.push(name, store, rows);
      }
      database.close();
    }
    return JSON.stringify(all);
  });
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ name, parentPath }) => readFileSync(join(parentPath, name), 'latin1'));
}
