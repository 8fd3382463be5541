import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { rememberedFailure, rememberFailure } from '../../src/cli/start/electron-failure.ts';
import { chooseElectron } from '../../src/cli/start/electron-search.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FAILS = "console.error('Error: getaddrinfo ENOTFOUND'); process.exit(1)";
const NEVER_ENDS = 'setInterval(() => {}, 1000)';
const WORKS = `
  const fs = require('node:fs'), path = require('node:path');
  fs.mkdirSync(path.join(__dirname, 'dist'), { recursive: true });
  fs.writeFileSync(path.join(__dirname, 'dist', 'electron'), '');
  fs.writeFileSync(path.join(__dirname, 'path.txt'), 'electron');`;
const DAY_MS = 86_400_000;

afterEach(() => vi.unstubAllEnvs());

test('a failed download opens the browser window at once, is told with where from, and remembered for a day', async () => {
  const first = machine(FAILS);
  expect(await first.choose()).toBeNull();
  expect(first.lines).toEqual([
    expect.stringContaining('github.com'),
    expect.stringMatching(/browser window opens/),
  ]);
  await expect
    .poll(() => first.lines.at(-1), { timeout: 20_000 })
    .toMatch(/No Electron here .*ENOTFOUND.*--electron/);

  const second = machine(WORKS, first);
  expect(await second.choose()).toBeNull();
  expect(second.lines).toEqual([expect.stringMatching(/within the last day .*ENOTFOUND/)]);
  expect(existsSync(join(second.packageFolder, 'path.txt'))).toBe(false);
});

test('--electron tries again at once, waits, and forgets the failure', async () => {
  const first = machine(WORKS);
  rememberFailure(
    { atMs: Date.now(), source: 'https://github.com/electron/electron/releases', reason: 'no line' },
    first.failureFile,
  );
  expect(await first.choose({ insist: true })).toBe(join(first.packageFolder, 'dist', 'electron'));
  expect(existsSync(first.failureFile)).toBe(false);
  expect(await first.choose()).toBe(join(first.packageFolder, 'dist', 'electron'));
});

test('a download that goes on behind the window ends with it, and is no failure', async () => {
  const first = machine(NEVER_ENDS);
  const choice = await first.chooseAll();
  expect(choice.path).toBeNull();
  choice.stop();
  await expect.poll(() => first.lines.length, { timeout: 500 }).toBe(2);
  expect(existsSync(first.failureFile)).toBe(false);
});

test('data of a browser window stays with it, until --electron says otherwise', async () => {
  const first = machine(WORKS);
  await first.choose({ insist: true });
  mkdirSync(join(first.dataFolder, 'kiosk'), { recursive: true });
  expect(await first.choose()).toBeNull();
  expect(first.lines.at(-1)).toMatch(/--electron/);
  expect(await first.choose({ insist: true })).not.toBeNull();
  mkdirSync(join(first.dataFolder, 'electron', 'kiosk'), { recursive: true });
  expect(await first.choose()).not.toBeNull();
});

test('a failure is forgotten after a day, before its time, for another source, and where the file is nonsense', () => {
  const file = join(temporaryFolder(), 'deep', 'failure.json');
  rememberFailure({ atMs: 5 * DAY_MS, source: 'a', reason: 'no line' }, file);
  expect(rememberedFailure('a', 6 * DAY_MS - 1, file)).toBe('no line');
  expect(rememberedFailure('a', 6 * DAY_MS, file)).toBeNull();
  expect(rememberedFailure('a', 5 * DAY_MS - 1, file)).toBeNull();
  expect(rememberedFailure('b', 5 * DAY_MS, file)).toBeNull();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ reason: 'no line' });
  writeFileSync(file, '{');
  expect(rememberedFailure('a', 5 * DAY_MS, file)).toBeNull();
  rememberFailure(null, file);
  rememberFailure({ atMs: 0, source: 'a', reason: 'a file is no folder' }, join(file, 'x', 'y'));
});

function machine(installer: string, before?: { failureFile: string }) {
  vi.stubEnv('ELECTRON_MIRROR', '');
  vi.stubEnv('npm_config_electron_mirror', '');
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', '');
  const packageFolder = temporaryFolder();
  writeFileSync(join(packageFolder, 'install.js'), installer);
  const failureFile = before?.failureFile ?? join(temporaryFolder(), 'failure.json');
  const dataFolder = temporaryFolder();
  const lines: string[] = [];
  const chooseAll = ({ insist = false } = {}) =>
    chooseElectron({ insist, dataFolder }, (line) => lines.push(line), { packageFolder, failureFile });
  const choose = async (options?: { insist?: boolean }) => (await chooseAll(options)).path;
  return { packageFolder, failureFile, dataFolder, lines, choose, chooseAll };
}
