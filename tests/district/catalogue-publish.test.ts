import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { publish } from '../../src/cli/district/publish.ts';
import { startDistrict } from '../../src/district/district.ts';
import { shippedCatalogue } from '../../src/district/roster/catalogue.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import { publishCatalogue } from '../../src/district/roster/published-catalogue.ts';
import { signCatalogue } from '../../src/domain/catalogue/catalogue-file.ts';
import { DEVELOPMENT_ROOT } from '../../src/domain/trust/development-keys.ts';
import { CatalogueReply } from '../../src/protocol/wire.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { preparedFolders } from './prepared-folder.ts';
import { storeKinds, useStore } from './stores.ts';
import type { DistrictWithToken } from './test-district.ts';
import { ask, enrolKiosk, errorOf, type TestKiosk } from './test-kiosk.ts';

const shipped = await shippedCatalogue();
const { payload } = JSON.parse(shipped.text);
const VERSION: number = payload.version;
const TODAY = Date.UTC(2026, 10, 23, 1, 0);
const TOMORROW = '2026-11-24';

function signed(change: object, signer = DEVELOPMENT_ROOT): string {
  return JSON.stringify(signCatalogue({ ...payload, ...change }, signer));
}

describe.each(storeKinds)('publishing on %s', { timeout: 60_000 }, (kind) => {
  const current = useStore(kind);

  test('takes what is signed and newer than all that there was, and nothing else', async () => {
    const store = current();
    const services = { store, now: () => TODAY };
    const offer = (text: string) => publishCatalogue(services, shipped, text);
    await store.transaction((writes) =>
      writes.insertCatalogue({ version: VERSION, text: shipped.text, storedAt: 1 }),
    );
    const stranger = { keyId: 'development', secretKey: new Uint8Array(32).fill(7) };
    for (const [text, fault] of [
      ['no JSON', 'not-json'],
      [signed({ version: VERSION + 1 }, stranger), 'bad-signature'],
      [signed({ version: VERSION + 1 }).replace('"version":', '"version": 1'), 'bad-signature'],
      [signed({ version: VERSION + 1 }, { ...DEVELOPMENT_ROOT, keyId: 'unheard' }), 'unknown-key'],
    ] as const) {
      expect(await offer(text)).toMatchObject({ kind: 'not-trusted', fault });
    }
    const not = { kind: 'not-newer', held: VERSION };
    expect(await offer(shipped.text)).toEqual({ ...not, version: VERSION });
    expect(await offer(signed({ version: VERSION - 1 }))).toEqual({ ...not, version: VERSION - 1 });
    expect(await offer(signed({ version: VERSION + 10_001 }))).toMatchObject({ kind: 'too-far-ahead' });
    expect(await store.read((reads) => reads.catalogueVersions())).toEqual([VERSION]);
    expect(await offer(signed({ version: VERSION + 2, validFrom: TOMORROW }))).toEqual({
      kind: 'published',
      version: VERSION + 2,
      validFrom: TOMORROW,
      isInForce: false,
      notUnderstood: [],
    });
    expect(await offer(signed({ version: VERSION + 1 }))).toEqual({
      kind: 'not-newer',
      version: VERSION + 1,
      held: VERSION + 2,
    });
  });
});

describe('a district that runs', { timeout: 90_000 }, () => {
  const preparedFolder = preparedFolders();
  const clock = { now: TODAY };

  async function start(folder: string): Promise<DistrictWithToken> {
    const district = await startDistrict({
      storage: { kind: 'pglite', folder },
      host: '127.0.0.1',
      port: 0,
      catalogue: shipped,
      keys: developmentKeys(),
      now: () => clock.now,
    });
    let isClosed = false;
    const close = async () => {
      if (!isClosed) await district.close();
      isClosed = true;
    };
    onTestFinished(close);
    return { ...district, close, officeToken: await district.createRunToken() };
  }

  async function run(...args: string[]) {
    const said: string[] = [];
    const complained: string[] = [];
    const output = {
      say: (line: string) => said.push(line),
      complain: (line: string) => complained.push(line),
    };
    const code = await publish(args, undefined, output);
    return { code, said: said.join('\n'), complained: complained.join('\n') };
  }

  function fileOf(text: string): string {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, text);
    return file;
  }

  const versionAt = async (kiosk: TestKiosk) =>
    CatalogueReply.parse((await kiosk.get('/v1/catalogue?have=0')).body).version;

  test('serves a published catalogue to a real kiosk from its date on, and after a new start', async () => {
    clock.now = TODAY;
    const folder = preparedFolder();
    const district = await start(folder);
    const at = ['--url', district.url, '--token-file', fileOf(district.officeToken)];
    const kiosk = await enrolKiosk(district);
    const next = signed({ version: VERSION + 1 });
    expect((await run('publish', fileOf(next), ...at)).said).toContain(`第 ${VERSION + 1} 版`);
    const host = await startedHost(hostOptions({ districtUrl: district.url }));
    const code = await district.createEnrolmentCode({ siteIds: ['xijiao-pool'] });
    await host.call('kiosk.enrol', { code, districtUrl: null });
    expect(await host.call('district.catalogue', { have: VERSION })).toMatchObject({
      ok: true,
      value: { version: VERSION + 1, file: next },
    });
    expect(await run('publish', fileOf(next), ...at)).toMatchObject({
      code: 1,
      complained: expect.stringContaining('不比已有的'),
    });
    const sites = [...payload.sites, { ...payload.sites[0], id: 'new-pool' }];
    const later = fileOf(signed({ version: VERSION + 2, validFrom: TOMORROW, sites }));
    expect((await run('publish', later, ...at)).said).toContain(`${TOMORROW} 起生效`);
    expect(await versionAt(kiosk)).toBe(VERSION + 1);
    clock.now = Date.UTC(2026, 10, 23, 15, 59, 59, 999);
    expect(await versionAt(kiosk)).toBe(VERSION + 1);
    clock.now = Date.UTC(2026, 10, 23, 16, 0, 10);
    expect(await versionAt(kiosk)).toBe(VERSION + 2);
    await district.close();
    const again = await start(folder);
    const other = await enrolKiosk(again);
    expect(await versionAt(other)).toBe(VERSION + 2);
    expect(again.siteIds).toContain('new-pool');
  });

  test('takes one while it is stopped, with the keys, and from nobody without the token', async () => {
    clock.now = TODAY;
    const folder = preparedFolder();
    const next = fileOf(signed({ version: VERSION + 1 }));
    expect((await run('publish', next, '--data', folder)).code).toBe(2);
    expect(JSON.parse((await run('publish', next, '--demo', '--json', '--data', folder)).said)).toMatchObject(
      { kind: 'published', version: VERSION + 1, isInForce: true },
    );
    for (const wrong of [[], ['publish'], ['show', next], ['publish', next, next]]) {
      expect((await run(...wrong)).code).toBe(2);
    }
    expect((await run('publish', '/nowhere/file', '--demo', '--data', folder)).code).toBe(2);
    const district = await start(folder);
    const kiosk = await enrolKiosk(district);
    expect(await versionAt(kiosk)).toBe(VERSION + 1);
    const post = await ask(`${district.url}/v1/office/catalogue`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file: signed({ version: VERSION + 2 }) }),
    });
    expect(errorOf(post).kind).toBe('unauthorized');
    expect(await versionAt(kiosk)).toBe(VERSION + 1);
  });
});
