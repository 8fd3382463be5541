import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lockProfile } from '../../src/host/profile-lock.ts';
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
  const folder = temporaryFolder();
  const owner = spawn(process.execPath, ['--input-type=module', '-e', holdScript(folder)]);
  onTestFinished(() => void owner.kill('SIGKILL'));
  await once(owner.stdout, 'data');
  expect(lockProfile(folder)).toEqual({ kind: 'in-use', ownerPid: owner.pid });
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  expect(lockProfile(folder).kind).toBe('held');
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
