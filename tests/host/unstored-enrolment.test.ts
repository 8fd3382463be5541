import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { folderDisk } from '../../src/host/disk/disk.ts';
import { districtLine } from '../../src/host/district/district-line.ts';
import { openProfileOn } from '../../src/host/profile/profile.ts';
import { fileSecretStore } from '../../src/host/profile/secret-store.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { refusingDisk } from '../support/refusing-disk.ts';
import { setClock } from '../support/set-clock.ts';
import { canMount, fillDisk, smallFileSystem } from '../support/small-file-system.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const DRAFT = 'enrolment.sealed.new';

describe('an enrolment that could not be stored', () => {
  test('is asked for only once the disk takes it, with the same code', async () => {
    const { line, profile, disk, names, district } = await kiosk();
    disk.refused.add(DRAFT);
    expect(await line.enrol(ENROL_CODE, null)).toEqual({
      kind: 'not-writable',
      detail: 'EIO',
      retryAfterMs: null,
    });
    expect(district.server.requests).toEqual([]);
    disk.refused.clear();
    expect(await line.enrol(ENROL_CODE, null)).toBeNull();
    expect(profile.enrolment()).not.toBeNull();
    expect(names()).not.toContain(DRAFT);
  });

  test('is asked for only once the store of secrets seals it', async () => {
    const { line, district, sealing } = await kiosk();
    sealing.isRefused = true;
    expect(await line.enrol(ENROL_CODE, null)).toMatchObject({ kind: 'not-writable' });
    expect(district.server.requests).toEqual([]);
    sealing.isRefused = false;
    expect(await line.enrol(ENROL_CODE, null)).toBeNull();
  });

  test('is told apart where the disk refuses only what the district has answered', async () => {
    const { line, profile, disk, names, district } = await kiosk();
    disk.refused.add('enrolment.sealed');
    expect(await line.enrol(ENROL_CODE, null)).toMatchObject({ kind: 'not-stored', detail: 'EIO' });
    expect(district.server.requests).toHaveLength(1);
    expect(profile.enrolment()).toBeNull();
    expect(names()).not.toContain(DRAFT);
  });

  test('leaves the one before as it is', async () => {
    const { line, profile, disk, district } = await kiosk();
    await line.enrol(ENROL_CODE, null);
    const before = profile.enrolment();
    disk.refused.add(DRAFT);
    expect(await line.enrol(ENROL_CODE, null)).toMatchObject({ kind: 'not-writable' });
    expect(profile.enrolment()).toEqual(before);
    expect(district.server.requests).toHaveLength(1);
  });
});

test.skipIf(!canMount())('a full disk costs no code', async () => {
  const district = await memoryDistrict();
  const disk = smallFileSystem('size=256k');
  const host = await startedHost(
    hostOptions({ districtUrl: district.server.url, profileFolder: join(disk, 'profile') }),
  );
  const makeRoom = fillDisk(disk);
  const enrol = () => host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null });
  expect(await enrol()).toMatchObject({ ok: false, fault: { kind: 'not-writable', detail: 'ENOSPC' } });
  expect(district.server.requests).toEqual([]);
  makeRoom();
  expect(await enrol()).toMatchObject({ ok: true });
});

/** Not enrolled yet, on a disk and with a store of secrets that a test may shut. */
async function kiosk() {
  const folder = temporaryFolder();
  const disk = refusingDisk(folderDisk(folder));
  const clock = setClock();
  const secrets = fileSecretStore(join(temporaryFolder(), 'key'));
  const sealing = { isRefused: false };
  const seal = (secret: Uint8Array) => {
    if (sealing.isRefused) throw new Error('the keyring is locked');
    return secrets.seal(secret);
  };
  const profile = await openProfileOn(disk.disk, { secrets: { ...secrets, seal }, clock });
  onTestFinished(() => profile.close());
  const district = await memoryDistrict();
  const line = districtLine(profile, { urlOfThisRun: district.server.url, now: clock.now });
  return { line, profile, disk, district, sealing, names: () => readdirSync(folder) };
}
