import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { KioskHost } from '../../src/host/host-options.ts';
import { ENROL_CODE, type MemoryDistrict, memoryDistrict } from '../support/memory-district.ts';
import { DAY_MS, type SetClock, setClock } from '../support/set-clock.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';

const MINUTE_MS = 60_000;

/** A kiosk that has just pulled its roster, on a machine whose clock the test sets. */
async function pulledKiosk(clock: SetClock = setClock()) {
  const district = await memoryDistrict();
  district.serverTimeMs = clock.now();
  const options = hostOptions({ districtUrl: district.server.url, clock });
  const host = await startedHost(options);
  await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null });
  await pull(host, district);
  const restart = async (running: KioskHost) => {
    await running.close();
    clock.boot();
    return startedHost(options);
  };
  return { clock, district, host, options, restart, keyFile: join(options.profileFolder, 'names.sealed') };
}

/** What the window does in a round: the district answers, the roster is taken. */
async function pull(host: KioskHost, district: MemoryDistrict): Promise<void> {
  await host.call('district.push', {});
  await host.call('names.pulled', { asOfMs: district.serverTimeMs });
}

async function keyOf(host: KioskHost): Promise<string | null> {
  return (await host.call('vault.read', {}))?.namesKeyHex ?? null;
}

async function kindOf(host: KioskHost): Promise<string> {
  return (await host.call('names.read', {})).kind;
}

describe('the key to the names', () => {
  test('is there after the first pull, and the same after a restart', async () => {
    const { host, restart } = await pulledKiosk();
    const key = await keyOf(host);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(await keyOf(await restart(host))).toBe(key);
  });

  test('stays for 14 days and is destroyed a moment later, on disk as well', async () => {
    const { clock, host, keyFile } = await pulledKiosk();
    clock.pass(14 * DAY_MS);
    expect(await keyOf(host)).toMatch(/^[0-9a-f]{64}$/);
    expect(existsSync(keyFile)).toBe(true);
    clock.pass(1);
    expect(await keyOf(host)).toBeNull();
    expect(await kindOf(host)).toBe('waiting');
    await expect.poll(() => existsSync(keyFile)).toBe(false);
  });

  test('comes anew, and another, with the next answer of the district', async () => {
    const { clock, district, host } = await pulledKiosk();
    const old = await keyOf(host);
    clock.pass(15 * DAY_MS);
    expect(await kindOf(host)).toBe('waiting');
    district.serverTimeMs += 15 * DAY_MS;
    await pull(host, district);
    expect(await kindOf(host)).toBe('on');
    expect(await keyOf(host)).not.toBe(old);
  });

  test('made before a long pull is not taken for too old while the pull lasts', async () => {
    const { clock, district, host } = await pulledKiosk();
    clock.pass(30 * DAY_MS);
    district.serverTimeMs += 30 * DAY_MS;
    await host.call('district.push', {});
    clock.pass(10 * MINUTE_MS);
    expect(await kindOf(host)).toBe('on');
  });
});

describe('a clock that is set', () => {
  test('back, every day, saves no names while the kiosk runs', async () => {
    const { clock, host } = await pulledKiosk();
    const start = clock.now();
    for (let day = 0; day < 14; day += 1) {
      clock.pass(DAY_MS);
      clock.set(start);
      await host.call('names.read', {});
    }
    expect(await kindOf(host)).toBe('on');
    clock.pass(MINUTE_MS);
    expect(await kindOf(host)).toBe('waiting');
  });

  test('back before each start saves no names either: the runs add up', async () => {
    const { clock, host, restart } = await pulledKiosk();
    const start = clock.now();
    let running = host;
    for (let run = 0; run < 14; run += 1) {
      clock.pass(DAY_MS);
      running = await restart(running);
      clock.set(start);
      await running.call('names.read', {});
    }
    clock.pass(MINUTE_MS);
    expect(await kindOf(running)).toBe('waiting');
    expect(await keyOf(running)).toBeNull();
  });

  test('forward by ten years destroys no names while the district is known', async () => {
    const { clock, host } = await pulledKiosk();
    const key = await keyOf(host);
    clock.set(clock.now() + 3650 * DAY_MS);
    expect(await keyOf(host)).toBe(key);
    expect(await host.call('clock.read', {})).toMatchObject({ clockTrust: 'suspect', isByDistrict: true });
  });

  test('forward by ten years over a restart covers the names until the day is confirmed', async () => {
    const { clock, host, restart } = await pulledKiosk();
    const key = await keyOf(host);
    const again = await restart(host);
    clock.set(clock.now() + 3650 * DAY_MS);
    expect([await kindOf(again), await keyOf(again)]).toEqual(['withheld', null]);
    expect(await again.call('clock.confirm', { date: '2026-11-23' })).toMatchObject({ ok: true });
    expect([await kindOf(again), await keyOf(again)]).toEqual(['on', key]);
  });

  test('to a day that a clerk confirms, three weeks on, destroys the names', async () => {
    const { clock, host, restart } = await pulledKiosk();
    const again = await restart(host);
    clock.set(clock.now() - 3650 * DAY_MS);
    expect(await kindOf(again)).toBe('withheld');
    await again.call('clock.confirm', { date: '2026-12-14' });
    expect(await kindOf(again)).toBe('waiting');
    expect(await keyOf(again)).toBeNull();
  });

  test('rightly, after a month in a cupboard, destroys the names at the start', async () => {
    const { clock, host, options, keyFile } = await pulledKiosk();
    await host.close();
    clock.boot();
    clock.set(clock.now() + 30 * DAY_MS);
    const again = await startedHost(options);
    expect(await kindOf(again)).toBe('waiting');
    await expect.poll(() => existsSync(keyFile)).toBe(false);
  });
});

describe('what lies in the profile', () => {
  test('opens no names once the marks of time are taken away', async () => {
    const { clock, host, options, keyFile } = await pulledKiosk();
    await host.close();
    rmSync(join(options.profileFolder, 'clock.sealed'));
    clock.boot();
    const again = await startedHost(options);
    expect(await kindOf(again)).toBe('waiting');
    expect(existsSync(keyFile)).toBe(false);
  });

  test('is written over before it is unlinked', async () => {
    const { clock, host, keyFile } = await pulledKiosk();
    const before = readFileSync(keyFile);
    // A second name for the same bytes on disk.
    const held = `${keyFile}.held`;
    linkSync(keyFile, held);
    clock.pass(15 * DAY_MS);
    await kindOf(host);
    await expect.poll(() => existsSync(keyFile)).toBe(false);
    expect(readFileSync(held).equals(before)).toBe(false);
  });

  test('goes with the draft that a crash has left of it', async () => {
    const { clock, host, keyFile } = await pulledKiosk();
    const draft = `${keyFile}.new`;
    writeFileSync(draft, readFileSync(keyFile));
    clock.pass(15 * DAY_MS);
    expect(await kindOf(host)).toBe('waiting');
    await expect.poll(() => existsSync(keyFile)).toBe(false);
    expect(existsSync(draft)).toBe(false);
  });

  test('that the disk did not let go is tried again when the names are next asked for', async () => {
    const { clock, host, keyFile } = await pulledKiosk();
    const away = `${keyFile}.away`;
    renameSync(keyFile, away);
    mkdirSync(keyFile); // no user, not even root, can read or unlink it as a file
    clock.pass(15 * DAY_MS);
    expect(await kindOf(host)).toBe('waiting');
    expect(await keyOf(host)).toBeNull();
    rmdirSync(keyFile);
    renameSync(away, keyFile);
    expect(await kindOf(host)).toBe('waiting');
    await expect.poll(() => existsSync(keyFile)).toBe(false);
  });
});
