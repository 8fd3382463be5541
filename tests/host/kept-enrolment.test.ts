import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import { GENESIS_HASH } from '../../src/domain/journal/journal-entry.ts';
import { proveRevoked } from '../../src/domain/trust/revocation.ts';
import { folderDisk } from '../../src/host/disk/disk.ts';
import { districtLine } from '../../src/host/district/district-line.ts';
import type { DistrictTransport } from '../../src/host/district/district-transport.ts';
import { openProfileOn } from '../../src/host/profile/profile.ts';
import { fileSecretStore } from '../../src/host/profile/secret-store.ts';
import { developmentTrust } from '../support/development-trust.ts';
import { refusingDisk } from '../support/refusing-disk.ts';
import { setClock } from '../support/set-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const EPOCH = '11111111-1111-4111-8111-111111111111';
const CODE = '12345678';
const KEY_FILES = ['enrolment.sealed', 'names.sealed'];
const FILES = [...KEY_FILES, 'disabled.json'];

describe('a wipe that the disk refuses in part', () => {
  test.each(FILES)('at %s does the rest at once, and that at the next push', async (refused) => {
    const { line, profile, disk, fileExists } = await revokedKiosk();
    disk.refused.add(refused);
    disk.refused.add(`${refused}.new`);
    expect(await line.push()).toMatchObject({ kind: 'device-revoked' });
    expect(profile.enrolment()).toBeNull();
    const isDone = (name: string) => fileExists(name) === (name === 'disabled.json');
    expect(FILES.filter((name) => !isDone(name))).toEqual([refused]);
    disk.refused.clear();
    expect(await line.push()).toMatchObject({ kind: 'device-revoked' });
    expect(FILES.filter((name) => !isDone(name))).toEqual([]);
  });

  test('rejects with the first of the errors, and is left alone once it is whole', async () => {
    const { profile, disk, enrolment, fileExists } = await revokedKiosk();
    for (const name of FILES) disk.refused.add(name);
    await expect(profile.wipe(enrolment)).rejects.toMatchObject({ code: 'EIO' });
    await expect(profile.finishWipe()).rejects.toMatchObject({ code: 'EIO' });
    disk.refused.clear();
    await profile.finishWipe();
    expect(KEY_FILES.filter(fileExists)).toEqual([]);
    for (const name of FILES) disk.refused.add(name);
    await profile.finishWipe();
  });

  test('does not touch an enrolment that was made before it was finished', async () => {
    const { line, profile, disk, fileExists } = await revokedKiosk();
    disk.refused.add('names.sealed');
    await line.push();
    expect(await line.enrol(CODE, null)).toBeNull();
    disk.refused.clear();
    await profile.finishWipe();
    expect(profile.enrolment()).not.toBeNull();
    expect(fileExists('enrolment.sealed')).toBe(true);
    expect(fileExists('disabled.json')).toBe(false);
  });
});

test('an answer that was on its way while the kiosk was enrolled anew wipes nothing', async () => {
  const { line, profile, district, enrolment, fileExists } = await revokedKiosk();
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  district.beforePush = () => held;
  const pushed = line.push();
  expect(await line.enrol(CODE, null)).toBeNull();
  answer();
  expect((await pushed)?.kind).not.toBe('device-revoked');
  await profile.wipe(enrolment);
  expect(profile.enrolment()?.deviceKeyHex).not.toBe(enrolment.deviceKeyHex);
  expect(profile.enrolment()).not.toBeNull();
  expect(fileExists('enrolment.sealed')).toBe(true);
  district.isRevoked = false;
  expect(await line.push()).toBeNull();
});

/** An enrolled kiosk on a disk that a test may shut, whose district says with its next receipt that it is revoked. */
async function revokedKiosk() {
  const folder = temporaryFolder();
  const disk = refusingDisk(folderDisk(folder));
  const clock = setClock();
  const profile = await openProfileOn(disk.disk, {
    secrets: fileSecretStore(join(temporaryFolder(), 'key')),
    clock,
  });
  onTestFinished(() => profile.close());
  const district = { isRevoked: true, beforePush: async () => {} };
  const transport: DistrictTransport = async ({ url }) => {
    if (!url.endsWith('/enrol')) await district.beforePush();
    const body = url.endsWith('/enrol') ? ENROLLED : receiptOf(clock.now(), district.isRevoked);
    const whole = { kind: 'whole' as const, text: JSON.stringify(body) };
    return { kind: 'answered', status: 200, retryAfter: null, nextNonce: null, body: whole };
  };
  const line = districtLine(profile, {
    urlOfThisRun: undefined,
    now: clock.now,
    transport,
    roots: developmentTrust().roots,
  });
  expect(await line.enrol(CODE, null)).toBeNull();
  await profile.names.prepare();
  const fileExists = (name: string) => existsSync(join(folder, name));
  expect(KEY_FILES.filter(fileExists)).toEqual(KEY_FILES);
  const enrolment = profile.enrolment();
  if (enrolment === null) throw new Error('not enrolled');
  return { line, profile, disk, district, enrolment, fileExists };
}

const { list, signer } = developmentKeys();
const PROOF = proveRevoked('kiosk-1', { keys: list, signer });

const ENROLLED = {
  epoch: EPOCH,
  kioskId: 'kiosk-1',
  kioskName: '前台 1',
  districtName: '荔湾区',
  cardRefKeyHex: 'ab'.repeat(32),
  siteIds: ['xijiao-pool'],
};

function receiptOf(serverTimeMs: number, isRevoked: boolean) {
  const acknowledged = { seq: 0, hash: GENESIS_HASH };
  return { epoch: EPOCH, serverTimeMs, acknowledged, ...(isRevoked ? { revoked: true, proof: PROOF } : {}) };
}
