import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs, { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { KioskHost } from '../../src/host/host-options.ts';
import { claimProfile, profileOwner } from '../../src/host/profile/profile-claim.ts';
import { fileSecretStore } from '../../src/host/profile/secret-store.ts';
import { TICKET } from '../support/journal-drafts.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { canMount, fillDisk, smallFileSystem } from '../support/small-file-system.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const CLAIM_SOURCE = new URL('../../src/host/profile/profile-claim.ts', import.meta.url).href;

test('gives a profile to one process, and to the next when it is released', () => {
  const folder = temporaryFolder();
  const first = claimProfile(folder);
  expect(claimProfile(folder)).toEqual({ kind: 'in-use', ownerPid: process.pid });
  if (first.kind === 'claimed') first.release();
  expect(claimProfile(folder).kind).toBe('claimed');
  expect(readdirSync(folder)).toEqual(['kiosk.lock', 'kiosk.lock.sqlite']);
});

test('names the process that holds it, and takes over when that was killed', async () => {
  await expectTakenOverWhenKilled(temporaryFolder());
});

test('does not go by a process number, which another program may have by now', () => {
  const folder = temporaryFolder();
  const living = [process.ppid, process.pid, 1];
  for (const pid of living) {
    for (const written of [
      { pid },
      { pid, processStart: null, uptimeSeconds: 1 },
      { pid, token: 'another' },
    ]) {
      writeFileSync(join(folder, 'kiosk.lock'), JSON.stringify(written));
      const claim = claimProfile(folder);
      expect(claim.kind).toBe('claimed');
      if (claim.kind === 'claimed') claim.release();
    }
  }
});

test('takes over a claim that is no claim', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'kiosk.lock'), 'half a li');
  writeFileSync(join(folder, 'kiosk.lock.sqlite'), 'x'.repeat(2_000));
  expect(claimProfile(folder).kind).toBe('claimed');
  expect(claimProfile(folder)).toEqual({ kind: 'in-use', ownerPid: process.pid });
});

test('needs no hard link, which some disks do not know', async () => {
  vi.spyOn(fs, 'linkSync').mockImplementation(() => {
    throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' });
  });
  onTestFinished(() => void vi.restoreAllMocks());
  expect(claimProfile(temporaryFolder()).kind).toBe('claimed');
  const keyFile = join(temporaryFolder(), 'key');
  const sealed = fileSecretStore(keyFile).seal(Buffer.from('secret'));
  expect(fileSecretStore(keyFile).unseal(sealed)).toEqual(Buffer.from('secret'));
});

test('says why where no lock can be held', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'kiosk.lock.sqlite'));
  expect(() => claimProfile(folder)).toThrow(/磁盘不能加锁.*must be on a disk of this machine/);
});

test('of many that start at once over what a killed process has left, one alone holds it', async () => {
  const folder = temporaryFolder();
  for (let round = 0; round < 3; round += 1) {
    const starts = [started(folder), started(folder), started(folder)];
    const kinds = await Promise.all(starts.map(({ kind }) => kind));
    expect(kinds.toSorted()).toEqual(['claimed', 'in-use', 'in-use']);
    for (const { child } of starts) child.kill('SIGKILL');
    await Promise.all(starts.map(({ gone }) => gone));
  }
});

describe('a claim that is removed by hand', () => {
  test.each(['kiosk.lock', 'kiosk.lock.sqlite', 'both'])(
    'is taken again by its owner, if nobody came (%s)',
    (what) => {
      const folder = temporaryFolder();
      const first = heldIn(folder);
      removeClaim(folder, what);
      expect(first.ground(false)).toBe('ours');
      expect(claimProfile(folder)).toEqual({ kind: 'in-use', ownerPid: process.pid });
    },
  );

  test.each(['kiosk.lock.sqlite', 'both'])('is lost to the one that came (%s)', (what) => {
    const folder = temporaryFolder();
    const first = heldIn(folder);
    removeClaim(folder, what);
    const second = heldIn(folder);
    expect(first.ground(false)).toBe('taken');
    expect(second.ground(false)).toBe('ours');
    first.release();
    expect(second.ground(false)).toBe('ours');
    expect(claimProfile(folder).kind).toBe('in-use');
  });

  test('lets no answered sale be lost, whoever sells', async () => {
    const options = hostOptions({ districtUrl: (await memoryDistrict()).server.url });
    const first = await startedHost(options);
    await first.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null });
    const answered: string[] = [];
    const sell = async (host: KioskHost) => {
      const answer = await host.call('journal.append', TICKET);
      if (answer.ok) answered.push(answer.entry.hash);
      return answer;
    };
    await sell(first);
    removeClaim(options.profileFolder, 'both');
    const second = await startedHost(options);
    expect(await sell(first)).toMatchObject({ ok: false, fault: { kind: 'taken-over' } });
    expect(await sell(second)).toMatchObject({ ok: true });
    expect(await sell(first)).toMatchObject({ ok: false, fault: { kind: 'taken-over' } });
    expect(await sell(second)).toMatchObject({ ok: true });
    await first.close();
    expect(await sell(second)).toMatchObject({ ok: true });
    await second.close();
    const third = await startedHost(options);
    const kept = await third.call('journal.read', { fromSeq: 1, limit: 10 });
    expect(kept.map(({ hash }) => hash)).toEqual(answered);
    expect(answered).toHaveLength(4);
  });
});

function heldIn(folder: string) {
  const claim = claimProfile(folder);
  if (claim.kind !== 'claimed') throw new Error('not claimed');
  return claim;
}

function removeClaim(folder: string, what: string): void {
  for (const name of ['kiosk.lock', 'kiosk.lock.sqlite']) {
    if (what === 'both' || what === name) rmSync(join(folder, name));
  }
}

test('a folder that is not there is an error, not a claim', () => {
  expect(() => claimProfile(join(temporaryFolder(), 'missing'))).toThrow('ENOENT');
});

test('a process that was refused leaves nothing behind', () => {
  const folder = temporaryFolder();
  claimProfile(folder);
  const other = spawnSync(process.execPath, ['--input-type=module', '-e', holdScript(folder)]);
  expect(other.stdout.toString()).toContain('in-use');
  expect(readdirSync(folder)).toEqual(['kiosk.lock', 'kiosk.lock.sqlite']);
});

describe.skipIf(!canMount())('on a full disk', () => {
  test('is given to one process, and leaves nothing when it is released', () => {
    const { folder, claimFiles } = fullFolder();
    const first = claimProfile(folder);
    expect(first.kind).toBe('claimed');
    // There is room for a name, and none to say whose it is.
    expect(claimProfile(folder)).toEqual({ kind: 'in-use', ownerPid: null });
    expect(first.kind === 'claimed' && first.ground(false)).toBe('ours');
    expect(profileOwner(folder)).toEqual({ pid: null });
    if (first.kind === 'claimed') first.release();
    expect(claimFiles()).toEqual(['kiosk.lock.sqlite']);
    expect(profileOwner(folder)).toBeNull();
  });

  test('is taken over when its process was killed', async () => {
    const { folder, claimFiles } = fullFolder();
    const owner = await holder(folder);
    expect(claimProfile(folder)).toEqual({ kind: 'in-use', ownerPid: null });
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(claimProfile(folder).kind).toBe('claimed');
    expect(claimFiles()).toEqual(['kiosk.lock', 'kiosk.lock.sqlite']);
  });

  test('takes over a claim that was written while there was room', async () => {
    const folder = smallFileSystem();
    const owner = await holder(folder);
    const makeRoom = fillDisk(folder);
    expect(claimProfile(folder)).toEqual({ kind: 'in-use', ownerPid: owner.pid });
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(claimProfile(folder).kind).toBe('claimed');
    makeRoom();
    expect(claimProfile(folder).kind).toBe('in-use');
  });
});

function fullFolder() {
  const folder = smallFileSystem();
  const makeRoom = fillDisk(folder);
  return {
    folder,
    makeRoom,
    claimFiles: () => readdirSync(folder).filter((name) => name.startsWith('kiosk.lock')),
  };
}

async function expectTakenOverWhenKilled(folder: string): Promise<void> {
  const owner = await holder(folder);
  expect(claimProfile(folder)).toEqual({ kind: 'in-use', ownerPid: owner.pid });
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  expect(claimProfile(folder).kind).toBe('claimed');
}

/** Another process that has claimed the profile. */
async function holder(folder: string) {
  const { child, kind } = started(folder);
  expect(await kind).toBe('claimed');
  return child;
}

/** Another process that tries; `kind` is what it was told, or what it died of. */
function started(folder: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', holdScript(folder)]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const gone = once(child, 'exit');
  const said = once(child.stdout, 'data').then(([bytes]) => String(bytes).trim());
  const died = once(child.stderr, 'data').then(([bytes]) => String(bytes));
  return { child, gone, kind: Promise.race([said, died]) };
}

function holdScript(folder: string): string {
  return `
    import { claimProfile } from ${JSON.stringify(CLAIM_SOURCE)};
    const claim = claimProfile(${JSON.stringify(folder)});
    console.log(claim.kind);
    if (claim.kind === 'claimed') setInterval(() => {}, 1000);`;
}
