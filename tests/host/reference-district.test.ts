import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { demoRecords } from '../../src/district/demo/cards.ts';
import { RosterPage } from '../../src/domain/card/roster-page.ts';
import type { KioskHost } from '../../src/host/host-options.ts';
import { startTestDistrict, type TestDistrict } from '../district/test-district.ts';
import { TICKET, voidOf } from '../support/journal-drafts.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';

let started: TestDistrict | null = null;

beforeAll(async () => {
  started = await startTestDistrict({ kind: 'pglite', folder: null });
});

afterAll(() => started?.district.close());

function running(): TestDistrict {
  if (started === null) throw new Error('only within a test');
  return started;
}

test('a code of the district’s makes a kiosk of it, once', async () => {
  const { district } = running();
  const code = await newCode();
  const host = await startedHost(hostOptions({ districtUrl: district.url }));
  const answer = await host.call('kiosk.enrol', { code, districtUrl: null });
  expect(answer).toMatchObject({ ok: true, value: { enrolment: { kioskName: '前台 1' } } });
  const second = await startedHost(hostOptions({ districtUrl: district.url }));
  expect(await second.call('kiosk.enrol', { code, districtUrl: null })).toMatchObject({
    ok: false,
    fault: { kind: 'code-used' },
  });
  expect(await second.call('kiosk.enrol', { code: '00000000', districtUrl: null })).toMatchObject({
    ok: false,
    fault: { kind: 'code-unknown' },
  });
});

test('what is recorded arrives, and the district’s receipt is believed', async () => {
  const { host } = await enrolled();
  await host.call('journal.append', TICKET);
  await host.call('journal.append', voidOf(1));
  const { headSeq, acknowledgedSeq } = await settled(host);
  expect([headSeq, acknowledgedSeq]).toEqual([2, 2]);
});

test('a batch of the greatest size is taken', async () => {
  const { host } = await enrolled();
  for (let done = 0; done < 600; done += 1) await host.call('journal.append', TICKET);
  expect((await settled(host)).acknowledgedSeq).toBe(600);
});

test('reads the roster to its end, and the catalogue once', async () => {
  const { host } = await enrolled();
  await running().district.putCards(demoRecords);
  const page = await host.call('district.rosterPage', { cursor: null });
  const first = RosterPage.parse(JSON.parse(page.ok ? page.value.page.text : ''));
  expect(first.changes.length).toBe(demoRecords.length);
  const next = await host.call('district.rosterPage', { cursor: first.cursor });
  const second = RosterPage.parse(JSON.parse(next.ok ? next.value.page.text : ''));
  expect(second).toMatchObject({ from: first.cursor, changes: [], more: false });
  // Only with this word is a cursor refused, and a whole roster worth asking for.
  expect(await host.call('district.rosterPage', { cursor: 'no cursor' })).toMatchObject({
    fault: { kind: 'bad-request' },
  });
  const catalogue = await host.call('district.catalogue', { have: 0 });
  expect(catalogue.ok && catalogue.value.file).toContain('{');
  const have = catalogue.ok ? catalogue.value.version : 0;
  expect(await host.call('district.catalogue', { have })).toMatchObject({ ok: true, value: { file: null } });
});

test('of two machines with one profile one begins a new journal', async () => {
  const { host, options } = await enrolled();
  await host.call('journal.append', TICKET);
  await settled(host);
  await host.close();
  const cloneOptions = { ...hostOptions(), secretStore: options.secretStore };
  cpSync(options.profileFolder, cloneOptions.profileFolder, { recursive: true });
  const original = await startedHost(options);
  const clone = await startedHost(cloneOptions);
  await original.call('journal.append', TICKET);
  await settled(original);
  await clone.call('journal.append', voidOf(1));
  // It goes to quarantine, and the clone goes on in a journal of its own.
  expect(await settled(clone)).toMatchObject({ headSeq: 2, acknowledgedSeq: 2 });
  await clone.call('journal.append', TICKET);
  await original.call('journal.append', TICKET);
  expect(await settled(clone)).toMatchObject({ headSeq: 3, acknowledgedSeq: 3 });
  expect(await settled(original)).toMatchObject({ headSeq: 3, acknowledgedSeq: 3 });
});

test('a revoked kiosk goes on recording, hands everything in, and is then wiped for good', async () => {
  const { host, kioskId, options } = await enrolled();
  for (let done = 0; done < 3; done += 1) await host.call('journal.append', TICKET);
  await settled(host);
  expect((await host.call('vault.read', {}))?.namesKeyHex).toMatch(/^[0-9a-f]{64}$/);
  await running().district.revokeKiosk(kioskId);
  for (let done = 0; done < 600; done += 1) {
    expect(await host.call('journal.append', TICKET)).toMatchObject({ ok: true });
  }
  // Some batches: until the last one is in, everything is where it was.
  expect(await host.call('district.push', {})).toMatchObject({ ok: true });
  expect(await host.call('district.catalogue', { have: 0 })).toMatchObject({
    fault: { kind: 'device-revoked' },
  });
  expect((await host.call('vault.read', {}))?.namesKeyHex).toMatch(/^[0-9a-f]{64}$/);
  expect(await settled(host).catch(String)).toContain('revoked');
  expect(await host.call('journal.status', {})).toMatchObject({ headSeq: 603, acknowledgedSeq: 603 });
  await expectWiped(host, options.profileFolder);
  await host.close();
  const again = await startedHost(options);
  await expectWiped(again, options.profileFolder);
  expect(await again.call('journal.read', { fromSeq: 603, limit: 1 })).toHaveLength(1);
});

test('a revoked kiosk that nothing waits on is wiped at the next contact, and may enrol again', async () => {
  const { host, kioskId, options } = await enrolled();
  const pngBase64 = Buffer.from('89504e470d0a1a0a00ff', 'hex').toString('base64');
  expect(await host.call('scanner.saveFrame', { pngBase64 })).toMatchObject({ ok: true });
  await running().district.revokeKiosk(kioskId);
  expect(await host.call('district.push', {})).toMatchObject({ fault: { kind: 'device-revoked' } });
  await expectWiped(host, options.profileFolder);
  expect(readdirSync(join(options.profileFolder, 'scanner-frames'))).toEqual([]);
  const answer = await host.call('kiosk.enrol', { code: await newCode(), districtUrl: null });
  expect(answer).toMatchObject({ ok: true, value: { disabled: null } });
  expect(answer.ok && answer.value.enrolment?.kioskId).not.toBe(kioskId);
  await host.call('journal.append', TICKET);
  expect(await settled(host)).toMatchObject({ headSeq: 1, acknowledgedSeq: 1 });
  await host.close();
  expect((await (await startedHost(options)).call('kiosk.info', {})).enrolment).not.toBeNull();
});

test('a revoked kiosk without a line keeps everything', async () => {
  const { host, kioskId } = await enrolled();
  await host.call('journal.append', TICKET);
  await running().district.revokeKiosk(kioskId);
  const { enrolment } = await host.call('kiosk.info', {});
  expect(enrolment?.kioskId).toBe(kioskId);
  expect(await host.call('vault.read', {})).not.toBeNull();
});

test('a wipe that a power cut interrupted goes on at the next start, and a new enrolment is no wipe', async () => {
  const { host, options } = await enrolled();
  await host.close();
  const note = { kioskName: '前台 1', districtName: '广州市荔湾区', districtUrl: running().district.url };
  writeFileSync(join(options.profileFolder, 'disabled.json'), JSON.stringify(note));
  const again = await startedHost({ ...options, districtUrl: undefined });
  await expectWiped(again, options.profileFolder);
  const answer = await again.call('kiosk.enrol', { code: await newCode(), districtUrl: null });
  expect(answer).toMatchObject({ ok: true, value: { disabled: null } });
  await again.close();
  expect(existsSync(join(options.profileFolder, 'disabled.json'))).toBe(false);
});

test('a revoked clone is wiped when the district has all of its own future in quarantine', async () => {
  const { host, options, kioskId } = await enrolled();
  await host.call('journal.append', TICKET);
  await settled(host);
  await host.close();
  const cloneOptions = { ...hostOptions(), secretStore: options.secretStore };
  cpSync(options.profileFolder, cloneOptions.profileFolder, { recursive: true });
  const original = await startedHost(options);
  const clone = await startedHost(cloneOptions);
  for (let done = 0; done < 2; done += 1) await original.call('journal.append', TICKET);
  await settled(original);
  for (let done = 0; done < 2; done += 1) await clone.call('journal.append', voidOf(1 + done));
  await running().district.revokeKiosk(kioskId);
  const kinds: string[] = [];
  for (let round = 0; round < ROUNDS_MAX && kinds.at(-1) !== 'device-revoked'; round += 1) {
    const answer = await clone.call('district.push', {});
    kinds.push(answer.ok ? 'ok' : answer.fault.kind);
    if (kinds.at(-1) !== 'ok') continue;
    expect((await clone.call('kiosk.info', {})).enrolment).not.toBeNull();
    await clone.call('district.keys', { have: 0 });
  }
  expect(kinds.at(-1)).toBe('device-revoked');
  await expectWiped(clone, cloneOptions.profileFolder);
});

async function expectWiped(host: KioskHost, folder: string): Promise<void> {
  expect(await host.call('kiosk.info', {})).toMatchObject({
    enrolment: null,
    disabled: { kioskName: expect.stringMatching(/^前台 \d+$/), districtName: '广州市荔湾区' },
  });
  expect(await host.call('vault.read', {})).toBeNull();
  expect((await host.call('names.read', {})).kind).toBe('waiting');
  expect(await host.call('journal.append', TICKET)).toMatchObject({ fault: { kind: 'not-enrolled' } });
  expect(await host.call('district.push', {})).toMatchObject({ fault: { kind: 'device-revoked' } });
  for (const name of ['enrolment.sealed', 'names.sealed']) expect(existsSync(join(folder, name))).toBe(false);
}

test('enrolled with another database, it gives that one everything too', async () => {
  const { host } = await enrolled();
  await host.call('journal.append', TICKET);
  await settled(host);
  const other = await startTestDistrict({ kind: 'pglite', folder: null });
  onTestFinished(() => other.district.close());
  const code = await other.district.createEnrolmentCode(grantOf(other.district.siteIds));
  expect(await host.call('kiosk.enrol', { code, districtUrl: other.district.url })).toMatchObject({
    ok: true,
  });
  expect((await settled(host)).acknowledgedSeq).toBe(1);
});

function newCode(): Promise<string> {
  const { district } = running();
  return district.createEnrolmentCode(grantOf(district.siteIds));
}

function grantOf(siteIds: readonly string[]) {
  return { kioskName: '前台 1', siteIds };
}

async function enrolled() {
  const options = hostOptions({ districtUrl: running().district.url });
  const host = await startedHost(options);
  const answer = await host.call('kiosk.enrol', { code: await newCode(), districtUrl: null });
  if (!answer.ok) throw new Error(answer.fault.detail);
  return { host, options, kioskId: answer.value.enrolment?.kioskId ?? '' };
}

const ROUNDS_MAX = 10;

async function settled(host: KioskHost) {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const answer = await host.call('district.push', {});
    if (!answer.ok) throw new Error(answer.fault.detail);
    if (answer.value.acknowledgedSeq === answer.value.headSeq) return answer.value;
  }
  throw new Error('the journal does not get through');
}
