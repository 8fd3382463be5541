import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { folderDisk } from '../../src/host/disk/disk.ts';
import { openJournal } from '../../src/host/journal/file/journal-file.ts';
import { createHost } from '../../src/host/kiosk-host.ts';
import { canMount, smallFileSystem } from '../support/small-file-system.ts';
import { hostOptions } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { Sold } from './journal-child.ts';

const CHILD = fileURLToPath(new URL('journal-child.ts', import.meta.url));
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const WHOLE_FILE = 1024 * 1024;
const SMALL_FILES = 2_400;

/** A small file system of its own where this user may mount one, and everywhere a limit on a file's size. */
const SCARCE = [
  ['a limit on the size of a file', withFileLimit],
  ...(canMount() ? ([['a small file system', onSmallFileSystem]] as const) : []),
] as const;

test.each(SCARCE)('%s refuses the sale as a full disk, and keeps every one before it', async (_, start) => {
  const { sell, folder, makeRoom } = await start();
  const first = await sell(500);
  expect(first.recorded).toBeGreaterThan(3);
  expect(first).toMatchObject({ fault: { kind: 'disk-full' } });
  expect(await sell(1)).toMatchObject({ recorded: 0, fault: { kind: 'disk-full' } });
  await expectEntries(folder, first.recorded);
  if (makeRoom === null) return;
  makeRoom();
  expect(await sell(1)).toEqual({ recorded: 1, fault: null });
  await expectEntries(folder, first.recorded + 1);
});

test('a folder that takes no new file refuses the sale that needs one, until it does', async () => {
  const folder = temporaryFolder();
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  const { sell } = await startChild(folder, { segmentBytes: SMALL_FILES });
  expect(await sell(2)).toEqual({ recorded: 2, fault: null });
  chmodSync(folder, 0o500);
  const refused = await sell(9);
  expect(refused.fault).toEqual({ kind: 'not-permitted', detail: 'EACCES' });
  expect(refused.recorded).toBeLessThan(3);
  chmodSync(folder, 0o700);
  expect(await sell(9)).toEqual({ recorded: 9, fault: null });
  await expectEntries(folder, 2 + refused.recorded + 9);
});

test('a profile that cannot be made is told in words, not by a stack', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const started = await createHost(hostOptions({ profileFolder: join(file, 'profile') }));
  expect(started).toMatchObject({ kind: 'profile-unusable', detail: expect.stringContaining('ENOTDIR') });
});

interface ScarceDisk {
  readonly folder: string;
  sell(sales: number): Promise<Sold>;
  /** Null where room cannot be made while the process lives. */
  readonly makeRoom: (() => void) | null;
}

async function withFileLimit(): Promise<ScarceDisk> {
  const folder = temporaryFolder();
  const { sell } = await startChild(folder, { segmentBytes: WHOLE_FILE, fileKiBMax: 8 });
  return { folder, sell, makeRoom: null };
}

async function onSmallFileSystem(): Promise<ScarceDisk> {
  const folder = smallFileSystem();
  const ballast = join(folder, 'ballast');
  writeFileSync(ballast, Buffer.alloc(16 * 1024));
  const { sell } = await startChild(folder, { segmentBytes: SMALL_FILES });
  return { folder, sell, makeRoom: () => rmSync(ballast) };
}

interface ChildLimits {
  readonly segmentBytes: number;
  readonly fileKiBMax?: number;
}

/** As nobody where this is root, whom no permission stops. */
async function startChild(folder: string, { segmentBytes, fileKiBMax }: ChildLimits) {
  const limit = fileKiBMax === undefined ? 'true' : `ulimit -f ${fileKiBMax}`;
  const user = isRoot && fileKiBMax === undefined ? [String(NOBODY)] : [];
  const child = spawn(
    'bash',
    ['-c', `${limit}; exec "$0" "$@"`, process.execPath, CHILD, folder, String(segmentBytes), ...user],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return {
    async sell(sales: number): Promise<Sold> {
      child.send(sales);
      const [sold] = await once(child, 'message');
      return sold;
    },
  };
}

async function expectEntries(folder: string, count: number): Promise<void> {
  const journal = await openJournal(folderDisk(folder));
  const found = { troubles: journal.troubles, seq: journal.head().seq };
  await journal.close();
  expect(found).toEqual({ troubles: [], seq: count });
}
