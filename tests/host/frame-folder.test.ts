import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { saveFrame } from '../../src/host/frame-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PNG = Buffer.from('89504e470d0a1a0a00ff', 'hex');
const NOON_MS = Date.UTC(2026, 10, 23, 4, 0, 0);

const save = (folder: string, nowMs: number, bytes = PNG) =>
  saveFrame(folder, { base64: bytes.toString('base64'), nowMs });

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
