import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readArguments as readCardArguments } from '../../src/cli/card/card-arguments.ts';
import { runCatalogueCommand } from '../../src/cli/catalogue/catalogue-commands.ts';
import { shippedCatalogue } from '../../src/cli/catalogue/catalogue-source.ts';
import { readDeskArguments } from '../../src/cli/desk/options.ts';
import { COMMANDS } from '../../src/cli/district/commands.ts';
import { readArguments as readDistrictArguments, USAGE } from '../../src/cli/district/options.ts';
import { CommandFault } from '../../src/cli/input/terminal.ts';
import { runJournalCommand } from '../../src/cli/journal/journal-commands.ts';
import { readKeyArguments } from '../../src/cli/keys/key-arguments.ts';
import { readScanArguments } from '../../src/cli/scan/scan-arguments.ts';
import { readStartOptions } from '../../src/cli/start/options.ts';
import { sharedTemporaryFolder } from '../support/temporary-folder.ts';

const folder = sharedTemporaryFolder();
const at = (name: string) => join(folder(), name);
const DATA = ['--data', 'DISTRICT'];
const LONG = 'x'.repeat(5_000);

interface Told {
  readonly code: number;
  readonly said: string;
  readonly complained: string;
}

async function district(words: readonly string[]): Promise<Told> {
  const [name = '', ...args] = words;
  const said: string[] = [];
  const complained: string[] = [];
  const output = {
    say: (line: string) => said.push(line),
    complain: (line: string) => complained.push(line),
  };
  const code = await COMMANDS.get(name)?.run(args.map(placeOf), undefined, output);
  return { code: code ?? -1, said: said.join('\n'), complained: complained.join('\n') };
}

function placeOf(word: string): string {
  return word === 'DISTRICT' || word.startsWith('W/') ? at(word.replace('W/', '')) : word;
}

beforeAll(async () => {
  mkdirSync(at('folder'));
  writeFileSync(at('empty'), '');
  await district(['officers', 'add', 'boss', '--role', 'administrator', ...DATA]);
}, 60_000);

/** A line for a person: in both languages, and without the words of a program. */
function isForPeople(words: string): boolean {
  const [line = ''] = words.split('\n\n');
  const isBoth = /[\u4e00-\u9fff]/.test(line) && /[a-z]{2}/.test(line);
  return (
    isBoth && !/^\s+at |Invalid |Too (big|small)|expected|Unknown option|ZodError|\bE[A-Z]{4,}:/m.test(line)
  );
}

describe('the office’s commands', () => {
  test.each([...COMMANDS.keys()])('%s stands in the help of the district', (name) => {
    expect(USAGE).toMatch(new RegExp(` ${name}[ :,]`));
  });

  test.each([...COMMANDS.keys()])('%s tells an option that does not exist', async (name) => {
    const told = await district([name, '--nosuch']);
    expect(told).toMatchObject({ code: 2, said: '' });
    expect(told.complained).toMatch(/^没有选项 --nosuch there is no option --nosuch\n\n/);
  });

  const folderless = [
    ['cards', 'list'],
    ['erasures', 'list'],
    ['erasures', 'run', '--before', '2020-01-01', '--cards', '3'],
    ['discrepancies'],
    ['quarantine', 'list'],
    ['notices', 'list'],
    ['notes'],
    ['kiosks', 'list'],
    ['backup', 'W/new.backup'],
    ['check'],
    ['roll-epoch'],
    ['records', 'list'],
    ['report', 'usage', '--from', '2026-11-01', '--to', '2026-12-01'],
    ['settle', '--site', 'xijiao-pool', '--month', '2026-10'],
    ['officers', 'list'],
    ['staff', 'list'],
    ['sessions', 'list'],
    ['audit', 'export'],
  ];
  test.each(folderless.map((words) => [words.join(' '), words] as const))(
    '%s ends with 2 where there is no district',
    async (_name, words) => {
      const told = await district([...words, '--data', 'W/folder']);
      expect(told).toMatchObject({ code: 2, said: '' });
      expect(told.complained).toContain('没有区平台的数据');
    },
  );

  const wrong: readonly (readonly [code: number, words: string, args: readonly string[]])[] = [
    [1, '没有这个服务点 no such site: nosuch', ['records', 'list', '--site', 'nosuch', ...DATA]],
    [1, '没有这笔预订', ['records', 'show', 'zzz', ...DATA]],
    [1, '没有这个服务点', ['staff', 'add', '林晓', '--role', 'clerk', '--site', 'nosuch', ...DATA]],
    [1, '没有这个服务点', ['settle', '--site', 'nosuch', '--month', '2026-10', '--empty', ...DATA]],
    [1, '没有这个人', ['staff', 'remove', 'zzz', ...DATA]],
    [1, '没有这个账号', ['officers', 'lock', 'nosuch', ...DATA]],
    [1, '姓名：太长', ['cards', 'add', 'LW20260001I', '--name', LONG, ...DATA]],
    [1, '现在符合条件的是 0 张卡', ['erasures', 'run', '--before', '2020-01-01', '--cards', '3', ...DATA]],
    [2, '--cards：应为 1 至', ['erasures', 'run', '--before', '2020-01-01', '--cards', '0']],
    [2, '--before', ['erasures', 'list', '--before', '2026-02-31']],
    [2, '--kind：应为 booking、pass', ['records', 'list', '--kind', 'zzz']],
    [2, '--from：应为日历上的日期', ['records', 'list', '--from', '2026-02-31']],
    [2, '--limit：最大 1000', ['records', 'list', '--limit', '99999999999']],
    [2, '--limit：应为整数', ['records', 'list', '--limit', 'abc']],
    [2, '写成 --limit=-1', ['records', 'list', '--limit', '-1']],
    [2, '--until：应为日历上的日期', ['notices', 'write', '--zh', 'x', '--until', '2026-02-31']],
    [2, '--zh：太长，最多', ['notices', 'write', '--zh', LONG, '--until', '2027-01-01']],
    [2, '--to 应在 --from 之后', ['audit', 'export', '--from', '2026-12-01', '--to', '2026-11-01']],
    [2, '--role：应为 administrator、', ['officers', 'add', '林晓', '--role', 'zzz']],
    [2, '要写明做什么', ['notes', 'nosuch']],
    [2, '要写明做什么', ['catalogue', 'nosuch']],
    [2, '是文件夹，要的是文件', ['restore', 'W/folder', '--data', 'W/other']],
    [2, '没有这个文件或文件夹', ['restore', 'W/missing', '--data', 'W/other']],
    [1, '不完整', ['restore', 'W/empty', '--data', 'W/other']],
    [2, '是文件夹，要的是文件', ['cards', 'import', 'W/folder', ...DATA]],
    [1, '文件是空的', ['cards', 'import', 'W/empty', ...DATA]],
  ];
  test.each(wrong.map(([code, words, args]) => [args.join(' ').slice(0, 60), code, words, args] as const))(
    '%s ends with %i',
    async (_name, code, words, args) => {
      const told = await district(args);
      expect(told).toMatchObject({ code, said: '' });
      expect(told.complained).toContain(words);
      expect(isForPeople(told.complained), told.complained).toBe(true);
    },
  );
});

/** What a command line says of these words, or null if it would begin its work. */
function messageIn(read: () => unknown): string | null {
  try {
    const answer = read();
    if (typeof answer === 'string') return answer;
    const { message } = answer as { readonly message?: unknown };
    return typeof message === 'string' ? message : null;
  } catch (thrown) {
    if (!(thrown instanceof CommandFault)) throw thrown;
    return thrown.message;
  }
}

describe('the other command lines', () => {
  const READERS: Readonly<Record<string, (args: string[]) => unknown>> = {
    start: readStartOptions,
    district: (args) => readDistrictArguments(args, undefined),
    desk: readDeskArguments,
    scan: readScanArguments,
    card: (args) => readCardArguments(args, shippedCatalogue()),
    keys: readKeyArguments,
  };
  test.each([
    ['start', ['--nosuch']],
    ['start', ['word']],
    ['start', ['--port=-1']],
    ['start', ['--port', '999999']],
    ['start', ['--district', 'nosuch']],
    ['start', ['--code-file', '/nowhere', '--district', 'https://district.example']],
    ['district', ['--nosuch']],
    ['district', ['nosuch']],
    ['district', ['--demo', '--port', 'abc']],
    ['district', ['--demo', '--trust-proxy', 'zzz']],
    ['desk', []],
    ['desk', ['--nosuch']],
    ['desk', ['--desk', 'a']],
    ['desk', ['--site', 'xijiao-pool', '--at', '2026-02-31T10:00']],
    ['scan', []],
    ['scan', ['--nosuch', 'x.png']],
    ['scan', ['--frames', '9999999', 'x.png']],
    ['scan', ['--add', 'zzz', 'x.png']],
    ['card', ['nosuch']],
    ['card', ['issue', '--nosuch']],
    ['card', ['issue', '--count', '0']],
    ['card', ['issue', '--count', '999999999999']],
    ['card', ['issue', '--valid-until', '2026-02-31']],
    ['keys', ['nosuch']],
    ['keys', ['show']],
    ['keys', ['show', '--nosuch']],
  ] as const)('%s %j is told in words', (name, args) => {
    const message = messageIn(() => READERS[name]?.([...args]));
    expect(isForPeople(message ?? ''), message ?? 'it would begin').toBe(true);
  });

  test.each([[[]], [['nosuch']], [['show', '--nosuch']], [['check']], [['diff', 'x']]])(
    'catalogue %j ends with 2',
    (args) => {
      const { lines, exitCode } = runCatalogueCommand(args);
      expect(exitCode).toBe(2);
      expect(isForPeople(lines[0] ?? ''), lines[0]).toBe(true);
    },
  );

  test.each([
    [[]],
    [['nosuch']],
    [['verify']],
    [['verify', 'W/folder']],
    [['show', 'W/folder', '--date', '2026-02-31']],
  ])('journal %j ends with 2', async (args) => {
    const output = { say: () => undefined, complain: () => undefined };
    expect(await runJournalCommand(args.map(placeOf), output)).toBe(2);
  });
});
