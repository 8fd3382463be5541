import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { KioskHost } from '../../src/host/host-options.ts';
import { createHost } from '../../src/host/kiosk-host.ts';
import { Enrolment } from '../../src/host/profile/enrolment-file.ts';
import { fileSecretStore } from '../../src/host/profile/secret-store.ts';
import { Settings } from '../../src/host-api/settings-api.ts';
import { PUSH_BYTES_MAX } from '../../src/protocol/wire.ts';
import { TICKET, voidOf } from '../support/journal-drafts.ts';
import { ENROL_CODE, type MemoryDistrict, memoryDistrict, unpacked } from '../support/memory-district.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a kiosk that was never enrolled says so, and asks nobody', async () => {
  const host = await startedHost(hostOptions());
  expect((await host.call('kiosk.info', {})).enrolment).toBeNull();
  expect(await host.call('vault.read', {})).toBeNull();
  expect(await host.call('journal.append', TICKET)).toMatchObject({
    ok: false,
    fault: { kind: 'not-enrolled' },
  });
  for (const answer of [
    await host.call('district.push', {}),
    await host.call('district.rosterPage', { cursor: null }),
    await host.call('district.catalogue', { have: 0 }),
  ]) {
    expect(answer).toMatchObject({ ok: false, fault: { kind: 'not-enrolled' } });
  }
});

test('a one-time code makes it a kiosk of its district, also after a restart', async () => {
  const { host, options, district } = await enrolled();
  const info = await host.call('kiosk.info', {});
  expect(info).toEqual({
    appVersion: '0.0.0-test',
    binding: 'loopback',
    disabled: null,
    districtUrl: district.server.url,
    enrolment: {
      kioskId: 'kiosk-1',
      kioskName: '前台 1',
      districtName: '荔湾区',
      siteIds: ['xijiao-pool'],
    },
  });
  const vault = await host.call('vault.read', {});
  expect(vault?.cardRefKeyHex).toBe('ab'.repeat(32));
  expect(vault?.rosterKeyHex).toMatch(/^[0-9a-f]{64}$/);
  await host.close();
  const again = await startedHost(options);
  expect(await again.call('kiosk.info', {})).toEqual(info);
  expect(await again.call('vault.read', {})).toEqual(vault);
});

test('takes a code as people type it, and refuses what is none without asking the district', async () => {
  const district = await memoryDistrict();
  const host = await startedHost(hostOptions({ districtUrl: district.server.url }));
  for (const code of ['', '1234567', '123456789', 'abcdefgh']) {
    expect(await host.call('kiosk.enrol', { code, districtUrl: null })).toMatchObject({
      ok: false,
      fault: { kind: 'code-unknown' },
    });
  }
  expect(district.server.requests).toEqual([]);
  const answer = await host.call('kiosk.enrol', { code: ' 1234-５６７８ ', districtUrl: null });
  expect(answer.ok).toBe(true);
});

test('a refused code leaves the kiosk as it was', async () => {
  const { host } = await enrolled();
  const before = await host.call('kiosk.info', {});
  const answer = await host.call('kiosk.enrol', { code: '99999999', districtUrl: null });
  expect(answer).toMatchObject({ ok: false, fault: { kind: 'code-unknown' } });
  expect(await host.call('kiosk.info', {})).toEqual(before);
});

test('enrolled again, it keeps its journal, its entries and the key of its cache', async () => {
  const { host, district } = await enrolled();
  await host.call('journal.append', TICKET);
  const before = await host.call('journal.status', {});
  const vault = await host.call('vault.read', {});
  await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: district.server.url });
  expect(await host.call('journal.status', {})).toEqual(before);
  expect(await host.call('vault.read', {})).toEqual(vault);
});

test('no key lies readable in the profile', async () => {
  const { host, options } = await enrolled();
  const vault = await host.call('vault.read', {});
  const opened = options.secretStore.unseal(readFileSync(join(options.profileFolder, 'enrolment.sealed')));
  const { deviceKeyHex } = Enrolment.parse(JSON.parse(Buffer.from(opened ?? []).toString()));
  for (const name of readdirSync(options.profileFolder)) {
    const text = readFileSync(join(options.profileFolder, name), 'latin1');
    for (const secret of [deviceKeyHex, vault?.cardRefKeyHex, vault?.rosterKeyHex]) {
      expect(text).not.toContain(secret);
    }
  }
  expect(statSync(join(options.profileFolder, 'enrolment.sealed')).mode & 0o077).toBe(0);
});

test('a profile under another key is not enrolled; its sealed file is left for the right key', async () => {
  const { host, options } = await enrolled();
  await host.close();
  const start = await createHost({
    ...options,
    secretStore: fileSecretStore(join(temporaryFolder(), 'other-key')),
  });
  if (start.kind !== 'ready') throw new Error(start.kind);
  const files = ['enrolment.sealed', 'clock.sealed'].map((name) => join(options.profileFolder, name));
  expect(start.troubles).toEqual(files.map((file) => ({ kind: 'file-broken', file, keptIn: null })));
  expect((await start.host.call('kiosk.info', {})).enrolment).toBeNull();
  await start.host.close();
  const again = await startedHost(options);
  expect((await again.call('kiosk.info', {})).enrolment?.kioskId).toBe('kiosk-1');
});

test('settings begin as defaults and are kept; a broken file is set aside and no error', async () => {
  const options = hostOptions();
  const host = await startedHost(options);
  expect(await host.call('settings.read', {})).toEqual(Settings.parse({}));
  const changed = Settings.parse({ language: 'en', listPricesFen: { 'site/item': 3000 } });
  expect(await host.call('settings.write', changed)).toEqual({ ok: true, value: changed });
  await host.close();
  const again = await startedHost(options);
  expect(await again.call('settings.read', {})).toEqual(changed);
  await again.close();
  writeFileSync(join(options.profileFolder, 'settings.json'), '{"language":"la');
  const start = await createHost(options);
  if (start.kind !== 'ready') throw new Error(start.kind);
  expect(await start.host.call('settings.read', {})).toEqual(Settings.parse({}));
  const [trouble] = start.troubles;
  const keptIn = trouble?.kind === 'file-broken' ? trouble.keptIn : null;
  expect(readFileSync(keptIn ?? '', 'utf8')).toBe('{"language":"la');
  await start.host.close();
});

test('settings of a newer release are read as far as this one knows them, and its file stays', async () => {
  const options = hostOptions();
  await (await startedHost(options)).close();
  const file = join(options.profileFolder, 'settings.json');
  writeFileSync(file, JSON.stringify({ language: 'en', setup: 'fingerprint', hasWings: true }));
  const start = await createHost(options);
  if (start.kind !== 'ready') throw new Error(start.kind);
  expect(start.troubles).toEqual([]);
  expect(await start.host.call('settings.read', {})).toEqual(Settings.parse({ language: 'en' }));
  await start.host.close();
});

test('a second kiosk on the same profile is told who has it', async () => {
  const options = hostOptions();
  await startedHost(options);
  expect(await createHost(options)).toEqual({ kind: 'profile-in-use', ownerPid: process.pid });
});

test('a profile that cannot be a folder is reported, not thrown', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const start = await createHost(hostOptions({ profileFolder: join(file, 'profile') }));
  expect(start).toMatchObject({ kind: 'profile-unusable', detail: expect.stringContaining('ENOTDIR') });
});

test('an entry names the kiosk, its clocks, the last known offset to the server and what it went by', async () => {
  const now = 1_795_419_700_000;
  const clock = { now: () => now, monotonicMs: () => 1234.5, bootId: 'boot-1' };
  const { host } = await enrolled({ clock });
  const answer = await host.call('journal.append', TICKET);
  expect(answer.ok && answer.entry).toMatchObject({
    kioskId: 'kiosk-1',
    at: {
      deviceMs: now,
      monotonicMs: 1235,
      bootId: 'boot-1',
      serverOffsetMs: null,
      serverOffsetAgeMs: null,
      clock: 'trusted',
      effectiveMs: now,
    },
  });
  await host.call('district.push', {});
  const later = await host.call('journal.append', voidOf(1));
  expect(later.ok && later.entry.at).toMatchObject({
    serverOffsetMs: 20_000,
    serverOffsetAgeMs: 0,
    clock: 'trusted',
    effectiveMs: now + 20_000,
  });
});

test('says what its start found, from which entry on its journal is damaged, and nothing of a sound one', async () => {
  const { host, options } = await enrolled();
  await append(host, 2);
  expect(await host.call('kiosk.health', {})).toEqual({ troubles: [] });
  await host.close();
  const [name = ''] = readdirSync(options.profileFolder).filter((each) => each.endsWith('.jsonl'));
  const file = join(options.profileFolder, name);
  const [first = '', second = ''] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, `${first}\n${second.replace('kiosk-1', 'kiosk-22')}\n`);
  const again = await startedHost(options);
  expect(await again.call('kiosk.health', {})).toMatchObject({
    troubles: [{ kind: 'damaged', seq: 2 }],
  });
});

test('pushes everything once and in order, and remembers it over a restart', async () => {
  const { host, options, district } = await enrolled();
  await append(host, 3);
  expect(await pushAll(host)).toMatchObject({ headSeq: 3, acknowledgedSeq: 3 });
  expect(district.entries).toEqual(await host.call('journal.read', { fromSeq: 1, limit: 500 }));
  await host.close();
  const again = await startedHost(options);
  expect(await again.call('journal.status', {})).toMatchObject({ headSeq: 3, acknowledgedSeq: 3 });
  await append(again, 1);
  district.batches.length = 0;
  expect(await pushAll(again)).toMatchObject({ acknowledgedSeq: 4 });
  expect(district.batches).toEqual([1]);
});

test('its status is told once the append that is under way is done', async () => {
  const { host } = await enrolled();
  const appended = append(host, 1);
  expect(await host.call('journal.status', {})).toMatchObject({ headSeq: 1 });
  await appended;
});

test('a batch holds what fits the wire: no more entries and no more bytes', async () => {
  const { host, district } = await enrolled();
  await append(host, 501);
  await pushAll(host);
  expect(district.entries).toHaveLength(501);
  const bodies = district.server.requests.filter(({ url }) => url.includes('/entries'));
  expect(Math.max(...district.batches)).toBeLessThanOrEqual(500);
  expect(district.batches.length).toBeGreaterThan(2);
  for (const { body } of bodies) expect(unpacked(body).length).toBeLessThanOrEqual(PUSH_BYTES_MAX);
});

test('two pushes at once are one', async () => {
  const { host, district } = await enrolled();
  await append(host, 1);
  const [first, second] = await Promise.all([host.call('district.push', {}), host.call('district.push', {})]);
  expect(first).toEqual(second);
  expect(district.batches).toHaveLength(1);
});

test('without its note of the receipt it asks, and sends only what is missing', async () => {
  const { host, options, district } = await enrolled();
  await append(host, 2);
  await pushAll(host);
  await append(host, 1);
  await host.close();
  writeFileSync(join(options.profileFolder, 'acknowledged.json'), 'torn');
  const again = await startedHost(options);
  expect(await again.call('journal.status', {})).toMatchObject({ acknowledgedSeq: 0 });
  district.batches.length = 0;
  expect(await pushAll(again)).toMatchObject({ acknowledgedSeq: 3 });
  expect(district.batches).toEqual([0, 1]);
});

// One bit makes a 3 of a 1, and a 6 of a 2: more than there are, or fewer than were sent.
test.each([
  [1, 3],
  [1, 2],
  [2, 6],
])(
  'where its note of the receipt says %i and is damaged to say %i, it asks, and all arrives',
  async (sent, said) => {
    const { host, options, district } = await enrolled();
    await append(host, sent);
    await pushAll(host);
    await append(host, 1);
    await host.close();
    const note = join(options.profileFolder, 'acknowledged.json');
    const text = readFileSync(note, 'utf8');
    expect(text).toContain(`"seq":${sent}`);
    writeFileSync(note, text.replace(`"seq":${sent}`, `"seq":${said}`));
    const again = await startedHost(options);
    expect(await pushAll(again)).toMatchObject({ acknowledgedSeq: sent + 1, headSeq: sent + 1 });
    expect(district.entries).toHaveLength(sent + 1);
  },
);

test('a district restored from a backup gets again what it lost', async () => {
  const { host, district } = await enrolled();
  await append(host, 5);
  await pushAll(host);
  district.entries = district.entries.slice(0, 2);
  district.epoch = '33333333-3333-4333-8333-333333333333';
  await append(host, 1);
  expect(await pushAll(host)).toMatchObject({ headSeq: 6, acknowledgedSeq: 6 });
  expect(district.entries.map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a restored district is noticed with nothing new to send, too', async () => {
  const { host, district } = await enrolled();
  await append(host, 3);
  await pushAll(host);
  district.entries = [];
  expect(await host.call('district.push', {})).toMatchObject({ ok: true, value: { acknowledgedSeq: 0 } });
  expect(await pushAll(host)).toMatchObject({ acknowledgedSeq: 3 });
});

test('a district whose head is not in this journal means a fork: all of ours is to be sent for its quarantine', async () => {
  const { host, district } = await enrolled();
  await append(host, 2);
  await pushAll(host);
  const own = district.entries;
  district.entries = own.map((entry) => ({ ...entry, hash: 'f'.repeat(64) }));
  expect(await host.call('district.push', {})).toMatchObject({ ok: false, fault: { kind: 'fork' } });
  const [first, second] = own;
  if (first === undefined || second === undefined) throw new Error('two entries were pushed');
  district.entries = [first, second, { ...second, seq: 3 }];
  expect(await host.call('district.push', {})).toMatchObject({
    ok: false,
    fault: { kind: 'fork', detail: 'the district holds 3 entries, this journal 2' },
  });
  expect(await host.call('journal.status', {})).toMatchObject({ headSeq: 2, acknowledgedSeq: 0 });
});

test.each([
  [401, 'unauthorized', 'not-enrolled'],
  [403, 'device-revoked', 'device-revoked'],
  [409, 'fork', 'fork'],
  [409, 'gap', 'refused'],
  [413, 'too-large', 'too-large'],
  [422, 'bad-entry', 'refused'],
  [500, 'internal', 'refused'],
])('no answer of the district deletes an entry: %s %s', async (status, kind, fault) => {
  const { host, district, options } = await enrolled();
  await append(host, 2);
  const before = journalBytes(options.profileFolder);
  district.refusal = { status, kind };
  expect(await host.call('district.push', {})).toMatchObject({ ok: false, fault: { kind: fault } });
  expect(journalBytes(options.profileFolder)).toEqual(before);
  district.refusal = null;
  expect(await pushAll(host)).toMatchObject({ acknowledgedSeq: 2 });
});

test('the address of this run wins over the enrolled one', async () => {
  const { host, options, district } = await enrolled();
  await host.close();
  const moved = await memoryDistrict();
  const again = await startedHost({ ...options, districtUrl: moved.server.url });
  await again.call('district.rosterPage', { cursor: null });
  expect(moved.server.requests).toHaveLength(1);
  expect((await again.call('kiosk.info', {})).districtUrl).not.toBe(district.server.url);
});

test('a key file is made for this user alone and kept', () => {
  const keyFile = join(temporaryFolder(), 'keys', 'key');
  const sealed = fileSecretStore(keyFile).seal(Buffer.from('secret'));
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  const store = fileSecretStore(keyFile);
  expect(store.strength).toBe('file');
  expect(Buffer.from(store.unseal(sealed) ?? []).toString()).toBe('secret');
  expect(store.unseal(sealed.subarray(0, -1))).toBeNull();
  expect(store.unseal(new Uint8Array(5))).toBeNull();
  writeFileSync(keyFile, 'short');
  expect(() => fileSecretStore(keyFile)).toThrow('is not a key');
});

test('closing gives the profile free', async () => {
  const options = hostOptions();
  const host = await startedHost(options);
  await host.close();
  expect(existsSync(join(options.profileFolder, 'kiosk.lock'))).toBe(false);
});

async function enrolled(changes: Parameters<typeof hostOptions>[0] = {}) {
  const district: MemoryDistrict = await memoryDistrict();
  const options = hostOptions(changes);
  const host = await startedHost(options);
  const answer = await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: district.server.url });
  if (!answer.ok) throw new Error(answer.fault.detail);
  // The answer to the enrolment names no server time, so that nothing is known of the clock yet.
  return { host, options, district };
}

async function append(host: KioskHost, count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) {
    const answer = await host.call('journal.append', TICKET);
    if (!answer.ok) throw new Error(answer.fault.detail);
  }
}

const ROUNDS_MAX = 10;

async function pushAll(host: KioskHost) {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const answer = await host.call('district.push', {});
    if (!answer.ok) throw new Error(answer.fault.detail);
    if (answer.value.acknowledgedSeq === answer.value.headSeq) return answer.value;
  }
  throw new Error('the journal does not get through');
}

function journalBytes(folder: string): Buffer {
  const name = readdirSync(folder).find((entry) => entry.endsWith('.jsonl')) ?? '';
  return readFileSync(join(folder, name));
}
