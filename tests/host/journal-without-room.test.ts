import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Disk, type DiskHandle, folderDisk } from '../../src/host/disk/disk.ts';
import { openJournal } from '../../src/host/journal/file/journal-file.ts';
import { crashingDisk } from '../support/crashing-disk.ts';
import { STAMP, TICKET } from '../support/journal-drafts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TORN = '{"format":2,"journalId';
const SOLD = 2;

test('a crash at any call between a start without room and the next entry costs no entry and no torn byte', async () => {
  const { calls } = await startThenSell(await tornFolder(), Number.POSITIVE_INFINITY);
  expect(calls).toBeGreaterThan(10);
  for (let crashAt = 1; crashAt <= calls; crashAt += 1) {
    const folder = await tornFolder();
    const { isRecorded } = await startThenSell(folder, crashAt);
    const journal = await openJournal(folderDisk(folder));
    expect(journal.troubles.map(({ kind }) => kind)).not.toContain('damaged');
    const entries = await journal.read(1, SOLD + 2);
    expect(entries.length, `crash at ${crashAt}`).toBeGreaterThanOrEqual(isRecorded ? SOLD + 1 : SOLD);
    expect(await journal.append(TICKET, STAMP)).toMatchObject({ ok: true });
    await journal.close();
    expect(keptAside(folder), `crash at ${crashAt}`).toContain(TORN);
  }
});

test('an entry whose line end has no room counts, and is followed once it has', async () => {
  const folder = await soldFolder();
  const path = segmentIn(folder);
  writeFileSync(path, readFileSync(path).subarray(0, -1));
  const room = disk(folderDisk(folder));
  room.isFull = true;
  const journal = await openJournal(room.disk);
  expect(journal.troubles).toMatchObject([{ kind: 'end-unsettled' }]);
  expect(await journal.read(1, SOLD + 1)).toHaveLength(SOLD);
  expect(await journal.append(TICKET, STAMP)).toMatchObject({ ok: false, fault: { kind: 'disk-full' } });
  room.isFull = false;
  expect(await journal.append(TICKET, STAMP)).toMatchObject({ ok: true, entry: { seq: SOLD + 1 } });
  await journal.close();
  await expectSound(folder, SOLD + 1);
});

test('a torn tail that could be kept aside and not be cut is kept aside once', async () => {
  const folder = await tornFolder();
  const room = disk(folderDisk(folder));
  room.isFull = true;
  const journal = await openJournal(room.disk);
  room.isFull = false;
  room.refusesTruncation = true;
  for (let tries = 0; tries < 3; tries += 1) {
    expect(await journal.append(TICKET, STAMP)).toMatchObject({ ok: false, fault: { kind: 'io' } });
  }
  room.refusesTruncation = false;
  expect(await journal.append(TICKET, STAMP)).toMatchObject({ ok: true });
  await journal.close();
  expect(keptAside(folder)).toEqual([TORN]);
  await expectSound(folder, SOLD + 1);
});

test('a disk that refuses for another reason than its room is no journal to go on with', async () => {
  const folder = await tornFolder();
  const room = disk(folderDisk(folder));
  room.refusesTruncation = true;
  await expect(openJournal(room.disk)).rejects.toMatchObject({ code: 'EIO' });
});

/** Opens without room, is refused a sale, and sells once there is room; or dies on the way. */
async function startThenSell(folder: string, crashAt: number) {
  const crashing = crashingDisk(folder, crashAt);
  const room = disk(crashing.disk);
  room.isFull = true;
  let isRecorded = false;
  try {
    const journal = await openJournal(room.disk);
    expect(await journal.append(TICKET, STAMP)).toMatchObject({ ok: false });
    expect(readFileSync(segmentIn(folder), 'utf8').endsWith(TORN)).toBe(true);
    room.isFull = false;
    isRecorded = (await journal.append(TICKET, STAMP)).ok;
    await journal.close();
  } catch (error) {
    expect(error).toMatchObject({ code: 'ECRASHED' });
  }
  return { calls: crashing.calls(), isRecorded };
}

async function tornFolder(): Promise<string> {
  const folder = await soldFolder();
  appendFileSync(segmentIn(folder), TORN);
  return folder;
}

async function soldFolder(): Promise<string> {
  const folder = temporaryFolder();
  const journal = await openJournal(folderDisk(folder));
  for (let sale = 0; sale < SOLD; sale += 1) await journal.append(TICKET, STAMP);
  await journal.close();
  return folder;
}

function segmentIn(folder: string): string {
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.jsonl')) ?? '');
}

function keptAside(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => /\.torn-[0-9]+-[0-9]+$/.test(name));
  return names.map((name) => readFileSync(join(folder, name), 'utf8'));
}

async function expectSound(folder: string, count: number): Promise<void> {
  const journal = await openJournal(folderDisk(folder));
  const found = { troubles: journal.troubles, entries: (await journal.read(1, count + 1)).length };
  await journal.close();
  expect(found).toEqual({ troubles: [], entries: count });
}

/** The disk, and what a test lets it refuse: every byte that is written, or every cut of the journal. */
function disk(real: Disk) {
  const room = { isFull: false, refusesTruncation: false };
  const handleOver = (handle: DiskHandle, isJournal: boolean): DiskHandle => ({
    read: (...args) => handle.read(...args),
    write: (...args) => (room.isFull ? refusal('ENOSPC') : handle.write(...args)),
    truncate: (length) => (isJournal && room.refusesTruncation ? refusal('EIO') : handle.truncate(length)),
    datasync: () => handle.datasync(),
    close: () => handle.close(),
  });
  const open: Disk['open'] = async (name, mode) =>
    handleOver(await real.open(name, mode), name.endsWith('.jsonl'));
  return Object.assign(room, { disk: { ...real, open } });
}

function refusal(code: string): Promise<never> {
  return Promise.reject(Object.assign(new Error(code), { code }));
}
