import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lockProfile, profileOwnerPid } from '../../src/host/profile-lock.ts';
import { canMount, fillDisk, smallFileSystem } from '../support/small-file-system.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const LOCK_SOURCE = new URL('../../src/host/profile-lock.ts', import.meta.url).href;

test('gives a profile to one process, and to the next when it is released', () => {
  const folder = temporaryFolder();
  const first = lockProfile(folder);
  expect(lockProfile(folder)).toEqual({ kind: 'in-use', ownerPid: process.pid });
  if (first.kind === 'held') first.release();
  expect(lockProfile(folder).kind).toBe('held');
  expect(readdirSync(folder)).toEqual(['kiosk.lock']);
});

test('names the process that holds it, and takes over when that was killed', async () => {
  await expectTakenOverWhenKilled(temporaryFolder());
});

test('takes over from a process whose number now belongs to another program', () => {
  const folder = temporaryFolder();
  lockProfile(folder);
  rewrite(folder, { processStart: '1' });
  expect(lockProfile(folder).kind).toBe('held');
});

test('takes over a lock from before the machine was restarted', () => {
  const folder = temporaryFolder();
  lockProfile(folder);
  rewrite(folder, { processStart: null, uptimeSeconds: uptime() + 1_000 });
  expect(lockProfile(folder).kind).toBe('held');
});

test('takes over from a process that is gone where starts cannot be told', () => {
  const folder = temporaryFolder();
  lockProfile(folder);
  rewrite(folder, { processStart: null, pid: spawnSync(process.execPath, ['-e', '']).pid });
  expect(lockProfile(folder).kind).toBe('held');
});

test('respects a lock of a living process whose start cannot be told', () => {
  const folder = temporaryFolder();
  lockProfile(folder);
  rewrite(folder, { processStart: null });
  expect(lockProfile(folder).kind).toBe('in-use');
});

describe('the only instance of its program', () => {
  const unknownStart = { processStart: null };

  test('takes over from one like it, whoever bears its number now', () => {
    const folder = temporaryFolder();
    lockProfile(folder, { isOnlyInstance: true });
    rewrite(folder, unknownStart);
    expect(lockProfile(folder)).toEqual({ kind: 'in-use', ownerPid: process.pid });
    expect(lockProfile(folder, { isOnlyInstance: true }).kind).toBe('held');
  });

  test('respects a living process that is none of that program', () => {
    const folder = temporaryFolder();
    lockProfile(folder);
    rewrite(folder, unknownStart);
    expect(lockProfile(folder, { isOnlyInstance: true }).kind).toBe('in-use');
  });

  test('respects one like it whose start proves that it lives', () => {
    const folder = temporaryFolder();
    lockProfile(folder, { isOnlyInstance: true });
    expect(lockProfile(folder, { isOnlyInstance: true }).kind).toBe('in-use');
  });
});

test('takes over a lock that is not one', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'kiosk.lock'), 'half a li');
  expect(lockProfile(folder).kind).toBe('held');
});

test('a folder that is not there is an error, not a lock', () => {
  expect(() => lockProfile(join(temporaryFolder(), 'missing'))).toThrow('ENOENT');
});

test('a process that was refused leaves nothing behind', () => {
  const folder = temporaryFolder();
  lockProfile(folder);
  const other = spawnSync(process.execPath, ['--input-type=module', '-e', holdScript(folder)]);
  expect(other.stdout.toString()).toContain('in-use');
  expect(readdirSync(folder)).toEqual(['kiosk.lock']);
});

describe.skipIf(!canMount())('on a full disk', () => {
  test('is given to one process, and leaves nothing when it is released', () => {
    const { folder, locks } = fullFolder();
    const first = lockProfile(folder);
    expect(first.kind).toBe('held');
    expect(lockProfile(folder)).toEqual({ kind: 'in-use', ownerPid: process.pid });
    expect(profileOwnerPid(folder)).toBe(process.pid);
    if (first.kind === 'held') first.release();
    expect(locks()).toEqual([]);
    expect(profileOwnerPid(folder)).toBeNull();
  });

  test('names the process that holds it, and takes over when that was killed', async () => {
    const { folder, locks, makeRoom } = fullFolder();
    await expectTakenOverWhenKilled(folder);
    // The lock itself and the name that says whose it is: nothing of the one before.
    expect(locks()).toHaveLength(2);
    makeRoom();
    expect(lockProfile(folder)).toEqual({ kind: 'in-use', ownerPid: process.pid });
  });

  test('is taken over once there is room again, and nothing of it stays', async () => {
    const { folder, locks, makeRoom } = fullFolder();
    const owner = await holder(folder);
    makeRoom();
    expect(lockProfile(folder)).toEqual({ kind: 'in-use', ownerPid: owner.pid });
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(lockProfile(folder).kind).toBe('held');
    expect(locks()).toEqual(['kiosk.lock']);
  });

  test('takes over a lock that was written while there was room', async () => {
    const folder = smallFileSystem();
    const owner = await holder(folder);
    const makeRoom = fillDisk(folder);
    expect(lockProfile(folder)).toEqual({ kind: 'in-use', ownerPid: owner.pid });
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(lockProfile(folder).kind).toBe('held');
    makeRoom();
    expect(lockProfile(folder)).toEqual({ kind: 'in-use', ownerPid: process.pid });
  });

  test('of two that start at once, over a lock whose owner is gone too, one alone holds it', async () => {
    const { folder } = fullFolder();
    for (let round = 0; round < 5; round += 1) {
      const starts = [started(folder), started(folder)];
      const kinds = await Promise.all(starts.map(({ kind }) => kind));
      expect(kinds.toSorted()).toEqual(['held', 'in-use']);
      for (const { child } of starts) child.kill('SIGKILL');
      await Promise.all(starts.map(({ gone }) => gone));
    }
  });
});

function fullFolder() {
  const folder = smallFileSystem();
  const makeRoom = fillDisk(folder);
  return {
    folder,
    makeRoom,
    locks: () => readdirSync(folder).filter((name) => name.startsWith('kiosk.lock')),
  };
}

async function expectTakenOverWhenKilled(folder: string): Promise<void> {
  const owner = await holder(folder);
  expect(lockProfile(folder)).toEqual({ kind: 'in-use', ownerPid: owner.pid });
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  expect(lockProfile(folder).kind).toBe('held');
}

/** Another process that holds the lock. */
async function holder(folder: string) {
  const { child, kind } = started(folder);
  expect(await kind).toBe('held');
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
    import { lockProfile } from ${JSON.stringify(LOCK_SOURCE)};
    const lock = lockProfile(${JSON.stringify(folder)});
    console.log(lock.kind);
    if (lock.kind === 'held') setInterval(() => {}, 1000);`;
}

function rewrite(folder: string, changes: object): void {
  const path = join(folder, 'kiosk.lock');
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...changes }));
}
