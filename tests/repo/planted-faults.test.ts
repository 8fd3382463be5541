import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { PROJECT_FOLDER } from '../../src/cli/start/build-app.ts';
import { sharedTemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';

/** Each test checks a whole copy of the project. On a loaded machine the compiler alone needs more than a minute. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 600_000 });

const COPIED = [
  'src',
  'tests',
  'resources',
  'package.json',
  'tsconfig.json',
  'biome.json',
  'knip.json',
  'stryker.config.json',
  '.dependency-cruiser.cjs',
  '.gitignore',
  'electron.vite.config.ts',
  'office.vite.config.ts',
  'packaging.mjs',
  'vitest.config.ts',
];

/** The checks of `npm test` that a planted fault must turn red, as commands without a shell. */
const CHECKS = {
  layers: ['dependency-cruiser/bin/dependency-cruiser.mjs', 'src', '--config', '.dependency-cruiser.cjs'],
  'dead-code': ['knip/bin/knip.js'],
  lint: ['@biomejs/biome/bin/biome', 'lint', '--error-on-warnings', 'src/domain'],
  types: ['typescript/bin/tsc', '-p', '.'],
  contract: ['vitest/vitest.mjs', 'run', '--project', 'unit', 'tests/host-api'],
  wire: ['vitest/vitest.mjs', 'run', '--project', 'unit', 'tests/protocol'],
} as const;

/** A copy of the project that may be spoilt. */
function copyOfProject(folder = temporaryFolder()): string {
  for (const name of COPIED) cpSync(join(PROJECT_FOLDER, name), join(folder, name), { recursive: true });
  symlinkSync(join(PROJECT_FOLDER, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

function plant(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function replaceIn(folder: string, file: string, from: string, to: string): void {
  const before = readFileSync(join(folder, file), 'utf8');
  expect(before).toContain(from);
  writeFileSync(join(folder, file), before.replace(from, to));
}

function check(folder: string, name: keyof typeof CHECKS): { code: number | null; output: string } {
  const [script, ...args] = CHECKS[name];
  const done = spawnSync(process.execPath, [join('node_modules', script), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, VITEST: undefined, CI: 'true' },
  });
  return { code: done.status, output: done.stdout + done.stderr };
}

/** What is planted, its file and text, and the rule that names the file. All lie in one copy, because a check takes long. */
const WRONG_IMPORTS = [
  [
    'electron outside main and preload',
    'src/host/planted.ts',
    "import 'electron';\n",
    'electron-in-main-and-preload-alone',
  ],
  ['Node in a layer for browsers', 'src/app/planted.ts', "import 'node:fs';\n", 'pure-layers-know-no-node'],
  [
    'the loopback server in the installer',
    'src/main/planted.ts',
    "import '../host/loopback/loopback-server.ts';\n",
    'loopback-not-in-the-installer',
  ],
  [
    'the store past the composition root',
    'src/renderer/planted.ts',
    "import '../store/store.ts';\n",
    'layer-renderer',
  ],
  ['a library before the window', 'src/renderer/own-window.ts', "import 'zod';\n", 'early-window-is-small'],
  [
    'a command line in the simulator',
    'src/sim/planted.ts',
    "import '../cli/input/stop-signal.ts';\n",
    'layer-sim',
  ],
  [
    "the product's own count in the simulator's oracle",
    'src/sim/judge/planted.ts',
    "import '../../domain/journal/fold/recorded-uses.ts';\n",
    'oracle-counts-by-itself',
  ],
  [
    'a card in the base of the domain',
    'src/domain/base/planted.ts',
    "import '../card/card-number.ts';\n",
    'domain-base',
  ],
  [
    'an import upwards',
    'src/domain/planted.ts',
    "import { redeem } from '../app/record/redeem.ts';\nexport const planted = redeem;\n",
    'layer-domain',
  ],
  [
    'a circle',
    'src/domain/one.ts',
    "import type { Two } from './two.ts';\nexport type One = Two | 1;\n",
    'no-cycles',
  ],
] as const;

describe('the layer check', () => {
  let sound = { code: null as number | null, output: '' };
  let spoilt = sound;
  const shared = sharedTemporaryFolder();

  beforeAll(() => {
    const folder = copyOfProject(shared());
    sound = check(folder, 'layers');
    for (const [, file, text] of WRONG_IMPORTS) plant(folder, file, text);
    plant(folder, 'src/domain/two.ts', "import type { One } from './one.ts';\nexport type Two = One | 2;\n");
    replaceIn(
      folder,
      'src/sim/judge/standing-uses.ts',
      'import type',
      "import '../../district/journal/audit.ts';\nimport type",
    );
    spoilt = check(folder, 'layers');
  });

  test('reads the modules', () => {
    expect(sound.code).toBe(0);
    // One such tool reported success after reading no module at all.
    expect(Number(sound.output.match(/\((\d+) modules/)?.[1])).toBeGreaterThan(100);
  });

  test.each(WRONG_IMPORTS)('refuses %s', (_name, file, _text, rule) => {
    expect(spoilt.code).not.toBe(0);
    expect(spoilt.output).toContain(`${rule}: ${file}`);
  });

  test("refuses the product's own count behind what the oracle imports", () => {
    expect(spoilt.output).toContain('oracle-counts-without-help: src/sim/judge/standing-uses.ts');
  });
});

test('the lint refuses a function of more than 80 lines', () => {
  const folder = copyOfProject();
  // The first and the last line of the function do not count.
  const functionOf = (lines: number) =>
    `export function planted(): number {\n  let sum = 0;\n${'  sum += 1;\n'.repeat(lines - 4)}  return sum;\n}\n`;
  plant(folder, 'src/domain/planted.ts', functionOf(82));
  expect(check(folder, 'lint').code).toBe(0);
  plant(folder, 'src/domain/planted.ts', functionOf(83));
  const spoilt = check(folder, 'lint');
  expect(spoilt.code).not.toBe(0);
  expect(spoilt.output).toContain('noExcessiveLinesPerFunction');
});

test('the dead-code check refuses an unused export', () => {
  const folder = copyOfProject();
  expect(check(folder, 'dead-code').output).toBe('');
  replaceIn(
    folder,
    'src/domain/base/money.ts',
    'export type Fen',
    'export const PLANTED = 1;\nexport type Fen',
  );
  const spoilt = check(folder, 'dead-code');
  expect(spoilt.code).not.toBe(0);
  expect(spoilt.output).toContain('PLANTED');
});

test('the contract suite of the host refuses a binding that answers something else', () => {
  const folder = copyOfProject();
  replaceIn(
    folder,
    'src/host/kiosk-host.ts',
    "'settings.read': async () => profile.settings(),",
    "'settings.read': async () => ({ ...profile.settings(), volume: 7 }),",
  );
  const spoilt = check(folder, 'contract');
  expect(spoilt.code).not.toBe(0);
  expect(spoilt.output).toMatch(/[1-9]\d* failed/);
});

test('the wire test refuses a schema that changed without its version', () => {
  const folder = copyOfProject();
  replaceIn(folder, 'src/protocol/wire.ts', "status: z.literal('ok'),", "status: z.literal('fine'),");
  const spoilt = check(folder, 'wire');
  expect(spoilt.code).not.toBe(0);
  expect(spoilt.output).toMatch(/[1-9]\d* failed/);
});

describe('the compiler', () => {
  let spoilt = { code: null as number | null, output: '' };
  const shared = sharedTemporaryFolder();

  beforeAll(() => {
    const folder = copyOfProject(shared());
    plant(
      folder,
      'src/renderer/planted.ts',
      "import type { Host } from '../host-api/host-api.ts';\nexport const planted = (host: Host) => host.call('planted.method', {});\n",
    );
    replaceIn(
      folder,
      'src/domain/workflow/workflow-kind.ts',
      "'guidance',\n]",
      "'guidance',\n  'planted',\n]",
    );
    spoilt = check(folder, 'types');
  });

  test('refuses a call of the host that does not exist', () => {
    expect(spoilt.code).not.toBe(0);
    expect(spoilt.output).toContain('src/renderer/planted.ts');
  });

  test('names every table that lacks a new kind of item', () => {
    const lacking = [...spoilt.output.matchAll(/^(src\S+)\(\d+,\d+\): error TS1360/gm)].map(
      ([, file]) => file,
    );
    expect(lacking).toEqual(
      expect.arrayContaining([
        'src/domain/workflow/workflows.ts',
        'src/desk/item-action.ts',
        'src/renderer/screens/order/order-controls.tsx',
        'src/catalogue-review/band-check.ts',
      ]),
    );
  });
});
