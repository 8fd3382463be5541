import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { type CardLine, readCards } from '../../../src/district/cardholders/read-cards.ts';
import { TableFault } from '../../../src/district/cardholders/table/table.ts';
import { cardNumberOf } from '../../../src/domain/card/card-number.ts';
import { csvOf, type SheetSpec, type WorkbookSpec, xlsxOf, zipOf } from './dirty-files.ts';

const ONE = cardNumberOf('LW20260001');
const TWO = cardNumberOf('LW20260002');
const HEAD = ['卡号', '姓名', '层次', '有效期起', '有效期至', '状态', '配偶', '子女'];
const ROW = [ONE, '张三', 'A类', '2026-01-31', '2029-01-30', '有效', '李四', '张大、张二'];
const DRAFT = {
  cardNumber: ONE,
  name: '张三',
  tier: 'A类',
  validFrom: '2026-01-31',
  validUntil: '2029-01-30',
  status: 'active',
  spouse: '李四',
  children: 2,
};

interface Reading {
  readonly lines: readonly CardLine[];
  readonly columns: readonly string[];
  readonly sheets: readonly string[];
}

async function read(bytes: Buffer | string, fileName = ''): Promise<Reading> {
  const passedOver = { columns: new Set<string>(), sheets: new Set<string>() };
  const file = { bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes, fileName };
  const lines: CardLine[] = [];
  for await (const line of readCards(file, {}, passedOver)) lines.push(line);
  return { lines, columns: [...passedOver.columns], sheets: [...passedOver.sheets] };
}

async function draftsOf(bytes: Buffer | string): Promise<readonly unknown[]> {
  return (await read(bytes)).lines.map((line) => (line.kind === 'draft' ? line.draft : line));
}

function book(rows: SheetSpec['rows'], more: Partial<WorkbookSpec> & Partial<SheetSpec> = {}): Buffer {
  const { merges = [], isBare = false, ...workbook } = more;
  return xlsxOf({ sheets: [{ name: '名册', rows, merges, isBare }], ...workbook });
}

function iconv(text: string, encoding: string): Buffer {
  return execFileSync('iconv', ['-f', 'UTF-8', '-t', encoding], { input: text });
}

describe('a file of cardholders', () => {
  const csv = csvOf([HEAD, ROW]);

  test.each([
    ['UTF-8', Buffer.from(csv)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${csv}`)],
    ['GBK', iconv(csv, 'GBK')],
    ['GB18030', iconv(csv, 'GB18030')],
    ['UTF-16LE with a mark', Buffer.from(`\ufeff${csv}`, 'utf16le')],
    ['UTF-16LE without a mark', Buffer.from(csv, 'utf16le')],
    ['UTF-16BE with a mark', Buffer.from(`\ufeff${csv}`, 'utf16le').swap16()],
    ['UTF-16BE without a mark', Buffer.from(csv, 'utf16le').swap16()],
  ])('is read in %s', async (_, bytes) => {
    expect(await draftsOf(bytes)).toEqual([DRAFT]);
  });

  test.each([
    ['UTF-16LE', (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-16BE', (text: string) => Buffer.from(text, 'utf16le').swap16()],
  ])('is read in %s without a mark, with characters that have a zero byte', async (_, bytesOf) => {
    const bytes = bytesOf(csvOf([HEAD, [ONE, '张一开', ...ROW.slice(2)]]));
    expect(await draftsOf(bytes)).toEqual([{ ...DRAFT, name: '张一开' }]);
  });

  test('is refused by the row where a zero byte got into UTF-8', async () => {
    const { lines } = await read(csvOf([HEAD, [ONE, '张\0三', ...ROW.slice(2)]]));
    expect(lines).toMatchObject([{ kind: 'refused', refused: { row: 2, column: '姓名' } }]);
  });

  test('is read with a character of four bytes in GB18030', async () => {
    const text = csvOf([HEAD, [ONE, '𠮷明', ...ROW.slice(2)]]);
    expect(await draftsOf(iconv(text, 'GB18030'))).toEqual([{ ...DRAFT, name: '𠮷明' }]);
  });

  test.each([
    ['commas', csvOf([HEAD, ROW])],
    ['semicolons', csvOf([HEAD, ROW], { delimiter: ';' })],
    ['tabs', csvOf([HEAD, ROW], { delimiter: '\t' })],
    ['lone line feeds', csvOf([HEAD, ROW], { newline: '\n' })],
    ['lone carriage returns', csvOf([HEAD, ROW], { newline: '\r' })],
    ['a hint for Excel', `sep=;\r\n${csvOf([HEAD, ROW], { delimiter: ';' })}`],
    ['no end of its last line', csvOf([HEAD, ROW]).trimEnd()],
    ['formulas that keep texts', `${HEAD.join(',')}\n${ROW.map((cell) => `="${cell}"`).join(',')}\n`],
    ['columns that are missing at the end of rows', `${csvOf([HEAD])}${csvOf([ROW])}`],
  ])('is read with %s', async (_, text) => {
    expect(await draftsOf(text)).toEqual([DRAFT]);
  });

  test.each([
    ['shared texts in pieces', book([HEAD, ROW])],
    ['texts in the cells', book([HEAD, ROW.map((inline) => ({ inline }))])],
    ['formulas', book([HEAD, ROW.map((formula) => ({ formula }))])],
    ['no places of cells', book([HEAD, ROW], { isBare: true })],
    ['prefixes of elements', book([HEAD, ROW], { prefix: 'x:' })],
    ['days as numbers', book([HEAD, [...ROW.slice(0, 3), 46_053, 47_148, ...ROW.slice(5)]])],
    [
      'days from 1904',
      book([HEAD, [...ROW.slice(0, 3), 44_591, 45_686.75, ...ROW.slice(5)]], { date1904: true }),
    ],
    [
      'days in ISO 8601',
      book([
        HEAD,
        [
          ...ROW.slice(0, 3),
          { xml: '<c r="D2" t="d"><v>2026-01-31T00:00:00</v></c>' },
          { xml: '<c r="E2" t="d"><v>2029-01-30</v></c>' },
          ...ROW.slice(5),
        ],
      ]),
    ],
  ])('is read as a workbook with %s', async (_, bytes) => {
    expect(await draftsOf(bytes)).toEqual([DRAFT]);
  });

  test('finds its columns in any order and by other names, and names those that it passes over', async () => {
    const head = [
      '序号',
      '出生日期',
      '子女姓名',
      '配偶姓名：',
      ' 状 态 ',
      '有效期止（含当日）',
      '生效日期',
      '等级',
      '＊持卡人',
      '英才卡号\n（必填）',
      '手机',
    ];
    const row = [
      '1',
      '1980-01-01',
      '张大、张二',
      '李四',
      '正常',
      '2029/1/30',
      '2026.1.31',
      'Ａ类',
      '张三',
      ONE,
      '13800000000',
    ];
    const reading = await read(csvOf([head, row]));
    expect(reading.lines).toMatchObject([{ kind: 'draft', draft: DRAFT, place: { sheet: null, row: 2 } }]);
    expect(reading.columns).toEqual(['序号', '出生日期', '手机']);
    expect(JSON.stringify(reading.lines[0]?.kind === 'draft' && reading.lines[0].draft)).not.toMatch(
      /1380|1980/,
    );
  });

  test('numbers rows as a spreadsheet does: titles, empty rows and ends of lines in cells count as they are shown', async () => {
    const name = '张\n三';
    const text = csvOf([
      ['荔湾英才卡名册'],
      [],
      HEAD,
      [null, null],
      [ONE, name, ...ROW.slice(2)],
      [],
      ['LW1', ...ROW.slice(1)],
    ]);
    const { lines } = await read(text);
    expect(lines).toMatchObject([
      { kind: 'draft', place: { row: 5 }, draft: { name: '张三' } },
      { kind: 'refused', refused: { row: 7, column: '卡号' } },
    ]);
    const workbook = await read(
      book([['荔湾英才卡名册'], [], HEAD, [], [ONE, name, ...ROW.slice(2)], [], ['LW1', ...ROW.slice(1)]], {
        merges: ['A1:H1'],
      }),
    );
    expect(workbook.lines).toMatchObject([
      { kind: 'draft', place: { row: 5, sheet: '名册' }, draft: { name: '张三' } },
      { kind: 'refused', refused: { row: 7, column: '卡号', sheet: '名册' } },
    ]);
  });

  test('passes over headings that are repeated, and rows in which only other columns say something', async () => {
    const { lines } = await read(
      csvOf([
        [...HEAD, '备注'],
        [...ROW, ''],
        [...HEAD, '备注'],
        [...HEAD.map(() => ''), '合计 1 人'],
      ]),
    );
    expect(lines).toHaveLength(1);
  });

  test('fills what stands in merged cells into each row that has something of its own', async () => {
    const rows = [HEAD, ROW, [TWO, '王五', null, null, null, '挂失', null, null], []];
    const drafts = await draftsOf(book(rows, { merges: ['C2:C4', 'D2:D3', 'E2:E3'] }));
    expect(drafts).toEqual([
      DRAFT,
      {
        cardNumber: TWO,
        name: '王五',
        tier: 'A类',
        validFrom: '2026-01-31',
        validUntil: '2029-01-30',
        status: 'lost',
        spouse: null,
        children: 0,
      },
    ]);
  });

  const TWO_ROWS: readonly (readonly [string, SheetSpec['rows'], readonly string[]])[] = [
    [
      'merged',
      [
        ['2026 年名册'],
        ['卡号', '姓名', '等级', '有效期', null, '状态', '家庭成员', null],
        [null, null, null, '起', '止', null, '配偶姓名', '子女姓名'],
      ],
      ['A1:H1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:E2', 'F2:F3', 'G2:H2'],
    ],
    [
      'as a text file has them',
      [
        ['卡号', '姓名', '等级', '有效期', null, '状态', '家庭成员', null],
        [null, null, null, '起', '止', null, '配偶姓名', '子女姓名'],
      ],
      [],
    ],
    [
      'with the number on the lower row',
      [
        ['基本信息', null, null, '有效期', null, '其他', '配偶', '子女'],
        ['卡号', '姓名', '等级', '起', '止', '状态', '姓名', '姓名'],
      ],
      ['A1:C1', 'D1:E1'],
    ],
  ];
  test.each(TWO_ROWS)(
    'finds headings on two rows, %s, also once more further down',
    async (_, head, merges) => {
      const reading = await read(
        book([...head, ROW, ...(merges.length > 0 ? [] : head), [TWO, ...ROW.slice(1)]], { merges }),
      );
      expect(reading.lines).toMatchObject([{ draft: DRAFT }, { draft: { ...DRAFT, cardNumber: TWO } }]);
      expect(reading.columns).toEqual([]);
    },
  );

  test('counts a merged heading as one column, and the texts under it once', async () => {
    const rows = [
      ['持卡人', null, null, null, null, null],
      ['卡号', '姓名', null, '子女姓名', null, '配偶'],
      [ONE, '张三', null, '张大', null, null],
      [TWO, '王五', null, '王大', '王二', null],
    ];
    const merges = ['A1:F1', 'B2:C2', 'D2:E2', 'B3:C3', 'D3:E3', 'B4:C4'];
    expect(await draftsOf(book(rows, { merges }))).toEqual([
      { cardNumber: ONE, name: '张三', spouse: null, children: 1 },
      { cardNumber: TWO, name: '王五', spouse: null, children: 2 },
    ]);
  });

  test('takes the order of the columns from headings that come again', async () => {
    const other = [HEAD[0], HEAD[6], HEAD[1], HEAD[2], HEAD[4], HEAD[3], HEAD[5], HEAD[7]].map(String);
    const row = [TWO, '钱七', '王五', 'A类', '2029-01-30', '2026-01-31', '有效', ''];
    const lines = `${csvOf([HEAD, ROW])}\ufeff${csvOf([other, row])}`;
    expect(await draftsOf(lines)).toMatchObject([
      DRAFT,
      { cardNumber: TWO, name: '王五', spouse: '钱七', validFrom: '2026-01-31', validUntil: '2029-01-30' },
    ]);
  });

  test('refuses the row with a quote that is not closed, and loses none of the rows behind it in silence', async () => {
    const lines = [HEAD, ROW, [TWO, ...ROW.slice(1)], ROW].map((cells, index) =>
      [...cells, ['备注', '"旧卡', '', '已"取'][index]].join(','),
    );
    const { lines: read3 } = await read(lines.join('\n'));
    expect(read3).toMatchObject([{ kind: 'refused', refused: { row: 2, column: '备注' } }]);
  });

  test.each([
    ['in one column', ['有效期'], '2026-01-31至2029-01-30'],
    ['in one column, with hyphens', ['有效期限'], '2026.1.31-2029.1.30'],
    ['in one column, in words', ['起止日期'], '自2026年1月31日起至2029年1月30日止'],
  ])('finds both days %s', async (_, [heading = ''], cell) => {
    const rows = [[HEAD[0], heading, HEAD[1]].map(String), [ONE, cell, '张三']];
    expect(await draftsOf(csvOf(rows))).toEqual([
      { cardNumber: ONE, name: '张三', validFrom: '2026-01-31', validUntil: '2029-01-30' },
    ]);
    const { lines } = await read(csvOf([...rows, [TWO, '2029-01-30', '王五']]));
    expect(lines[1]).toMatchObject({ kind: 'refused', refused: { row: 3, column: heading } });
  });

  test.each([
    ['a formula without a result', '<c r="G2"><f>B2&amp;"x"</f></c>'],
    ['a formula with an empty result', '<c r="G2"><f>B2&amp;"x"</f><v></v></c>'],
  ])('refuses %s, which is no empty cell', async (_, xml) => {
    const { lines } = await read(book([HEAD, [...ROW.slice(0, 6), { xml }, null]]));
    expect(lines).toMatchObject([{ kind: 'refused', refused: { row: 2, column: '配偶' } }]);
  });

  test('reads a formula that gives nothing as an empty cell', async () => {
    const xml = '<c r="G2" t="str"><f>""</f><v></v></c>';
    expect(await draftsOf(book([HEAD, [...ROW.slice(0, 6), { xml }, ...ROW.slice(7)]]))).toEqual([
      { ...DRAFT, spouse: null },
    ]);
  });

  test('refuses a workbook of which a text is missing', async () => {
    const xml = '<c r="G2" t="s"><v>999</v></c>';
    await expect(read(book([HEAD, [...ROW.slice(0, 6), { xml }]]))).rejects.toMatchObject({ kind: 'broken' });
  });

  test('refuses another number of children than it names', async () => {
    const reading = await read(
      csvOf([
        ['卡号', '子女', '子女姓名'],
        [ONE, '2', '张大、张二'],
        [TWO, '1', '王大、王二'],
      ]),
    );
    expect(reading.lines).toMatchObject([
      { draft: { children: 2 } },
      { kind: 'refused', refused: { row: 3, column: '子女' } },
    ]);
  });

  test('reads each sheet that has headings, and none that is hidden', async () => {
    const sheets: readonly SheetSpec[] = [
      { name: '说明', rows: [['填表说明'], ['一行一张卡']] },
      { name: '旧名册', rows: [HEAD, ['坏', ...ROW.slice(1)]], state: 'veryHidden' },
      { name: '2025', rows: [HEAD, ROW] },
      {
        name: '2026',
        rows: [
          [HEAD[1] ?? '', HEAD[0] ?? ''],
          ['王五', TWO],
        ],
      },
    ];
    const reading = await read(xlsxOf({ sheets }));
    expect(reading.lines).toMatchObject([
      { draft: DRAFT, place: { sheet: '2025', row: 2 } },
      { draft: { cardNumber: TWO, name: '王五' }, place: { sheet: '2026', row: 2 } },
    ]);
    expect(reading.sheets).toEqual(['说明', '旧名册']);
  });

  test('says nothing of what it has no column for, and that there is none where a cell is empty', async () => {
    expect(
      await draftsOf(
        csvOf([
          ['卡号', '状态'],
          [ONE, ''],
        ]),
      ),
    ).toEqual([{ cardNumber: ONE }]);
    expect(
      await draftsOf(
        csvOf([
          ['卡号', '层次', '配偶', '子女'],
          [ONE, '', '无', '—'],
        ]),
      ),
    ).toEqual([{ cardNumber: ONE, tier: null, spouse: null, children: 0 }]);
  });

  test('names the first column that is wrong in a row, and says all', async () => {
    const row = [`${ONE.slice(0, -1)}A`, '#N/A', 'A', '2026-02-30', '三十号', '飞', '李四、王五', ''];
    const { lines } = await read(csvOf([HEAD, row]));
    const [line] = lines;
    if (line?.kind !== 'refused') throw new Error('it is refused');
    expect(line.refused).toMatchObject({ row: 2, column: '卡号' });
    for (const words of ['校验位不对', '姓名', '2026-02-30', '三十号', '飞', '配偶只能有一人']) {
      expect(line.refused.why.zh).toContain(words);
    }
    expect(line.refused.why.en).toContain('one spouse only');
  });

  test('refuses numbers of persons in names, and echoes none of them wherever it stands', async () => {
    const id = '440103198001010018';
    const row = (index: number, cell: string) => ROW.map((one, at) => (at === index ? cell : one));
    for (const [index, column] of HEAD.entries()) {
      if (index === 0) continue;
      const { lines } = await read(csvOf([HEAD, row(index, `张三 ${id}`)]));
      expect(lines, column).toMatchObject([{ kind: 'refused', refused: { row: 2, column } }]);
      expect(JSON.stringify(lines)).not.toContain(id.slice(0, 11));
    }
    const other = await read(csvOf([HEAD, row(2, 'A\ufffd类'), row(6, '未婚'), row(7, '一儿一女')]));
    expect(other.lines).toMatchObject([
      { kind: 'refused', refused: { column: '层次' } },
      { kind: 'draft', draft: { spouse: null } },
      { kind: 'draft', draft: { children: 2 } },
    ]);
  });

  test.each([',', ';', '\t', '|'])(
    'finds the headings between %j, whatever stands more often in remarks',
    async (delimiter) => {
      const remark =
        '甲，乙，丙，丁，戊，己，庚，辛，壬，癸，甲，乙，丙，丁，戊，己，庚，辛，壬，癸；子|丑|寅|卯|辰|巳|午|未'.replaceAll(
          delimiter,
          '',
        );
      const lines = [
        ['名册', '', '2026年，第一期，共一人，请核对，盖章，存档'],
        [...HEAD, '备注'],
        [...ROW, remark],
        [...ROW, remark],
      ];
      const text = lines.map((cells) => cells.join(delimiter)).join('\r\n');
      expect((await read(text)).lines).toMatchObject([
        { kind: 'draft', draft: DRAFT, place: { row: 3 } },
        { kind: 'draft', draft: DRAFT, place: { row: 4 } },
      ]);
    },
  );

  test('finds the delimiter in a long file, in the middle of a quoted cell of which the sample ends', async () => {
    const remark = `"${'一，二，三\n'.repeat(40)}"`;
    const rows = Array.from({ length: 60 }, () => [...ROW, remark].join(','));
    expect((await read([[...HEAD, '备注'].join(','), ...rows].join('\n'))).lines).toHaveLength(60);
  });

  test('keeps no more of a cell than Excel lets stand in one, in however many pieces it comes', async () => {
    for (const inside of [
      '<v>张</v>'.repeat(60_000),
      `<v>${'张'.repeat(60_000)}</v>`,
      `<is>${'<t>张</t>'.repeat(60_000)}</is>`,
    ]) {
      const [draft] = await draftsOf(
        book([
          HEAD,
          [ONE, { xml: `<c r="B2" t="${inside.startsWith('<is>') ? 'inlineStr' : 'str'}">${inside}</c>` }],
        ]),
      );
      const { name } = draft as { readonly name: string };
      expect(name.length).toBeLessThanOrEqual(32_767);
    }
  });

  test('keeps no more of a shared text either', async () => {
    const sharedXml = `<sst><si>${'<t>张</t>'.repeat(60_000)}</si></sst>`;
    const cells: SheetSpec['rows'][number] = [{ inline: ONE }, { xml: '<c r="B2" t="s"><v>0</v></c>' }];
    const [draft] = await draftsOf(
      book([HEAD.map((inline) => ({ inline })), cells], {
        parts: [{ name: 'xl/sharedStrings.xml', bytes: Buffer.from(sharedXml) }],
      }),
    );
    expect((draft as { readonly name: string }).name).toHaveLength(32_767);
  });
});

describe('a file that is no list of cardholders', () => {
  const good = book([HEAD, ROW]);
  const csv = csvOf([HEAD, ROW]);
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504)]);
  const locked = Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]);
  const bomb = 'x'.repeat(1_000_000);
  const entities = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "${'ha'.repeat(50)}"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`;
  const sheet = (bytes: Buffer, more = {}) =>
    book([HEAD, ROW], { parts: [{ name: 'xl/worksheets/sheet1.xml', bytes, ...more }] });
  const text = (xml: string) => Buffer.from(xml);

  test.each([
    ['nothing', Buffer.alloc(0), 'a.csv', 'empty'],
    ['a page called .xls', Buffer.from('<html><table><tr><td>卡号</td></tr></table>'), 'a.xls', 'web-page'],
    ['a page in GBK', iconv('<table border=1><tr><td>卡号</td></tr></table>', 'GBK'), 'a.xls', 'web-page'],
    [
      'XML of Excel 2003',
      Buffer.from('\ufeff<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
      'a.xls',
      'web-page',
    ],
    ['CSV called .xls', Buffer.from(csv), 'a.xls', 'wrong-extension'],
    ['CSV called .xlsx', Buffer.from(csv), 'a.xlsx', 'wrong-extension'],
    ['a workbook called .csv', good, 'a.csv', 'wrong-extension'],
    ['an old workbook', ole, 'a.xls', 'old-format'],
    ['a workbook with a password', locked, 'a.xlsx', 'password'],
    ['a zip with a password', zipOf([{ name: 'a', bytes: text('x'), flags: 1 }]), 'a.xlsx', 'password'],
    [
      'a zip without a workbook',
      zipOf([{ name: 'mimetype', bytes: text('application/vnd.oasis') }]),
      'a.xlsx',
      'old-format',
    ],
    ['half a workbook', good.subarray(0, good.length / 2), 'a.xlsx', 'broken'],
    ['a workbook with flipped bytes', flipped(good), 'a.xlsx', 'broken'],
    ['a part with another sum', sheet(text('<worksheet/>'), { sum: 1 }), 'a.xlsx', 'broken'],
    ['a part that is longer than it says', sheet(text(bomb), { size: 10 }), 'a.xlsx', 'broken'],
    [
      'a part that says that it is a bomb',
      sheet(text('<worksheet/>'), { size: 3_000_000_000 }),
      'a.xlsx',
      'too-large',
    ],
    ['entities', sheet(text(entities)), 'a.xlsx', 'entities'],
    ['an unknown entity', sheet(text('<worksheet>&who;</worksheet>')), 'a.xlsx', 'broken'],
    ['XML that ends early', sheet(text('<worksheet><sheetData><row>')), 'a.xlsx', 'broken'],
    [
      'a row beyond all',
      sheet(text('<worksheet><sheetData><row r="99999999"/></sheetData></worksheet>')),
      'a.xlsx',
      'too-large',
    ],
    ['marks in marks without end', sheet(text('<a>'.repeat(500_000))), 'a.xlsx', 'too-large'],
    [
      'marks in marks that are closed',
      sheet(text(`<worksheet>${'<a>'.repeat(200)}${'</a>'.repeat(200)}</worksheet>`)),
      'a.xlsx',
      'too-large',
    ],
    [
      'a mark with attributes without end',
      sheet(text(`<worksheet ${Array.from({ length: 300 }, (_, i) => `a${i}=""`).join(' ')}/>`)),
      'a.xlsx',
      'too-large',
    ],
    ['a row that is there twice', sheet(text(rowsXml(1, 1))), 'a.xlsx', 'broken'],
    ['rows that go back', sheet(text(rowsXml(1, 3, 2))), 'a.xlsx', 'broken'],
    [
      'more cells in a row than a sheet has columns',
      sheet(text(`<worksheet><sheetData><row>${'<c/>'.repeat(16_385)}</row></sheetData></worksheet>`)),
      'a.xlsx',
      'too-large',
    ],
    ['a quote that is never closed', Buffer.from(`${csv}"${'x'.repeat(300_000)}`), 'a.csv', 'broken'],
    [
      'bytes of no encoding',
      Buffer.from([...Buffer.from('卡号,姓名\n'), 0xff, 0xff, 0xff]),
      'a.csv',
      'encoding',
    ],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452000001000000', 'hex'), 'a.csv', 'encoding'],
    ['other headings', Buffer.from('车牌,颜色\n粤A12345,白\n'), 'a.csv', 'no-heading'],
    [
      'two columns of one kind',
      Buffer.from(
        csvOf([
          ['卡号', '姓名', '英才卡号'],
          [ONE, '张三', TWO],
        ]),
      ),
      'a.csv',
      'two-columns',
    ],
  ])('is refused with words: %s', async (_, bytes, fileName, kind) => {
    const reading = read(bytes, fileName);
    await expect(reading).rejects.toBeInstanceOf(TableFault);
    await expect(reading).rejects.toMatchObject({ kind, words: { zh: /./, en: /./ } });
  });

  test('is told by its content where its name says nothing', async () => {
    expect((await read(good, 'list')).lines).toHaveLength(1);
    expect((await read(csv, 'list.TXT')).lines).toHaveLength(1);
  });
});

function rowsXml(...numbers: readonly number[]): string {
  return `<worksheet><sheetData>${numbers.map((r) => `<row r="${r}"/>`).join('')}</sheetData></worksheet>`;
}

/** Some bytes in the middle, in what is packed there. */
function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = 80; at < 110; at += 1) copy[at] = 0xaa;
  return copy;
}
