import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startPostgres, type ThrowAwayPostgres } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startDesk } from './support/desk.ts';
import { isReady, openDeskPage, press, recordedSeq, sell, typeCard, waiting } from './support/desk-page.ts';
import { startDistrictCommand } from './support/district-command.ts';
import { districtRows } from './support/district-rows.ts';
import { FAMILY, mainJob, mainJobVideo, SOLD } from './support/main-job.ts';

let postgres: ThrowAwayPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => postgres.stop());

describe.each(['pglite', 'postgresql'] as const)('on %s', (storage) => {
  test('a card before the camera is sold to; an outage, a killed district, a reload and a restarted host lose nothing and double nothing', async () => {
    const folder = temporaryFolder();
    const databaseUrl = storage === 'postgresql' ? await postgres.createDatabase() : undefined;
    const districtFolder = join(folder, 'district');
    const district = await startDistrictCommand({ folder: districtFolder, databaseUrl });
    const desk = await startDesk({ folder: join(folder, 'desk'), site: 'xijiao-pool', district });
    const video = mainJobVideo(folder);
    const browser = await launchBrowser({ cameraFile: video });
    try {
      const { page, expectQuiet } = await openDeskPage(browser, await desk.address());

      await mainJob({
        page,
        district,
        async restart() {
          await page.goto('about:blank');
          await desk.kill();
          await desk.start();
          await page.goto(await desk.address());
          return page;
        },
      });
      expectQuiet();
    } finally {
      await browser.close();
      await desk.stop();
      await district.kill();
    }

    const { rows, entries } = await districtRows(
      databaseUrl === undefined
        ? { kind: 'pglite', folder: districtFolder }
        : { kind: 'postgresql', url: databaseUrl },
    );
    expect(rows).toEqual(SOLD);
    expect(entries).toEqual(journalOf(join(folder, 'desk', 'kiosk')));
  });
});

test('a kiosk that was never enrolled says how to, and refuses a wrong code in words', async () => {
  const folder = temporaryFolder();
  const district = await startDistrictCommand({ folder: join(folder, 'district') });
  const desk = await startDesk({
    folder: join(folder, 'desk'),
    site: 'xijiao-pool',
    district,
    isEnrolled: false,
  });
  const browser = await launchBrowser({});
  try {
    const { page } = await openDeskPage(browser, await desk.address());
    await page.getByText('本机尚未登记').waitFor({ timeout: 60_000 });
    await page.getByLabel('登记码').fill('00000000');
    await press(page, 'Enter');
    await page.getByText('登记码不对，请核对后重新输入。').waitFor();
    await page.getByLabel('登记码').fill(await district.code());
    await press(page, 'Enter');
    // The desk is the one that the command line said.
    await isReady(page);
    await typeCard(page, FAMILY);
    expect(await sell(page, '1')).toBe(1);
    expect(await recordedSeq(page)).toBe(1);
  } finally {
    await browser.close();
    await desk.stop();
    await district.kill();
  }
});

test('a kiosk that its district does not know any more is enrolled again at the desk, and hands in all it has', async () => {
  const folder = temporaryFolder();
  const districtFolder = join(folder, 'district');
  const district = await startDistrictCommand({ folder: districtFolder });
  const desk = await startDesk({ folder: join(folder, 'desk'), site: 'xijiao-pool', district });
  const browser = await launchBrowser({});
  try {
    const { page } = await openDeskPage(browser, await desk.address());
    await isReady(page);
    await typeCard(page, FAMILY);
    await sell(page, '1');
    await expect.poll(() => waiting(page), { timeout: 20_000 }).toBe(0);
    await district.kill();
    rmSync(districtFolder, { recursive: true });
    await district.start();
    await typeCard(page, FAMILY);
    await sell(page, '2');
    await page.locator('[data-waiting]').click();
    await page.locator('[data-offer="enrol"]').click();
    await page.locator('#enrol-code').fill(await district.code());
    await press(page, 'Enter');
    await page.locator('[data-offer="enrol"]').waitFor({ state: 'detached' });
    await isReady(page);
    await expect.poll(() => waiting(page), { timeout: 20_000 }).toBe(0);
  } finally {
    await browser.close();
    await desk.stop();
    await district.kill();
  }
  const { entries } = await districtRows({ kind: 'pglite', folder: districtFolder });
  expect(entries).toEqual(journalOf(join(folder, 'desk', 'kiosk')));
  expect(entries).toHaveLength(2);
});

/** The lines of the kiosk's own journal file. */
function journalOf(profileFolder: string): unknown[] {
  const name = readdirSync(profileFolder).find((file) => file.endsWith('.jsonl'));
  if (name === undefined) throw new Error(`no journal in ${readdirSync(profileFolder)}`);
  return readFileSync(join(profileFolder, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
