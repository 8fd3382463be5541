import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { demoRecords } from '../../district/demo/cards.ts';
import { type District, startDistrict } from '../../district/district.ts';
import type { DemoOfficer } from '../../district/office/demo-officers.ts';
import { shippedCatalogue } from '../../district/roster/catalogue.ts';
import { developmentCatalogueSigner, developmentKeys } from '../../district/roster/keys.ts';
import { StartFault } from '../../district/start-fault.ts';
import { KiosksReply } from '../../protocol/wire-kiosks.ts';
import { startTroubleWords } from '../input/file-words.ts';
import { OFFICE_FOLDER } from '../start/build-app.ts';
import { makeDemoMonths } from './demo-months.ts';
import { officeAsker } from './office-asker.ts';

const DAYS = 60;

export type OfficeDemo =
  | {
      readonly kind: 'open';
      readonly address: string;
      readonly officers: readonly DemoOfficer[];
      close(): Promise<void>;
    }
  | { readonly kind: 'failed'; readonly reason: string };

interface OfficeDemoOptions {
  readonly dataFolder: string;
  readonly port: number;
  /** How many days of use the first start makes. */
  readonly days?: number;
}

/** Starts the demo's district; the first start makes its past, with the district's clock set to each day in turn. */
export async function openOfficeDemo(
  { dataFolder, port, days = DAYS }: OfficeDemoOptions,
  say: (line: string) => void,
): Promise<OfficeDemo> {
  const clock = { setTo: null as number | null };
  let district: District | null = null;
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    district = await startDistrict({
      storage: { kind: 'pglite', folder: join(dataFolder, 'district') },
      host: '127.0.0.1',
      port,
      catalogue: await shippedCatalogue(),
      keys: developmentKeys(),
      catalogueSigner: developmentCatalogueSigner,
      seed: demoRecords,
      hasDemoStaff: true,
      docs: true,
      officeFolder: OFFICE_FOLDER,
      now: () => clock.setTo ?? Date.now(),
    });
    const officeToken = await district.createRunToken();
    const ask = officeAsker({ url: district.url, officeToken });
    const { kiosks } = KiosksReply.parse(await ask('kiosks'));
    if (kiosks.length === 0) {
      say('正在生成两个月的演示数据（只在第一次）… Making two months of demo data (the first time only)…');
      await makeDemoMonths({ district, clock, ask, days, now: Date.now() });
    }
    clock.setTo = null;
    const officers = await district.createDemoOfficers();
    const address = `${district.url}/office${accountOf(officers)}`;
    return { kind: 'open', address, officers, close: district.close };
  } catch (thrown) {
    const reason =
      thrown instanceof StartFault ? thrown.message : startTroubleWords(thrown, resolve(dataFolder));
    await district?.close().catch(() => undefined);
    return { kind: 'failed', reason };
  }
}

/** The administrator's account behind the #, where no server and no proxy reads it; the page takes it out of the address. */
function accountOf(officers: readonly DemoOfficer[]): string {
  const first = officers.find(({ role }) => role === 'administrator');
  if (first === undefined) return '';
  return `#account=${Buffer.from(JSON.stringify([first.name, first.password])).toString('base64url')}`;
}
