import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { officeKiosks } from '../../src/cli/district/kiosks.ts';
import { listKiosks } from '../../src/district/kiosks/kiosk-list.ts';
import { revokeKiosks } from '../../src/district/kiosks/revocation.ts';
import { DAY_MS } from '../../src/domain/base/duration.ts';
import { KioskReport } from '../../src/protocol/wire-kiosks.ts';
import { TICKET } from '../support/journal-drafts.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { BADMINTON, courtUse, newKiosk, servicesOn } from './logic.ts';
import { preparedFolders } from './prepared-folder.ts';
import { storeKinds, useStore } from './stores.ts';
import { startTestDistrict } from './test-district.ts';
import { ask, enrolKiosk, errorOf } from './test-kiosk.ts';

const STRANGER = '33333333-3333-4333-8333-333333333333';
/** A day of which no test has sold a court. */
const TUESDAY = '2026-11-24';
const REASON = '平板被盗';

describe.each(storeKinds)('kiosks on %s', (kind) => {
  const current = useStore(kind);

  test('are listed with what they have shown, each word until a newer one', async () => {
    const services = servicesOn(current());
    const kiosk = await newKiosk(services);
    await kiosk.push(courtUse([1]));
    const listed = async () =>
      (await listKiosks(services)).find(({ kioskId }) => kioskId === kiosk.kioskId) ?? null;
    expect(await listed()).toMatchObject({
      name: '前台',
      lastSeenMs: null,
      waiting: null,
      revokedAtMs: null,
      revokedReason: null,
      journals: [{ journalId: kiosk.journalId, entries: 1 }],
    });
    const report = {
      appVersion: '1.2.3',
      waiting: 4,
      clock: 'suspect',
      storage: ['damaged'],
    } as const;
    const note = (status: object) =>
      services.store.transaction((writes) => writes.noteKioskStatus(kiosk.kioskId, status));
    await note({ seenAt: 1_000, rosterAt: 900 });
    await note({ seenAt: 2_000, report: { ...report, cameraState: 'black' }, reportedAt: 2_000 });
    await note({});
    const { clockOffByMs: _, ...told } = (await listed()) ?? {};
    expect(told).toMatchObject({
      ...report,
      camera: 'black',
      lastSeenMs: 2_000,
      rosterAtMs: 900,
      reportedAtMs: 2_000,
    });
  });

  test('are revoked together or not at all, and give back the courts that they have not sold', async () => {
    const services = servicesOn(current());
    const [lost, stolen, other] = [
      await newKiosk(services),
      await newKiosk(services),
      await newKiosk(services),
    ];
    await lost.ask();
    await other.ask();
    const kioskIds = [lost.kioskId, stolen.kioskId];
    expect(await revokeKiosks(services, { kioskIds: [...kioskIds, STRANGER], reason: REASON })).toEqual({
      kind: 'unknown-kiosks',
      kioskIds: [STRANGER],
    });
    const revokedOf = async (kioskId: string) =>
      (await listKiosks(services)).find((one) => one.kioskId === kioskId)?.revokedReason;
    expect(await revokedOf(lost.kioskId)).toBeNull();
    expect(await revokeKiosks(services, { kioskIds, reason: REASON })).toMatchObject({ already: [] });
    expect(await revokedOf(lost.kioskId)).toBe(REASON);
    expect(await revokeKiosks(services, { kioskIds, reason: 'again' })).toMatchObject({
      revoked: [],
      already: [...kioskIds].sort(),
    });
    expect(await revokedOf(lost.kioskId)).toBe(REASON);
    expect(lost.courts(BADMINTON, TUESDAY)).not.toEqual([]);
    await other.ask();
    await other.ask();
    expect(other.courts(BADMINTON, TUESDAY)).toEqual([1, 2]);
  });
});

describe('the command kiosks', { timeout: 60_000 }, () => {
  const preparedFolder = preparedFolders();

  async function kiosks(...args: string[]): Promise<{ code: number; said: string[]; complained: string }> {
    const said: string[] = [];
    const complained: string[] = [];
    const output = {
      say: (line: string) => said.push(line),
      complain: (line: string) => complained.push(line),
    };
    const code = await officeKiosks(args, undefined, output);
    return { code, said, complained: complained.join('\n') };
  }

  test('makes codes, lists and revokes in the data of a district that is not running', async () => {
    const data = ['--data', preparedFolder()];
    expect((await kiosks('list', ...data)).said).toEqual(['还没有登记前台 no kiosk has been enrolled']);
    const site = ['--site', 'xijiao-pool'];
    const codes = await kiosks(
      'enrol',
      ...site,
      '--name',
      '东门',
      '--count',
      '3',
      '--json',
      '--demo',
      ...data,
    );
    expect(codes.said.map((line) => JSON.parse(line))).toEqual([
      { code: expect.stringMatching(/^[0-9]{8}$/), name: '东门 1' },
      { code: expect.stringMatching(/^[0-9]{8}$/), name: '东门 2' },
      { code: expect.stringMatching(/^[0-9]{8}$/), name: '东门 3' },
    ]);
    expect(await kiosks('enrol', '--site', 'nowhere', '--demo', ...data)).toMatchObject({
      code: 1,
      complained: expect.stringContaining('xijiao-pool'),
    });
    expect(await kiosks('revoke', STRANGER, '--reason', REASON, ...data)).toMatchObject({
      code: 1,
      complained: expect.stringContaining(STRANGER),
    });
    for (const wrong of [
      [],
      ['revoke', STRANGER],
      ['revoke', '--reason', REASON],
      ['revoke', STRANGER, '--reason', ' '],
      ['enrol'],
      ['enrol', ...site, '--count', '0'],
      ['enrol', ...site, '--count', '51'],
      ['list', 'all'],
    ]) {
      expect((await kiosks(...wrong, ...data)).code, wrong.join(' ')).toBe(2);
    }
  });

  test('shuts a real kiosk out of a running district, and keeps what the kiosk recorded', async () => {
    const test = await startTestDistrict({ kind: 'pglite', folder: null });
    const { district } = test;
    onTestFinished(() => district.close());
    const tokenFile = join(temporaryFolder(), 'token');
    writeFileSync(tokenFile, district.officeToken);
    const at = ['--url', district.url, '--token-file', tokenFile];
    const [made = ''] = (await kiosks('enrol', '--site', 'xijiao-pool', '--json', ...at)).said;
    const host = await startedHost(hostOptions({ districtUrl: district.url }));
    const { code } = JSON.parse(made);
    expect(await host.call('kiosk.enrol', { code, districtUrl: null })).toMatchObject({ ok: true });
    await host.call('journal.append', TICKET);
    // The first push asks where the journal stands, and tells that one entry waits.
    await host.call('kiosk.camera', { state: 'unplugged' });
    expect(await host.call('district.push', {})).toMatchObject({ ok: true });
    expect(await host.call('district.push', {})).toMatchObject({ ok: true });
    await host.call('district.rosterPage', { cursor: null });
    const listed = async () => JSON.parse((await kiosks('list', '--json', ...at)).said[0] ?? '{}');
    await expect.poll(async () => (await listed()).rosterAtMs).toBe(test.now);
    const kiosk = await listed();
    expect(kiosk).toMatchObject({
      siteIds: ['xijiao-pool'],
      appVersion: '0.0.0-test',
      lastSeenMs: test.now,
      waiting: 1,
      storage: [],
      camera: 'unplugged',
      journals: [{ entries: 1 }],
    });
    test.now += 3 * DAY_MS;
    expect((await kiosks('list', ...at)).said[0]).toContain('版本 version 0.0.0-test');
    await host.call('journal.append', TICKET);
    const { kioskId } = kiosk;
    expect(await kiosks('revoke', kioskId, STRANGER, '--reason', REASON, ...at)).toMatchObject({ code: 1 });
    expect((await kiosks('revoke', kioskId, '--reason', REASON, ...at)).said).toEqual([
      `已停用 revoked: ${kioskId}`,
    ]);
    for (const call of ['district.keys', 'district.denied', 'district.catalogue'] as const) {
      expect(await host.call(call, { have: 0 })).toMatchObject({ fault: { kind: 'device-revoked' } });
    }
    expect(await host.call('district.rosterPage', { cursor: null })).toMatchObject({
      fault: { kind: 'device-revoked' },
    });
    // It could not know when it recorded this: the district has it, and the kiosk is wiped with that receipt.
    expect(await host.call('district.push', {})).toMatchObject({ fault: { kind: 'device-revoked' } });
    expect(await host.call('journal.append', TICKET)).toMatchObject({ ok: false });
    expect(await listed()).toMatchObject({
      revokedReason: REASON,
      revocationToldAtMs: test.now,
      journals: [{ entries: 2 }],
    });
    expect((await kiosks('list', ...at)).said[0]).toContain(`已停用 revoked 2026-11-26 09:00: ${REASON}`);
  });

  test('has routes that nobody but the office may ask', async () => {
    const { district } = await startTestDistrict({ kind: 'pglite', folder: null });
    onTestFinished(() => district.close());
    const { url, officeToken } = district;
    const kiosk = await enrolKiosk(district);
    const post = (path: string, body: unknown, authorization = `Bearer ${officeToken}`) =>
      ask(`${url}/v1/office/kiosks${path}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const revocation = { kioskIds: [kiosk.enrolment.kioskId], reason: REASON };
    expect((await post('/revoke', revocation, 'Bearer wrong')).status).toBe(401);
    expect(errorOf(await ask(`${url}/v1/office/kiosks`)).kind).toBe('unauthorized');
    expect((await post('/codes', { siteIds: ['xijiao-pool'] }, '')).status).toBe(401);
    for (const wrong of [
      {},
      { ...revocation, kioskIds: [] },
      { ...revocation, reason: 'nul\0' },
      { ...revocation, reason: '长'.repeat(501) },
      { ...revocation, more: 1 },
    ]) {
      expect((await post('/revoke', wrong)).status).toBe(400);
    }
    expect((await kiosk.get('/v1/keys')).status).toBe(200);
  });

  test('takes a report of a newer kiosk, and none that no kiosk sends', async () => {
    const { district } = await startTestDistrict({ kind: 'pglite', folder: null });
    onTestFinished(() => district.close());
    const kiosk = await enrolKiosk(district);
    const report = (body: unknown) =>
      kiosk.send({
        method: 'POST',
        path: '/v1/report',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await report({ appVersion: '9.0.0', camera: { kind: 'black' } })).status).toBe(200);
    expect((await report({})).status).toBe(200);
    for (const wrong of [{ appVersion: 'half \ud800' }, { waiting: -1 }, { storage: Array(17).fill('x') }]) {
      expect((await report(wrong)).status).toBe(400);
    }
    expect((await ask(`${district.url}/v1/report`, { method: 'POST' })).status).toBe(401);
    expect(KioskReport.parse({ newer: 1 })).toEqual({});
  });
});
