import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { findElectron, installElectron } from '../../src/cli/start/electron-binary.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

afterEach(() => vi.unstubAllEnvs());

test('finds the binary that the package has downloaded', () => {
  const folder = packageFolder();
  writeFileSync(join(folder, 'path.txt'), 'electron');
  writeFileSync(join(folder, 'dist', 'electron'), '');
  expect(findElectron(folder)).toEqual({ kind: 'found', path: join(folder, 'dist', 'electron') });
});

test('finds nothing in a package without a download, or with half of one', () => {
  const folder = packageFolder();
  expect(findElectron(folder)).toMatchObject({ kind: 'missing' });
  writeFileSync(join(folder, 'path.txt'), 'electron');
  expect(findElectron(folder)).toMatchObject({ kind: 'missing' });
});

test('looks where ELECTRON_OVERRIDE_DIST_PATH says, as the package does', () => {
  const folder = packageFolder();
  const elsewhere = temporaryFolder();
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', elsewhere);
  expect(findElectron(folder)).toEqual({
    kind: 'missing',
    reason: `there is no ${join(elsewhere, 'electron')}`,
  });
  writeFileSync(join(elsewhere, 'electron'), '');
  expect(findElectron(folder)).toEqual({ kind: 'found', path: join(elsewhere, 'electron') });
});

test('an installer that does its work leaves the binary found', async () => {
  const folder = packageFolder(`
    const fs = require('node:fs'), path = require('node:path');
    fs.writeFileSync(path.join(__dirname, 'dist', 'electron'), '');
    fs.writeFileSync(path.join(__dirname, 'path.txt'), 'electron');`);
  expect(await installElectron(10_000, folder)).toEqual({
    kind: 'found',
    path: join(folder, 'dist', 'electron'),
  });
});

test.each([
  [
    'fails',
    "console.error('stack'); console.error('Error: getaddrinfo ENOTFOUND'); process.exit(1)",
    /ENOTFOUND/,
  ],
  ['fails without a word', 'process.exit(1)', /^the download failed$/],
  ['ends well without a binary', '', /not downloaded/],
  ['never ends', 'setInterval(() => {}, 1000)', /longer than 0 s/],
])('an installer that %s is told in one line', async (_name, script, reason) => {
  const timeoutMs = script.startsWith('setInterval') ? 300 : 10_000;
  const search = await installElectron(timeoutMs, packageFolder(script));
  if (search.kind !== 'missing') throw new Error('found what is not there');
  expect(search.reason).toMatch(reason);
  expect(search.reason).not.toContain('\n');
});

test('a package that is not installed is told', async () => {
  expect(await installElectron(1_000, temporaryFolder())).toEqual({
    kind: 'missing',
    reason: 'the electron package is not installed',
  });
});

function packageFolder(installer?: string): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'dist'));
  if (installer !== undefined) writeFileSync(join(folder, 'install.js'), installer);
  return folder;
}
