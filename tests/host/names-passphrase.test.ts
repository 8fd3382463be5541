import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HostOptions } from '../../src/host/host-options.ts';
import { fileSecretStore } from '../../src/host/profile/secret-store.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { DAY_MS, setClock } from '../support/set-clock.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PASSPHRASE = '荔湾区 2026 技术口令';

/** An enrolled kiosk on a Linux without a keyring. */
async function basicKiosk(change: Partial<HostOptions> = {}) {
  const clock = setClock();
  const district = await memoryDistrict();
  district.serverTimeMs = clock.now();
  const secretStore = { ...fileSecretStore(join(temporaryFolder(), 'key')), strength: 'basic' as const };
  const options = hostOptions({ districtUrl: district.server.url, clock, secretStore, ...change });
  const host = await startedHost(options);
  await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null });
  const pull = async (running = host) => {
    await running.call('district.push', {});
    await running.call('names.pulled', { asOfMs: district.serverTimeMs });
  };
  await pull();
  return { clock, district, options, host, pull };
}

async function kioskWithPassphrase() {
  const kiosk = await basicKiosk();
  expect(await kiosk.host.call('names.setPassphrase', { current: null, next: PASSPHRASE })).toMatchObject({
    ok: true,
  });
  await kiosk.pull();
  const key = (await kiosk.host.call('vault.read', {}))?.namesKeyHex ?? null;
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  await kiosk.host.close();
  const host = await startedHost(kiosk.options);
  return { ...kiosk, host, key };
}

type Host = Awaited<ReturnType<typeof basicKiosk>>['host'];

async function keyOf(host: Host): Promise<string | null> {
  return (await host.call('vault.read', {}))?.namesKeyHex ?? null;
}

describe('without safe storage', () => {
  test('names are off, and the rest works', async () => {
    const { host } = await basicKiosk();
    expect(await host.call('names.read', {})).toEqual({
      kind: 'no-passphrase',
      needsPassphrase: true,
      isPassphraseSet: false,
      waitMs: 0,
    });
    const vault = await host.call('vault.read', {});
    expect(vault).toMatchObject({ namesKeyHex: null, rosterKeyHex: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('a passphrase turns them on with the next pull, and locks them at each start', async () => {
    const { host, key } = await kioskWithPassphrase();
    expect(await host.call('names.read', {})).toMatchObject({ kind: 'locked', isPassphraseSet: true });
    expect(await keyOf(host)).toBeNull();
    expect(await host.call('names.unlock', { passphrase: PASSPHRASE })).toMatchObject({
      ok: true,
      value: { kind: 'on' },
    });
    expect(await keyOf(host)).toBe(key);
  });

  test('a passphrase is the same however its characters are composed', async () => {
    const { host } = await kioskWithPassphrase();
    const wide = PASSPHRASE.replaceAll('2026', '２０２６');
    expect(await host.call('names.unlock', { passphrase: wide })).toMatchObject({ ok: true });
  });

  test('neither passphrase nor key lies in the profile, sealed or not', async () => {
    const { options, key, host } = await kioskWithPassphrase();
    await host.call('names.unlock', { passphrase: PASSPHRASE });
    for (const name of readdirSync(options.profileFolder)) {
      const bytes = readFileSync(join(options.profileFolder, name));
      const opened = Buffer.from(options.secretStore.unseal(bytes) ?? Buffer.alloc(0));
      for (const text of [bytes.toString('latin1'), opened.toString('latin1')]) {
        expect(text).not.toContain(key);
        expect(text).not.toContain(Buffer.from(PASSPHRASE).toString('latin1'));
      }
    }
  });
});

describe('a wrong passphrase', () => {
  test('says so and changes nothing; the next try has to wait', async () => {
    const { clock, host, key } = await kioskWithPassphrase();
    expect(await host.call('names.unlock', { passphrase: 'wrong one' })).toEqual({
      ok: false,
      fault: { kind: 'wrong', triesLeft: 9 },
    });
    expect(await host.call('names.unlock', { passphrase: PASSPHRASE })).toEqual({
      ok: false,
      fault: { kind: 'wait', waitMs: 1_000 },
    });
    clock.pass(999);
    expect(await host.call('names.unlock', { passphrase: PASSPHRASE })).toMatchObject({ ok: false });
    clock.pass(1);
    expect(await host.call('names.unlock', { passphrase: PASSPHRASE })).toMatchObject({ ok: true });
    expect(await keyOf(host)).toBe(key);
  });

  test('ten times in a row gives the names up, over restarts; a new passphrase begins anew', async () => {
    const kiosk = await kioskWithPassphrase();
    let { host } = kiosk;
    for (let tries = 1; tries <= 10; tries += 1) {
      if (tries === 5) {
        await host.close();
        host = await startedHost(kiosk.options);
      }
      kiosk.clock.pass(300_000);
      const answer = await host.call('names.unlock', { passphrase: `wrong ${tries}` });
      const fault = tries < 10 ? { kind: 'wrong', triesLeft: 10 - tries } : { kind: 'given-up' };
      expect(answer).toEqual({ ok: false, fault });
    }
    expect(await host.call('names.read', {})).toMatchObject({ kind: 'no-passphrase', waitMs: 0 });
    expect(readdirSync(kiosk.options.profileFolder)).not.toContain('names.sealed');
    await host.call('names.setPassphrase', { current: null, next: 'another one' });
    kiosk.district.serverTimeMs = kiosk.clock.now();
    await kiosk.pull(host);
    const key = await keyOf(host);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(key).not.toBe(kiosk.key);
  });

  test('the right one in between begins the count anew', async () => {
    const { clock, host } = await kioskWithPassphrase();
    const attempt = (passphrase: string) => {
      clock.pass(300_000);
      return host.call('names.unlock', { passphrase });
    };
    expect(await attempt('wrong one')).toMatchObject({ fault: { triesLeft: 9 } });
    expect(await attempt('wrong two')).toMatchObject({ fault: { triesLeft: 8 } });
    expect(await attempt(PASSPHRASE)).toMatchObject({ ok: true });
    expect(await attempt('wrong one')).toMatchObject({ fault: { triesLeft: 9 } });
  });
});

describe('a technician', () => {
  test('changes the passphrase with the old one, and keeps the names', async () => {
    const { options, host, key } = await kioskWithPassphrase();
    const change = { current: PASSPHRASE, next: 'the second one' };
    expect(await host.call('names.setPassphrase', { ...change, current: null })).toEqual({
      ok: false,
      fault: { kind: 'wrong', triesLeft: null },
    });
    expect(await host.call('names.setPassphrase', change)).toMatchObject({ ok: true });
    expect(await keyOf(host)).toBe(key);
    await host.close();
    const again = await startedHost(options);
    expect(await again.call('names.unlock', { passphrase: PASSPHRASE })).toMatchObject({ ok: false });
  });

  test('cannot set one of fewer than eight characters, nor one where it is not needed', async () => {
    const { host } = await basicKiosk();
    expect(await host.call('names.setPassphrase', { current: null, next: '7 chars' })).toEqual({
      ok: false,
      fault: { kind: 'too-short', lengthMin: 8 },
    });
    expect(await host.call('names.setPassphrase', { current: null, next: '8 chars!' })).toMatchObject({
      ok: true,
    });
    const safe = await startedHost(hostOptions());
    expect(await safe.call('names.setPassphrase', { current: null, next: PASSPHRASE })).toEqual({
      ok: false,
      fault: { kind: 'not-needed' },
    });
    expect(await safe.call('names.unlock', { passphrase: PASSPHRASE })).toEqual({
      ok: false,
      fault: { kind: 'not-set' },
    });
  });

  test('who has forgotten it gives the names up', async () => {
    const { options, host } = await kioskWithPassphrase();
    expect(await host.call('names.forget', {})).toMatchObject({ kind: 'no-passphrase' });
    expect(readdirSync(options.profileFolder).filter((name) => name.startsWith('names'))).toEqual([]);
  });

  test('finds the names gone when the roster grew too old while the names were locked', async () => {
    const { clock, options, host } = await kioskWithPassphrase();
    clock.pass(14 * DAY_MS + 1);
    expect(await host.call('names.read', {})).toMatchObject({ kind: 'locked' });
    expect(await host.call('names.unlock', { passphrase: PASSPHRASE })).toMatchObject({
      ok: true,
      value: { kind: 'waiting' },
    });
    expect(readdirSync(options.profileFolder)).not.toContain('names.sealed');
  });
});
