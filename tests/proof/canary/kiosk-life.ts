import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type District, startDistrict } from '../../../src/district/district.ts';
import { shippedCatalogue } from '../../../src/district/roster/catalogue.ts';
import { developmentKeys } from '../../../src/district/roster/keys.ts';
import type { RosterRecord } from '../../../src/domain/card/roster-record.ts';
import { freePort } from '../../support/free-port.ts';
import { seededRandom } from '../../support/random.ts';
import { canaryRecords, fillerRecords, secretsOf } from './canaries.ts';
import { forgetEnrolment, type Kiosk, sellTo, sellTyped, show, startKiosk } from './kiosk.ts';
import { needlesOf } from './needles.ts';
import { type Seen, seenWherePlanted } from './plant.ts';
import { type Leak, scanFolder } from './scan.ts';

export interface CanaryOptions {
  readonly cards: number;
  /** Ordinary cards besides, so that an import lasts. */
  readonly filler: number;
  /** How often the browser is killed in an import. */
  readonly kills: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface CanaryReport {
  /** What the same scan finds in plain rows: all of the canaries, or it proves nothing. */
  readonly seenWherePlanted: readonly Seen[];
  readonly scans: readonly {
    readonly when: string;
    readonly files: number;
    readonly bytes: number;
    readonly leaks: readonly Leak[];
  }[];
}

const PAUSE_BETWEEN_SCANS_MS = 150;
const IMPORT_MS_MAX = 120_000;
const KILL_AFTER_MS_MAX = 2_500;
const CARDS_PER_COMMIT = 1_000;
const CHANGE_TRIES_MAX = 20;
const CHANGE_PAUSE_MS = 1_000;

/**
 * A kiosk's life with canaries on its roster: enrolment, first import, uses, changes, imports that are killed,
 * another enrolment; and at every turn a scan of all that it has on the disk. The district's own data are
 * elsewhere: it may know its cardholders.
 */
export async function liveWithCanaries(options: CanaryOptions): Promise<CanaryReport> {
  const canaries = canaryRecords(options.cards, options.seed);
  const needles = needlesOf(secretsOf(canaries));
  const seen = await seenWherePlanted(needles, { count: options.cards, seed: options.seed });
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-canary-'));
  const district = await startDistrict({
    ...{ storage: { kind: 'pglite', folder: null }, host: '127.0.0.1', port: 0 },
    catalogue: await shippedCatalogue(),
    keys: developmentKeys(),
  });
  try {
    const scans: CanaryReport['scans'][number][] = [];
    const look = (when: string): void => {
      const scan = { when, ...scanFolder(folder, needles) };
      scans.push(scan);
      options.say(`${when}: ${scan.files} files, ${scan.bytes} bytes, ${scan.leaks.length} found`);
    };
    await live({ ...options, canaries, district, folder, look, random: seededRandom(options.seed) });
    return { seenWherePlanted: seen, scans };
  } finally {
    await district.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Life extends CanaryOptions {
  readonly canaries: readonly RosterRecord[];
  readonly district: District;
  readonly folder: string;
  readonly look: (when: string) => void;
  readonly random: () => number;
}

async function live(life: Life): Promise<void> {
  const { canaries, district, folder, look } = life;
  for (const records of chunksOf([...fillerRecords(life.filler), ...canaries]))
    await district.putCards(records);
  const place = { folder, port: await freePort(), districtUrl: district.url };
  const enrolled = async () =>
    startKiosk({
      ...place,
      code: await district.createEnrolmentCode({ kioskName: '前台 1', siteIds: ['xijiao-pool'] }),
    });
  const again = () => startKiosk({ ...place, code: null });

  let firstFingerprint = '';
  await whileOpen(await enrolled(), async (kiosk) => {
    look('before the first import');
    firstFingerprint = await untilImported(life, kiosk, { unlike: null, what: 'first import' });
    await sellTo(kiosk.page, numberOf(canaries, 0));
    await sellTyped(kiosk.page, numberOf(canaries, 1));
    look('after uses of two canaries');
    await district.putCards(canaries.map((record) => ({ ...record, status: 'suspended' as const })));
    await changesArrive(kiosk, numberOf(canaries, 2));
    look('after changes to all canaries');
  });
  look('stopped');
  for (let kill = 1; kill <= life.kills; kill += 1) {
    await district.rollEpoch();
    const kiosk = await again();
    await sleep(life.random() * KILL_AFTER_MS_MAX);
    look(`import ${kill} under way`);
    await kiosk.crash();
    look(`import ${kill} killed`);
  }
  await district.putCards(canaries);
  await forgetEnrolment(folder);
  await whileOpen(await enrolled(), async (kiosk) => {
    look('enrolled again, before the import');
    await untilImported(life, kiosk, { unlike: firstFingerprint, what: 'import after another enrolment' });
    await show(kiosk.page, numberOf(canaries, 3));
    look('a canary on the screen');
    await kiosk.crash();
  });
  look('killed with a canary on the screen');
  await whileOpen(await again(), async (kiosk) => {
    await kiosk.page.locator('[data-screen="idle"]').waitFor();
  });
  look('at the end');
}

async function whileOpen(kiosk: Kiosk, work: (kiosk: Kiosk) => Promise<void>): Promise<void> {
  try {
    await work(kiosk);
  } finally {
    await kiosk.stop();
  }
}

/**
 * Scans while an import runs, and once more when its generation serves and the desk is ready. `unlike`: the keys of
 * the enrolment before, whose roster lies in the browser until then. Answers the fingerprint of this one's.
 */
async function untilImported(
  { look, canaries, filler }: Life,
  { page, roster }: Kiosk,
  { unlike, what }: { readonly unlike: string | null; readonly what: string },
): Promise<string> {
  const until = performance.now() + IMPORT_MS_MAX;
  for (let scans = 1; performance.now() < until; scans += 1) {
    const { cards, keyFingerprint } = await roster();
    if (keyFingerprint !== unlike && cards === canaries.length + filler) {
      look(`${what}, done`);
      await page.locator('[data-screen="idle"]').waitFor();
      return keyFingerprint;
    }
    look(`${what}, under way (${scans})`);
    await sleep(PAUSE_BETWEEN_SCANS_MS);
  }
  throw new Error(`no ${what} within ${IMPORT_MS_MAX} ms`);
}

/** The line is asked at once, and the card that was good is suspended. */
async function changesArrive(kiosk: Kiosk, cardNumber: string): Promise<void> {
  const { page } = kiosk;
  for (let tries = 0; tries < CHANGE_TRIES_MAX; tries += 1) {
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await sleep(CHANGE_PAUSE_MS);
    await show(page, cardNumber);
    const isSuspended = (await page.locator('[data-reason="suspended"]').count()) > 0;
    await page.keyboard.press('Escape');
    if (isSuspended) return;
  }
  throw new Error('the changes did not arrive');
}

function numberOf(canaries: readonly RosterRecord[], index: number): string {
  const record = canaries[index];
  if (record === undefined) throw new RangeError(`no canary ${index}`);
  return record.cardNumber;
}

function* chunksOf(records: readonly RosterRecord[]): Generator<readonly RosterRecord[]> {
  for (let from = 0; from < records.length; from += CARDS_PER_COMMIT) {
    yield records.slice(from, from + CARDS_PER_COMMIT);
  }
}
