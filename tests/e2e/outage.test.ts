import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { launchBrowser } from '../support/browser.ts';
import { startPostgres, type ThrowAwayPostgres } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeCardVideo } from './support/card-video.ts';
import { startDesk } from './support/desk.ts';
import {
  isReady,
  openDeskPage,
  press,
  recordedSeq,
  sell,
  typeCard,
  waiting,
  wedge,
} from './support/desk-page.ts';
import { startDistrictCommand } from './support/district-command.ts';
import { type DistrictRow, districtRows } from './support/district-rows.ts';

const FAMILY = demoCardNumber(1);
const COUPLE = demoCardNumber(3);
const ALONE = demoCardNumber(2);

/** A whole retry period of the kiosk (300 s at most) is long; after the line is back it tries within this. */
const CAUGHT_UP_MS_MAX = 120_000;

const USE = { kind: 'use', site: 'xijiao-pool', person: 'holder', voidsSeq: null, voidReason: null };
const SOLD: readonly DistrictRow[] = [
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
    quantity: 2,
    listTotalFen: 10000,
    totalFen: 5000,
    verdict: 'ask',
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
    const video = join(folder, 'card.y4m');
    writeCardVideo(video, [
      { seconds: 2, cards: [] },
      { seconds: 3, cards: [{ text: FAMILY, code: 'code128', degrees: 5, blur: 1 }] },
      // Long enough for the rest of the test: the file starts over at every getUserMedia.
      { seconds: 30, cards: [] },
    ]);
    const browser = await launchBrowser({ cameraFile: video });
    try {
      const { page, expectQuiet } = await openDeskPage(browser, await desk.address());

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
      expect(await sell(page, '1', 2)).toBe(3);
      await press(page, 'F8');
      await page.getByRole('dialog').waitFor();
      await press(page, '2');
      await page.locator('[data-screen="voided"]').waitFor();
      await page.locator('[data-line="down"]').waitFor({ timeout: 60_000 });
      expect(await waiting(page)).toBe(3);

      // The page is reloaded, then the whole kiosk started again, still without a line.
      await page.reload();
      await page.locator('[data-today="2"]').waitFor({ timeout: 60_000 });
      await page.goto('about:blank');
      await desk.kill();
      await desk.start();
      await page.goto(await desk.address());
      await page.locator('[data-today="2"]').waitFor({ timeout: 60_000 });
      await page.locator('[data-screen="decided"], [data-screen="idle"]').first().waitFor();
      await press(page, 'Escape');
      await wedge(page, FAMILY, null);
      await page.locator('[data-screen="decided"]').waitFor();
      expect(await sell(page, '2', 4)).toBe(5);
      await page.locator('[data-line="down"]').waitFor({ timeout: 60_000 });
      await expect.poll(() => waiting(page)).toBe(4);

      // The line is back: everything arrives without anyone pressing anything, and the kiosk says so.
      await district.start();
      await page.locator('[data-caught-up]').waitFor({ timeout: CAUGHT_UP_MS_MAX });
      expect(await page.locator('[data-caught-up]').getAttribute('data-caught-up')).toBe('4');
      await expect.poll(() => waiting(page)).toBe(0);
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

/** The lines of the kiosk's own journal file. */
function journalOf(profileFolder: string): unknown[] {
  const name = readdirSync(profileFolder).find((file) => file.endsWith('.jsonl'));
  if (name === undefined) throw new Error(`no journal in ${readdirSync(profileFolder)}`);
  return readFileSync(join(profileFolder, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
