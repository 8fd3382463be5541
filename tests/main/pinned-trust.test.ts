import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { beforePack } from '../../packaging.mjs';
import { pinnedTrustIn } from '../../src/cli/input/pinned-trust.ts';
import {
  publicKeyHexOf,
  secretKeyOfPhrase,
  signCatalogue,
} from '../../src/domain/catalogue/catalogue-file.ts';
import { DEVELOPMENT_ROOT } from '../../src/domain/trust/development-keys.ts';
import { signKeyList } from '../../src/domain/trust/key-list.ts';
import type { Signer } from '../../src/domain/trust/signed-text.ts';
import { PinnedTrust } from '../../src/host-api/trust-api.ts';
import { shipped } from '../domain/shipped.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROOT: Signer = { keyId: 'root-1', secretKey: secretKeyOfPhrase('a real root') };
const CATALOGUE: Signer = { keyId: 'catalogue-1', secretKey: secretKeyOfPhrase('a real catalogue key') };
const DAYS = { validFrom: '2020-01-01', validUntil: '2020-12-31' };

function rootsFile(signers: readonly Signer[], beside: Readonly<Record<string, unknown>> = {}): string {
  const folder = temporaryFolder();
  const keys = signers.map(({ keyId: id, secretKey }) => ({
    id,
    publicKeyHex: publicKeyHexOf(secretKey),
    note: '',
  }));
  for (const [name, content] of Object.entries({ 'roots.json': { keys }, ...beside })) {
    writeFileSync(join(folder, name), JSON.stringify(content));
  }
  return join(folder, 'roots.json');
}

const listBy = (root: Signer) =>
  signKeyList(
    {
      format: 1,
      serial: 1,
      ...DAYS,
      keys: [
        {
          id: 'catalogue-1',
          algorithm: 'ed25519',
          publicKeyHex: publicKeyHexOf(CATALOGUE.secretKey),
          purposes: ['catalogue'],
          ...DAYS,
        },
      ],
    },
    root,
  );

describe('what a kiosk believes from the beginning', () => {
  test('is the roots, with the list and the catalogue that lie beside them', () => {
    expect(pinnedTrustIn(rootsFile([ROOT]))).toMatchObject({ keyList: null, catalogue: null });
    const beside = { 'key-list.json': listBy(ROOT), 'catalogue.json': signCatalogue(shipped(), CATALOGUE) };
    const { roots, keyList, catalogue } = pinnedTrustIn(rootsFile([ROOT], beside));
    expect([roots.keys[0]?.id, keyList?.keyId]).toEqual(['root-1', 'root-1']);
    expect(catalogue).toContain('"catalogue-1"');
  });

  test.each([
    ['a list of another root', { 'key-list.json': listBy(DEVELOPMENT_ROOT) }, 'unknown-root'],
    [
      'the shipped catalogue of the demo',
      { 'catalogue.json': signCatalogue(shipped(), DEVELOPMENT_ROOT) },
      'unknown-key',
    ],
    [
      'a catalogue whose key no list names',
      { 'catalogue.json': signCatalogue(shipped(), CATALOGUE) },
      'unknown-key',
    ],
  ])('is refused with %s beside the roots', (_name, beside, words) => {
    expect(() => pinnedTrustIn(rootsFile([ROOT], beside))).toThrow(words);
  });

  test.each([
    ['no root', { keys: [] }, 'no root in it'],
    [
      'two roots of one name',
      { keys: [0, 1].map(() => ({ id: 'a', publicKeyHex: '0'.repeat(64), note: '' })) },
      'same name',
    ],
    ['something else', { roots: [] }, 'is no roots file'],
  ])('is no file with %s', (_name, content, words) => {
    const file = join(temporaryFolder(), 'roots.json');
    writeFileSync(file, JSON.stringify(content));
    expect(() => pinnedTrustIn(file)).toThrow(words);
  });
});

describe('packaging', () => {
  function project(roots: readonly Signer[]): {
    readonly packager: { readonly info: { readonly projectDir: string } };
  } {
    const projectDir = temporaryFolder();
    mkdirSync(join(projectDir, 'out', 'main'), { recursive: true });
    mkdirSync(join(projectDir, 'resources'));
    cpSync('resources/trusted-keys.json', join(projectDir, 'resources/trusted-keys.json'));
    const trust = pinnedTrustIn(rootsFile(roots));
    writeFileSync(join(projectDir, 'out/main/pinned-trust.json'), JSON.stringify(trust));
    return { packager: { info: { projectDir } } };
  }

  test('fails on the development root, alone, beside others and under another name', () => {
    for (const roots of [
      [DEVELOPMENT_ROOT],
      [ROOT, DEVELOPMENT_ROOT],
      [{ ...DEVELOPMENT_ROOT, keyId: 'root-9' }],
    ]) {
      expect(() => beforePack(project(roots))).toThrow('KIOSK_DEMO_BUILD=1');
    }
    expect(() => beforePack(project([ROOT]))).not.toThrow();
  });

  test('fails where the build has pinned nothing', () => {
    const built = project([ROOT]);
    writeFileSync(join(built.packager.info.projectDir, 'out/main/pinned-trust.json'), '');
    expect(() => beforePack(built)).toThrow();
  });
});

test('the build pins the roots of KIOSK_ROOTS beside the main process and no root in the window, and writes the notices', () => {
  const folder = temporaryFolder();
  const built = spawnSync(
    process.execPath,
    [
      resolve('node_modules/electron-vite/bin/electron-vite.js'),
      'build',
      '--logLevel',
      'warn',
      '--outDir',
      folder,
    ],
    { env: { ...process.env, KIOSK_ROOTS: rootsFile([ROOT]) }, encoding: 'utf8' },
  );
  expect(built.status, built.stderr).toBe(0);
  const pinned = PinnedTrust.parse(
    JSON.parse(readFileSync(join(folder, 'main', 'pinned-trust.json'), 'utf8')),
  );
  expect(pinned.roots.keys.map(({ id }) => id)).toEqual(['root-1']);
  const files = readdirSync(join(folder, 'renderer'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(js|html|css|json)$/.test(name),
  );
  expect(files.length).toBeGreaterThan(3);
  for (const name of files) {
    const text = readFileSync(join(folder, 'renderer', name), 'utf8');
    for (const { secretKey } of [ROOT, DEVELOPMENT_ROOT])
      expect(text, name).not.toContain(publicKeyHexOf(secretKey));
    expect(text, name).not.toContain('development key');
    expect(text, name).not.toContain('"signatureHex":"');
  }

  const notices = readFileSync(join(folder, 'renderer', 'notices.txt'), 'utf8');
  // The window, the workers, their WebAssembly, the fonts and the main process.
  for (const name of [
    'react',
    'antd',
    'dexie',
    '@zxing/library',
    'zxing-wasm',
    '@undecaf/zbar-wasm',
    '@fontsource/noto-sans-sc',
    'zod',
  ]) {
    expect(notices).toMatch(new RegExp(`^  ${name} [0-9.]+ \\(`, 'm'));
  }
  for (const words of [
    'SIL OPEN FONT LICENSE',
    'GNU LESSER GENERAL PUBLIC LICENSE',
    'Apache License',
    'ZXing-C++',
  ]) {
    expect(notices).toContain(words);
  }
  for (const name of ['vitest', 'electron-builder', 'fastify']) expect(notices).not.toContain(`\n  ${name} `);
  // An audit of what ships (npm audit --omit=dev) must see all of it.
  const lock: Record<string, { version?: string; dev?: boolean }> = JSON.parse(
    readFileSync('package-lock.json', 'utf8'),
  ).packages;
  const listed = [...notices.matchAll(/^ {2}(\S+) ([0-9.]+) \(/gm)];
  const isForDevelopment = ([, name, version]: readonly string[]) =>
    Object.entries(lock)
      .filter(([path, held]) => path.endsWith(`node_modules/${name}`) && held.version === version)
      .every(([, held]) => held.dev === true);
  expect(listed.length).toBeGreaterThan(10);
  expect(listed.filter(isForDevelopment).map(([, name]) => name)).toEqual([]);
});
