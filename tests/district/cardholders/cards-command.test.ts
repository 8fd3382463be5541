import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { officeCards } from '../../../src/cli/district/cards.ts';
import { type District, startDistrict } from '../../../src/district/district.ts';
import { shippedCatalogue } from '../../../src/district/roster/catalogue.ts';
import { developmentKeys } from '../../../src/district/roster/keys.ts';
import { cardNumberOf } from '../../../src/domain/card/card-number.ts';
import { runCommand } from '../../support/command.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { preparedFolders } from '../prepared-folder.ts';
import { ask, errorOf } from '../test-kiosk.ts';
import { csvOf, xlsxOf } from './dirty-files.ts';

const ONE = cardNumberOf('LW20260001');
const TWO = cardNumberOf('LW20260002');
const HEAD = ['卡号', '姓名', '层次', '有效期起', '有效期至', '状态', '配偶', '子女', '电话'];
const ROW = [ONE, '张小明', 'A类', '2026/1/1', '2031/12/31', '有效', '李四', '张大、张二', '13800000000'];

interface Said {
  readonly code: number;
  readonly said: string;
  readonly complained: string;
}

async function cards(...args: string[]): Promise<Said> {
  const said: string[] = [];
  const complained: string[] = [];
  const output = {
    say: (line: string) => said.push(line),
    complain: (line: string) => complained.push(line),
  };
  const code = await officeCards(args, undefined, output);
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

function fileOf(name: string, content: string | Buffer): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

const goodCsv = (): string =>
  fileOf('名册.csv', csvOf([HEAD, ROW, [TWO, '王五', '', '2026-01-01', '2030-01-01', '', '', '', '']]));
const badCsv = (): string => fileOf('坏.csv', csvOf([HEAD, ROW, ['LW1', ...ROW.slice(1)]]));

describe('cards on the command line', { timeout: 120_000 }, () => {
  const preparedFolder = preparedFolders();

  async function running(folder: string): Promise<{
    readonly district: District;
    readonly officeToken: string;
    readonly place: readonly string[];
  }> {
    const district = await startDistrict({
      storage: { kind: 'pglite', folder },
      host: '127.0.0.1',
      port: 0,
      catalogue: await shippedCatalogue(),
      keys: developmentKeys(),
    });
    const officeToken = await district.createRunToken();
    return {
      district,
      officeToken,
      place: ['--url', district.url, '--token-file', fileOf('token', officeToken)],
    };
  }

  /** The same for data that nobody has open, and for a district that runs. */
  async function playsThrough(
    place: readonly string[],
    who: { readonly officer: readonly string[]; readonly names: readonly [string, string] },
  ): Promise<void> {
    const refused = await cards('import', badCsv(), '--json', ...place);
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.said)).toMatchObject({
      added: 0,
      changed: 0,
      same: 0,
      refused: [{ row: 3, column: '卡号', why: expect.stringMatching(/卡号的位数.*has not the length/) }],
      importId: null,
    });
    expect((await cards('list', ...place)).said).toBe('没有这样的卡 no such cards');
    const dry = await cards('import', goodCsv(), '--dry-run', ...place);
    expect(dry.code).toBe(0);
    expect(dry.said).toMatch(
      /第 2 行 row 2 {2}新增 added {2}LW20260001I {2}张小明 {2}2026-01-01 – 2031-12-31\n第 3 行/,
    );
    expect(dry.said).toContain('未读的列 columns passed over: 电话');
    expect(dry.said).toContain('nothing was taken');
    const taken = await cards('import', goodCsv(), '--json', ...who.officer, ...place);
    expect(taken).toMatchObject({ code: 0, complained: '' });
    const { importId, ...counts } = JSON.parse(taken.said);
    expect(counts).toEqual({
      added: 2,
      changed: 0,
      same: 0,
      refused: [],
      passedOver: ['电话'],
      sheetsPassedOver: [],
    });
    expect((await cards('list', '小明', '--json', ...place)).said).toBe(
      JSON.stringify({
        cardNumber: ONE,
        name: '张小明',
        tier: 'A类',
        validFrom: '2026-01-01',
        validUntil: '2031-12-31',
        status: 'active',
        spouse: '李四',
        children: 2,
      }),
    );
    expect((await cards('list', 'lw2026-0002', ...place)).said).toMatch(new RegExp(`^${TWO} {2}王五`));
    expect((await cards('list', '--limit', '1', '--after', ONE, ...place)).said).toMatch(
      new RegExp(`^${TWO}`),
    );
    const set = await cards(
      'set',
      ` ${ONE.toLowerCase()}`,
      '--status',
      '挂失',
      '--until',
      '2032年1月1日',
      '--spouse',
      '',
      '--child',
      '张大',
      '--reason',
      '卡片遗失或被盗：在体育馆',
      ...place,
    );
    expect(set).toMatchObject({ code: 0 });
    expect(set.said).toContain(
      '有效期至 until: 2031-12-31 → 2032-01-01; 状态 status: active → lost; 配偶 spouse: 李四 → —; 子女 children: 2 → 1',
    );
    expect(await cards('set', ONE, '--status', '飞', ...place)).toMatchObject({
      code: 1,
      complained: expect.stringContaining('不认识的状态'),
    });
    expect(await cards('set', cardNumberOf('LW20269999'), '--status', '挂失', ...place)).toMatchObject({
      code: 1,
      complained: expect.stringContaining('名册上没有这张卡'),
    });
    const back = ['set', ONE, '--status', '有效', ...place];
    expect(await cards(...back)).toMatchObject({
      code: 1,
      complained: expect.stringContaining('a reason is needed'),
    });
    expect(await cards(...back, '--reason', '失主来电 138 0000 0000')).toMatchObject({
      code: 1,
      complained: expect.stringContaining('telephone number'),
    });
    const shown = await cards('show', ONE, ...place);
    const [changedBy, addedBy] = who.names;
    expect(shown.said).toMatch(
      new RegExp(
        `挂失 lost.*\\n.*停用名单.*lost\\n {2}历史 history: 2\\n.*${changedBy}.*变更.*原因 reason: 卡片遗失或被盗 Lost or stolen: 在体育馆\\n.*${addedBy}.*新增.*第 2 行`,
      ),
    );
    expect((await cards('set', ONE, '--consent', '2026-03-01', ...place)).code).toBe(0);
    expect((await cards('show', ONE, ...place)).said).toMatch(
      /监护人同意 guardian’s consent: 2026-03-01 已核对，子女 1 人/,
    );
    expect((await cards('set', ONE, '--consent', '', ...place)).code).toBe(0);
    expect((await cards('show', ONE, ...place)).said).toContain('监护人同意尚未核对');
    expect((await cards('set', ONE, '--consent', '3月1日', ...place)).complained).toContain(
      '--consent must be',
    );
    expect((await cards('show', 'LW1', ...place)).code).toBe(1);
    const added = await cards(
      'add',
      cardNumberOf('LW20260003'),
      '--name',
      '赵六',
      '--from',
      '2026.1.1',
      '--until',
      '20301231',
      ...place,
    );
    expect(added.said).toMatch(/^LW20260003. {2}赵六 {2}2026-01-01 – 2030-12-31/);
    expect(await cards('add', TWO, '--name', '赵六', ...place)).toMatchObject({
      code: 1,
      complained: expect.stringContaining('已有这张卡'),
    });
    expect((await cards('replace', TWO, ...place)).said).toMatch(/^LW20260004. {2}王五/);
    expect((await cards('imports', ...place)).said).toContain(`${importId}  `);
    const undone = await cards('undo', importId, '--json', ...place);
    expect(undone.code).toBe(1);
    expect(JSON.parse(undone.said)).toMatchObject({
      undone: 0,
      refused: [{ row: 2, column: '卡号' }, { row: 3 }],
    });
    expect((await cards('undo', importId, ...place)).complained).toContain('保持现状');
    expect((await cards('undo', '33333333-3333-4333-8333-333333333333', ...place)).complained).toContain(
      '没有这次导入',
    );
    const page = fileOf('page.xls', '<html><table>');
    const unread = await cards('import', page, '--json', ...place);
    expect(unread).toMatchObject({ code: 1, complained: expect.stringContaining('一行也没有收') });
    expect(JSON.parse(unread.said)).toMatchObject({
      added: 0,
      refused: [{ row: 0, why: expect.stringContaining('网页') }],
    });
  }

  test('work on a data folder', async () => {
    const who = { officer: ['--officer', '李主任'], names: ['office', '李主任'] } as const;
    await playsThrough(['--data', preparedFolder()], who);
  });

  test('work on a running district, of which the folder is taken', async () => {
    const folder = preparedFolder();
    const { district, place } = await running(folder);
    try {
      await playsThrough(place, { officer: [], names: ['token:run-', 'token:run-'] });
      const shut = await cards('list', '--data', folder);
      expect(shut).toMatchObject({ code: 2, complained: expect.stringContaining('--url') });
      expect(
        (await cards('list', '--url', district.url, '--token-file', fileOf('t', 'wrong'))).complained,
      ).toContain('401');
    } finally {
      await district.close();
    }
  });

  test.each([
    [[], 'one of template'],
    [['fly'], 'one of template'],
    [['import'], 'a FILE'],
    [['show'], 'the NUMBER'],
    [['set', ONE], 'say what to change'],
    [['list', '--status', 'lost'], 'for add and set alone'],
    [['list', '--reason', 'x'], 'for set and replace alone'],
    [['set', ONE, '--tier', 'A', '--reason', ' '], '--reason needs'],
    [['list', '--dry-run'], 'for import alone'],
    [['list', '--limit', '0'], '--limit must be'],
    [['list', 'a', 'b'], 'too many words'],
    [['list', '--officer', ''], '--officer needs'],
    [['list', '--token', 'x'], '--token'],
  ])('are refused with words: %j', async (args, words) => {
    expect(await cards(...args)).toMatchObject({
      code: 2,
      said: '',
      complained: expect.stringContaining(words),
    });
  });

  test('make a template that they read again, as CSV and as XLSX', async () => {
    const folder = temporaryFolder();
    const data = preparedFolder();
    expect((await cards('template')).said).toBe('卡号,姓名,层次,生效日期,有效期至,状态,配偶,子女');
    for (const name of ['a.csv', 'a.xlsx']) {
      const file = join(folder, name);
      expect((await cards('template', file)).code).toBe(0);
      const read = await cards('import', file, '--json', '--data', data);
      expect(JSON.parse(read.said)).toMatchObject({ added: 0, refused: [], passedOver: [] });
      expect(await cards('template', file)).toMatchObject({ code: 2 });
    }
    expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe(
      '\ufeff卡号,姓名,层次,生效日期,有效期至,状态,配偶,子女\r\n',
    );
    expect((await cards('template', join(folder, 'a.pdf'))).code).toBe(2);
  });

  test('let a kiosk sell to a holder that was imported, and refuse one that was reported lost', async () => {
    const folder = preparedFolder();
    const book = fileOf(
      '名册.xlsx',
      xlsxOf({ sheets: [{ name: '名册', rows: [['荔湾英才卡'], HEAD, ROW] }] }),
    );
    expect((await cards('import', book, '--data', folder)).code).toBe(0);
    const { district, place } = await running(folder);
    const code = await district.createEnrolmentCode({ siteIds: ['xijiao-pool'] });
    const desk = runCommand('desk', [
      '--site',
      'xijiao-pool',
      '--district',
      district.url,
      '--code-file',
      fileOf('code', code),
    ]);
    const does = async (line: object) => {
      const answer = desk.nextLine(/^\{.*\}$/);
      desk.child.stdin?.write(`${JSON.stringify(line)}\n`);
      return JSON.parse((await answer)[0]);
    };
    try {
      expect(await does({ do: 'scan', text: ONE })).toMatchObject({
        ok: true,
        screen: { verdict: 'yes', card: { holder: '张*明' } },
      });
      await does({ do: 'choose', item: 1 });
      expect(await does({ do: 'confirm' })).toMatchObject({
        screen: { kind: 'recorded', entry: { body: { itemId: 'outdoor-ticket' } } },
      });
      await does({ do: 'sync' });
      expect((await cards('show', ONE, ...place)).said).toMatch(
        /使用 uses: 1\n.*xijiao-pool · outdoor-ticket {2}holder × 1/,
      );
      await cards('set', ONE, '--status', '挂失', ...place);
      await does({ do: 'sync' });
      expect(await does({ do: 'scan', text: ONE })).toMatchObject({ screen: { verdict: 'no' } });
    } finally {
      await desk.end('SIGTERM');
      await district.close();
    }
  });

  test('are no business of whoever has not the token, and survive what no office sends', async () => {
    const { district, officeToken } = await running(preparedFolder());
    const at = (path: string) => `${district.url}/v1/office/cards${path}`;
    const authorization = `Bearer ${officeToken}`;
    const json = { authorization, 'content-type': 'application/json' };
    try {
      for (const path of ['', `/${ONE}`, '/imports', '/jobs/33333333-3333-4333-8333-333333333333']) {
        expect(errorOf(await ask(at(path))).kind).toBe('unauthorized');
      }
      const hostile: readonly (readonly [string, RequestInit, number])[] = [
        ['?search=%00', { headers: { authorization } }, 400],
        ['?search=%25', { headers: { authorization } }, 200],
        ['?limit=1001', { headers: { authorization } }, 400],
        ['?after=%00', { headers: { authorization } }, 400],
        [`/${encodeURIComponent("'; drop table card; --")}`, { headers: { authorization } }, 404],
        ['/%00', { headers: { authorization } }, 404],
        [`/${ONE}`, { method: 'POST', headers: json, body: '{"status":"\\u0000"}' }, 400],
        [`/${ONE}`, { method: 'POST', headers: json, body: '{"status":"有效"}' }, 404],
        [`/${ONE}`, { method: 'POST', headers: json, body: '{"birth":"1980"}' }, 400],
        ['', { method: 'POST', headers: json, body: '{"cardNumber":"\\ud800"}' }, 400],
        ['/imports', { method: 'POST', headers: json, body: '{}' }, 400],
        [
          '/imports?dryRun=maybe',
          {
            method: 'POST',
            headers: { authorization, 'content-type': 'application/octet-stream' },
            body: 'x',
          },
          400,
        ],
        ['/imports/none/undo', { method: 'POST', headers: json, body: '{}' }, 400],
        ['/jobs/33333333-3333-4333-8333-333333333333/rows?page=-1', { headers: { authorization } }, 400],
      ];
      for (const [path, init, status] of hostile) {
        expect((await fetch(at(path), init)).status, path).toBe(status);
      }
    } finally {
      await district.close();
    }
  });
});
