import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Disk, folderDisk } from '../../src/host/disk/disk.ts';
import { openProfileOn } from '../../src/host/profile/profile.ts';
import { fileSecretStore } from '../../src/host/profile/secret-store.ts';
import { refusingDisk } from '../support/refusing-disk.ts';
import { DAY_MS, setClock } from '../support/set-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FIRST = '荔湾区 2026 技术口令';
const SECOND = '荔湾区 2027 技术口令';
const KEY_FILE = 'names.sealed';
const PASSPHRASE_FILE = 'names-lock.sealed';
const KEY_DRAFT = `${KEY_FILE}.new`;
const PASSPHRASE_DRAFT = `${PASSPHRASE_FILE}.new`;
/** A change of the passphrase first writes the old passphrase's file twice, to count its try. */
const TRY_WRITES = 2;

test.each([KEY_FILE, PASSPHRASE_FILE])(
  'a change of the passphrase that the disk refuses at %s costs the names, and none outlives its time',
  async (refused) => {
    const { names, disk, gate, clock, isKeyFileSeen } = await unlockedVault();
    if (refused === KEY_FILE) disk.refused.add(KEY_FILE);
    else void gate.at(PASSPHRASE_DRAFT, TRY_WRITES, () => disk.refused.add(PASSPHRASE_FILE));
    await expect(names.setPassphrase({ current: FIRST, next: SECOND })).rejects.toMatchObject({
      code: 'EIO',
    });
    expect(names.keyHex()).toBeNull();
    clock.pass(15 * DAY_MS);
    expect(names.keyHex()).toBeNull();
    disk.refused.clear();
    await expect.poll(isKeyFileSeen).toBe(false);
    expect(await names.setPassphrase({ current: FIRST, next: SECOND })).toBeNull();
    await names.prepare();
    expect(names.keyHex()).toMatch(/^[0-9a-f]{64}$/);
  },
);

test.each([
  [PASSPHRASE_DRAFT, TRY_WRITES],
  [KEY_DRAFT, 0],
])('names given up while %s is written stay given up', async (draft, writesBefore) => {
  const { names, gate, isKeyFileThere } = await unlockedVault();
  const changing = names.setPassphrase({ current: FIRST, next: SECOND });
  const destroyed = await gate.at(draft, writesBefore, () => names.destroy());
  await Promise.all([changing, destroyed]);
  expect(names.keyHex()).toBeNull();
  expect(names.view().kind).toBe('waiting');
  expect(isKeyFileThere()).toBe(false);
});

test('names given up while their first key is written stay given up', async () => {
  const { names, gate, isKeyFileThere } = await unlockedVault();
  await names.destroy();
  const preparing = names.prepare();
  const destroyed = await gate.at(KEY_DRAFT, 0, () => names.destroy());
  await Promise.all([preparing, destroyed]);
  expect(names.keyHex()).toBeNull();
  expect(isKeyFileThere()).toBe(false);
});

test('a key file that giving up the names could not remove goes at a later look', async () => {
  const { names, disk, isKeyFileThere, isKeyFileSeen } = await unlockedVault();
  disk.refused.add(KEY_FILE);
  await expect(names.forgetPassphrase()).rejects.toMatchObject({ code: 'EIO' });
  expect(isKeyFileThere()).toBe(true);
  disk.refused.clear();
  await expect.poll(isKeyFileSeen).toBe(false);
});

/** Names under a passphrase, open, on a disk that a test may shut or hold up. */
async function unlockedVault() {
  const folder = temporaryFolder();
  const gate = gateOn(folderDisk(folder));
  const disk = refusingDisk(gate.disk);
  const clock = setClock();
  const secrets = { ...fileSecretStore(join(temporaryFolder(), 'key')), strength: 'basic' as const };
  const profile = await openProfileOn(disk.disk, { secrets, clock });
  onTestFinished(() => profile.close());
  const { names } = profile;
  expect(await names.setPassphrase({ current: null, next: FIRST })).toBeNull();
  await names.prepare();
  expect(names.keyHex()).toMatch(/^[0-9a-f]{64}$/);
  const isKeyFileThere = () => existsSync(join(folder, KEY_FILE));
  const isKeyFileSeen = () => {
    names.view();
    return isKeyFileThere();
  };
  return { names, disk, gate, clock, isKeyFileThere, isKeyFileSeen };
}

/** Lets a test do something at the moment when a file is about to be written. */
function gateOn(real: Disk) {
  let waiting: { name: string; timesBefore: number; reached: () => void } | null = null;
  const disk: Disk = {
    ...real,
    async open(name, mode) {
      if (mode === 'create' && waiting?.name === name) {
        if (waiting.timesBefore === 0) waiting.reached();
        waiting.timesBefore -= 1;
      }
      return real.open(name, mode);
    },
  };
  return {
    disk,
    /** Works when the file is opened to be written, after so many times that it was before. */
    at: <T>(name: string, timesBefore: number, work: () => T) =>
      new Promise<T>((resolve) => {
        waiting = { name, timesBefore, reached: () => resolve(work()) };
      }),
  };
}
