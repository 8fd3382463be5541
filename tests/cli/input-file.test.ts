import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { INPUT_BYTES_MAX, readInputFile } from '../../src/cli/input/input-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ANSWERED_MS_MAX = 30_000;
const QUOTE = '["--site","xijiao-pool","--item","outdoor-ticket","--start","2026-11-23T15:00"]\n';

/** Everything that is no file of a size that a command reads. */
function oddFiles() {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  execFileSync('mkfifo', [at('pipe')]);
  mkdirSync(at('folder'));
  const large = openSync(at('large'), 'w');
  ftruncateSync(large, INPUT_BYTES_MAX + 1);
  closeSync(large);
  return [
    { file: at('pipe'), zh: '是管道或设备', en: 'a pipe or a device' },
    { file: '/dev/zero', zh: '是管道或设备', en: 'a pipe or a device' },
    { file: at('folder'), zh: '是文件夹', en: 'a folder' },
    { file: at('large'), zh: '太大，最多 32 MiB', en: 'larger than 32 MiB' },
    { file: at('none'), zh: '没有这个文件', en: 'no such file' },
  ];
}

const IS_POSIX = process.platform !== 'win32';

describe.runIf(IS_POSIX)('what is no file of a size that a command reads', () => {
  test('is told at once, in words', () => {
    for (const { file, zh, en } of oddFiles()) {
      const read = readInputFile(file);
      expect(read, file).toMatchObject({ ok: false });
      if (!read.ok)
        expect([read.why.zh, read.why.en], file).toEqual([
          expect.stringContaining(zh),
          expect.stringContaining(en),
        ]);
    }
  });

  test.each([
    ['catalogue', ['check']],
    ['catalogue', ['sign']],
    ['catalogue', ['diff', 'resources/catalogue.json']],
    ['card', ['sheet']],
    ['keys', ['roots', '/nonexistent', '--passphrase-file']],
    ['journal', ['verify']],
    ['journal', ['show']],
    ['journal', ['export']],
    ['scan', []],
    ['district', ['import', '--demo', '--data', join(tmpdir(), 'kiosk-no-district')]],
    [
      'start',
      [
        '--no-open',
        '--data',
        join(tmpdir(), 'kiosk-no-data'),
        '--district',
        'http://127.0.0.1:1',
        '--code-file',
      ],
    ],
    [
      'start',
      ['--no-open', '--data', join(tmpdir(), 'kiosk-no-data'), '--district', 'https://127.0.0.1:1', '--ca'],
    ],
  ] as const)('ends npm run %s %j', (name, args) => {
    const odd = oddFiles();
    // A folder is what journals lie in; one alone is enough where each run takes long.
    const given = name === 'journal' ? odd.filter(({ zh }) => zh !== '是文件夹') : odd;
    for (const { file, zh } of name === 'catalogue' || name === 'journal' ? given : given.slice(0, 1)) {
      const { status, stdout, stderr, signal } = command(name, [...args, file]);
      expect(signal, file).toBeNull();
      expect(status, file).toBeGreaterThan(0);
      const said = stdout + stderr;
      // An index of keys is looked for first.
      if (name !== 'keys') expect(said, file).toContain(zh);
      expect(said, file).not.toMatch(/\bE[A-Z]{3,}\b|\n {4}at /);
    }
  });

  test('is told of a segment in a folder', () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'journal-0d6b8a6e-5f0c-4a7e-8a52-0c5d6d0f2a11.jsonl')]);
    const { status, stderr } = command('journal', ['verify', folder]);
    expect([status, stderr]).toEqual([2, expect.stringContaining('是管道或设备')]);
  });

  test('is told of standard input', () => {
    for (const { from, words } of [
      { from: '.', words: '文件夹' },
      { from: '/dev/zero', words: 'neither UTF-8' },
    ]) {
      const handle = openSync(from, 'r');
      for (const [name, args] of [
        ['quote', ['--batch']],
        ['card', ['verify']],
      ] as const) {
        const { status, stderr } = spawned(name, args, { stdio: [handle, 'pipe', 'pipe'] });
        expect([status, stderr], `${name} < ${from}`).toEqual([
          name === 'quote' ? 1 : 2,
          expect.stringContaining(words),
        ]);
      }
      closeSync(handle);
    }
  });
});

test('a line that does not end is no line of a batch', () => {
  const { status, stderr } = command('quote', ['--batch'], '['.repeat(300_000));
  expect([status, stderr]).toEqual([1, expect.stringMatching(/一行超过.*a line has more than/)]);
});

test('quote --batch answers every line, and exits 1 where one is wrong', () => {
  const good = command('quote', ['--batch'], QUOTE + QUOTE);
  expect([good.status, good.stdout.trim().split('\n').length]).toEqual([0, 2]);
  const bad = command('quote', ['--batch'], `${QUOTE}["--site","nowhere"]\n${QUOTE}`);
  expect([bad.status, bad.stdout.trim().split('\n').length]).toEqual([1, 3]);
  const named = command('quote', ['--batch', 'orders.txt']);
  expect([named.status, named.stderr]).toEqual([2, expect.stringContaining('从标准输入读')]);
});

test.each([
  ['catalogue', ['diff', 'resources/catalogue.json'], 'diff 要两个文件，只给了 1 个'],
  ['catalogue', ['check'], 'check 要一个文件'],
  ['catalogue', ['compare', 'a'], '没有这个命令'],
  ['catalogue', ['check', 'a', '--wrong'], '--wrong'],
  ['sim', ['--seeds', '-3'], '--seeds'],
  ['sim', ['--seeds=-3'], '--seeds -3: 应为 1 至'],
  ['sim', ['--seed', 'x'], '--seed x: 应为 1 至'],
  ['district', ['discrepancies', '--url', 'https://127.0.0.1:1'], '--url 还要有办公令牌'],
  ['district', ['quarantine', 'list', '--url', 'https://127.0.0.1:1'], '--url 还要有办公令牌'],
  ['district', ['import', '--wrong', 'a'], '--wrong'],
  ['district', ['discrepancies', '--wrong'], '--wrong'],
] as const)('npm run %s %j says what is wrong', (name, args, words) => {
  const { status, stdout, stderr } = command(name, args);
  expect(status).toBeGreaterThan(0);
  expect(stdout + stderr).toContain(words);
});

test('a signature is not written where nothing can be', () => {
  const out = join(temporaryFolder(), 'none', 'signed.json');
  const { status, stdout, stderr } = command('catalogue', ['sign', 'resources/catalogue.json', '--out', out]);
  expect([status, stdout + stderr]).toEqual([
    2,
    expect.stringContaining(`${out}: 写不了 cannot be written: 没有这个文件`),
  ]);
});

test('a file as large as may be is read', () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, 'x');
  expect(readInputFile(file)).toEqual({ ok: true, bytes: Buffer.from('x') });
});

function command(name: string, args: readonly string[], input = '') {
  return spawned(name, args, { input });
}

function spawned(name: string, args: readonly string[], options: object) {
  const { DATABASE_URL: _, ...env } = process.env;
  return spawnSync(process.execPath, [join('src', 'cli', `${name}.ts`), ...args], {
    encoding: 'utf8',
    env: { ...env, KIOSK_TRACES: temporaryFolder() },
    timeout: ANSWERED_MS_MAX,
    ...options,
  });
}
