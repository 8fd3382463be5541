import { linkSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { frameFolder } from '../../src/host/frame-folder.ts';
import { DAY_MS, setClock } from '../support/set-clock.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PNG = Buffer.from('89504e470d0a1a0a00ff', 'hex');
const NOON_MS = Date.UTC(2026, 10, 23, 4, 0, 0);

const save = (folder: string, nowMs: number, bytes = PNG) =>
  frameFolder(folder).save({ base64: bytes.toString('base64'), nowMs, highWaterMs: nowMs });
const namesIn = (folder: string) => readdirSync(join(folder, 'scanner-frames')).sort();

test('keeps the frame as it is, under its time, for its owner alone', async () => {
  const folder = temporaryFolder();
  const saved = await save(folder, NOON_MS);
  if (!saved.ok) throw new Error(saved.detail);
  expect(saved.path).toBe(join(folder, 'scanner-frames', 'frame-20261123040000000.png'));
  expect(readFileSync(saved.path)).toEqual(PNG);
  if (process.platform !== 'win32') expect(statSync(saved.path).mode & 0o077).toBe(0);
});

test('keeps twenty and lets the oldest go for one more, and no file of another name', async () => {
  const folder = temporaryFolder();
  await save(folder, NOON_MS);
  writeFileSync(join(folder, 'scanner-frames', 'notes.txt'), 'a technician’s');
  for (let more = 1; more <= 20; more += 1) await save(folder, NOON_MS + more);
  const names = readdirSync(join(folder, 'scanner-frames')).sort();
  expect(names).toHaveLength(21);
  expect(names).toContain('notes.txt');
  expect(names).not.toContain('frame-20261123040000000.png');
  expect(names).toContain('frame-20261123040000020.png');
});

test('takes nothing that is no PNG', async () => {
  expect(await save(temporaryFolder(), NOON_MS, Buffer.from('<script>'))).toMatchObject({ ok: false });
});

test('says that the disk does not take it', async () => {
  const folder = temporaryFolder();
  const blocked = join(folder, 'profile');
  writeFileSync(blocked, 'a file where the folder should be');
  const saved = await save(blocked, NOON_MS);
  expect(saved.ok).toBe(false);
  expect(saved.ok ? '' : saved.detail).toContain(basename(blocked));
});

test('lets go what is more than 14 days old when another is kept, and no earlier', async () => {
  const folder = temporaryFolder();
  await save(folder, NOON_MS);
  await save(folder, NOON_MS + 14 * DAY_MS);
  expect(namesIn(folder)).toHaveLength(2);
  await save(folder, NOON_MS + 14 * DAY_MS + 1);
  expect(namesIn(folder)).toEqual(['frame-20261207040000000.png', 'frame-20261207040000001.png']);
});

test('is not misled by a clock that was set back', async () => {
  const folder = temporaryFolder();
  await save(folder, NOON_MS);
  await frameFolder(folder).dropOld(NOON_MS + 14 * DAY_MS);
  expect(namesIn(folder)).toHaveLength(1);
  const [nowMs, highWaterMs] = [NOON_MS + 1, NOON_MS + 15 * DAY_MS];
  await frameFolder(folder).save({ base64: PNG.toString('base64'), nowMs, highWaterMs });
  expect(namesIn(folder)).toEqual(['frame-20261123040000001.png']);
});

test('writes over all of what goes, a draft of a power cut as well', async () => {
  const folder = temporaryFolder();
  const large = Buffer.concat([PNG, Buffer.alloc(1_000_000, 7)]);
  const saved = await save(folder, NOON_MS, large);
  if (!saved.ok) throw new Error(saved.detail);
  // Another name of the same bytes on the disk shows what becomes of them.
  const kept = join(folder, 'same-bytes');
  linkSync(saved.path, kept);
  writeFileSync(join(folder, 'scanner-frames', 'frame-20261123040000009.png.new'), 'half a fr');
  await frameFolder(folder).destroyAll();
  expect(namesIn(folder)).toEqual([]);
  const bytes = readFileSync(kept);
  expect(bytes.includes(PNG)).toBe(false);
  expect(bytes.includes(Buffer.alloc(1_000, 7))).toBe(false);
});

test('a folder that was never made is nothing to let go', async () => {
  const folder = temporaryFolder();
  await frameFolder(folder).dropOld(NOON_MS);
  await frameFolder(folder).destroyAll();
  expect(readdirSync(folder)).toEqual([]);
});

test('goes at a start when it is too old, and with an interrupted wipe whatever its age', async () => {
  const clock = setClock(NOON_MS);
  const options = hostOptions({ clock });
  const folder = options.profileFolder;
  const first = await startedHost(options);
  const pngBase64 = PNG.toString('base64');
  expect(await first.call('scanner.saveFrame', { pngBase64 })).toMatchObject({ ok: true });
  await first.close();
  clock.pass(14 * DAY_MS);
  const second = await startedHost(options);
  expect(namesIn(folder)).toHaveLength(1);
  await second.close();
  clock.pass(1);
  const third = await startedHost(options);
  expect(namesIn(folder)).toEqual([]);
  expect(await third.call('scanner.saveFrame', { pngBase64 })).toMatchObject({ ok: true });
  await third.close();
  const note = { kioskName: '前台 1', districtName: '荔湾区', districtUrl: 'http://127.0.0.1:1' };
  writeFileSync(join(folder, 'disabled.json'), JSON.stringify(note));
  await startedHost(options);
  expect(namesIn(folder)).toEqual([]);
});
