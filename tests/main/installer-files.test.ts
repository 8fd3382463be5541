import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { buildHalves } from '../support/built-halves.ts';
import { fuseWire } from '../support/fuse-wire.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PACK_SCRIPT = fileURLToPath(new URL('../support/pack-installer.ts', import.meta.url));

/** What lies beside the program in a checkout and must stay there. */
const PLANTED = [
  '.env',
  '.data/district.db',
  'src/host/loopback/loopback-server.ts',
  'src/main/index.ts',
  'tests/main/installer-files.test.ts',
  'out/loopback/index.js',
  'out/main/index.js.map',
  'resources/signing-key.pem',
  'docs/README.md',
  'vitest.config.ts',
];
const ELECTRON_STUB = ['electron', 'version', 'LICENSE', 'LICENSES.chromium.html', 'locales/zh-CN.pak'];

test('the installer holds the bundles, what they believe and the icon, and nothing else; one that believes the development root is a demo', async () => {
  const project = temporaryFolder();
  await buildHalves(join(project, 'out'));
  for (const file of ['package.json', 'electron-builder.yml', 'packaging.mjs', 'resources']) {
    cpSync(file, join(project, file), { recursive: true });
  }
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
  const stub = ELECTRON_STUB.map((file) => join('stub', file));
  for (const file of [...PLANTED, ...stub, 'out/renderer/index.html', 'out/renderer/notices.txt']) {
    plant(project, file);
  }
  writeFileSync(join(project, 'stub', 'electron'), fuseWire(9));
  mkdirSync(join(project, 'stub/resources'));
  const pack = (env: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, [PACK_SCRIPT, project], {
      cwd: project,
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
  const refused = pack();
  expect(refused.status).not.toBe(0);
  expect(refused.stdout + refused.stderr).toContain('believes the development root');
  const packed = pack({ KIOSK_DEMO_BUILD: '1' });
  expect(packed.status, packed.stderr).toBe(0);
  const files: string[] = JSON.parse(packed.stdout.trim().split('\n').at(-1) ?? '');
  expect(files.filter((file) => file.includes('.')).sort()).toEqual([
    '/out/main/hl7/esm.js',
    '/out/main/index.js',
    '/out/main/pinned-trust.json',
    '/out/preload/index.cjs',
    '/out/renderer/index.html',
    '/out/renderer/notices.txt',
    '/package.json',
    '/resources/icons/icon.png',
  ]);
  expect(existsSync(join(project, 'dist/linux-unpacked/notices.txt'))).toBe(true);
});

function plant(project: string, file: string): void {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), 'planted');
}
