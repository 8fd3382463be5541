import { describe, expect, test } from 'vitest';
import { dayOf } from '../../../src/district/cardholders/rows/day-cell.ts';
import { childrenIn, nameFault, nameOf, namesOf } from '../../../src/district/cardholders/rows/name-cell.ts';
import { cardNumberIn } from '../../../src/district/cardholders/rows/number-cell.ts';
import { statusOf } from '../../../src/district/cardholders/rows/status-cell.ts';
import { cardNumberOf } from '../../../src/domain/card/card-number.ts';

describe('a day in a cell', () => {
  test.each([
    '2026-01-31',
    '2026-1-31',
    '2026/1/31',
    '2026/01/31 0:00:00',
    '2026.1.31',
    '2026．１．３１',
    '２０２６年１月３１日',
    '2026年01月31日',
    '2026 年 1 月 31 号',
    '2026年1月31日星期六',
    '20260131',
    ' 2026-01-31\u200b',
    '2026－01－31',
    '2026-01-31T00:00:00',
    '2026-01-30T16:00:00.000Z',
    '二〇二六年一月三十一日',
    "'2026-01-31",
    '2026-01-31T00:00:00+08:00',
    '2026/1/31 上午 12:00:00',
    '2026年1月31日起',
    '2026-01-31（含）',
    '2026、1、31',
    '2026。1。31',
    '2026 01 31',
    '46053',
    '46053.0',
    46_053,
    46_053.999,
    20_260_131,
  ])('is 31 January 2026: %s', (cell) => {
    expect(dayOf(cell, 1900)).toBe('2026-01-31');
  });

  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-1',
    '2026',
    '31/1/2026',
    '1-31-26',
    '长期',
    '-1',
    '',
    -1,
    0,
    0.5,
    60,
    2_958_466,
    Number.NaN,
    20_260_230,
    // Months without days, which as numbers of a spreadsheet would be days of far centuries.
    '202601',
    '260101',
    202_601,
    260_101,
    '2026.1',
    2026,
    1,
    18_263,
    91_678,
    19_491_231,
    '1026-01-01',
    '1949-12-31',
    '2151-01-01',
    '2206-01-01',
    '9999-12-31',
    '2026-01-31 25:99',
    '2026-01-31 24:00',
    '2026-01-31 10:60',
    '2026-01-31T10:00:60',
    '2026-02-30T00:00:00Z',
    '2026-01-31T25:00:00Z',
    '二〇二六年一二月一日',
  ])('is no day: %s', (cell) => {
    expect(dayOf(cell, 1900)).toBeNull();
  });

  test.each([
    [18_264, 1900, '1950-01-01'],
    [91_677, 1900, '2150-12-31'],
    [16_802, 1904, '1950-01-01'],
    [44_591, 1904, '2026-01-31'],
  ] as const)('counts %d from %d', (number, epoch, day) => {
    expect(dayOf(number, epoch)).toBe(day);
  });
});

describe('names in a cell', () => {
  test.each([
    ['张　三', '张三'],
    [' 欧阳 修\n', '欧阳修'],
    ['Ｊｏｈｎ  Smith', 'John Smith'],
    ['阿依古丽·买买提', '阿依古丽·买买提'],
    ['张\u200b三\u0000', '张三'],
    ['   ', null],
  ])('%j is %j', (cell, name) => {
    expect(nameOf(cell)).toBe(name);
  });

  test.each([
    ['李四', ['李四']],
    ['李四、王五', ['李四', '王五']],
    ['李 四（已迁入）', ['李四']],
    ['无', []],
    ['——', []],
  ])('%j are %j', (cell, names) => {
    expect(namesOf(cell)).toEqual(names);
  });

  test.each([
    ['张大、张二、 张 三', 3],
    ['张大，张二；张三/张四', 4],
    ['张大\n张二', 2],
    ['1、张大\n2、张二', 2],
    ['张大，6岁；张二，3个月', 2],
    ['张大,男,2015-03-01', 1],
    ['张大 男 2015年3月', 1],
    ['张大和张二', 2],
    ['张大及李小二', null],
    ['诸葛和光', 1],
    ['6岁', null],
    ['张小大 张小二', 2],
    ['1.张大 2.张二', 2],
    ['张大（2015年，男）、张二（女）', 2],
    ['、张大、、', 1],
    ['2', 2],
    ['3人', 3],
    [2, 2],
    ['无', 0],
    ['', 0],
    [null, 0],
    ['#REF!', null],
    ['两个', 2],
    ['二', 2],
    ['三个孩子', 3],
    ['十二人', 12],
    ['一儿一女', 2],
    ['两儿一女', 3],
    ['1子1女', 2],
    ['一个儿子、一个女儿', 2],
    ['2孩', 2],
    ['儿子张大、女儿张二', 2],
    ['100', 100],
    ['200', 200],
    ['二三个', null],
    ['1234', null],
    ['1、2', null],
    ['张大、3', null],
    ['两三', null],
  ])('%j are %j children', (cell, count) => {
    expect(childrenIn(cell)).toBe(count);
  });
});

describe('what is no name', () => {
  test.each([
    '张三13800000000',
    '张三 138-0013-8000',
    '张三（440103 19800101 001X）',
    '张三１３８０００００００００',
    '=1+1',
    '-3',
    '+张三',
    '@张三',
    '123',
    12,
    '1.5',
    '张\ufffd',
    '张?',
    '张？',
    '张\u0007三',
    '张\u0000三',
    '#REF!',
  ])('is refused for a holder, a spouse and children: %j', (cell) => {
    expect(nameFault(cell, 'holder')?.zh).toMatch(/./);
    expect(nameFault(cell, 'family')?.zh).toMatch(/./);
    expect(JSON.stringify([nameFault(cell, 'holder'), nameFault(cell, 'family')])).not.toMatch(/138|1980/);
    if (cell !== '123' && cell !== 12) expect(childrenIn(cell)).toBeNull();
  });

  test.each(['是', '已婚', '不详', 'TRUE', '双胞胎', '李四、13900000000'])(
    'is refused for a spouse: %j',
    (cell) => {
      expect(nameFault(cell, 'family')).not.toBeNull();
      expect(childrenIn(cell)).toBeNull();
    },
  );

  test.each([
    '未婚',
    '离异',
    '离婚',
    '丧偶',
    '单身',
    '无',
    '无配偶',
    '无子女',
    '暂无子女',
    '未育',
    '否',
    '0',
    0,
    '-',
    '/',
    'FALSE',
  ])('means none: %j', (cell) => {
    expect(nameFault(cell, 'family')).toBeNull();
    expect(nameFault(cell, 'holder')).not.toBeNull();
    expect(namesOf(cell)).toEqual([]);
    expect(childrenIn(cell)).toBe(0);
  });

  test.each([
    '张三',
    'John O’Neil-Smith',
    '阿依古丽·买买提',
    '〇',
    '张\n三',
    '张\u200b三',
    '\ue863三',
    '否极',
    '陈无',
  ])('is a name: %j', (cell) => {
    expect(nameFault(cell, 'holder')).toBeNull();
    expect(nameFault(cell, 'family')).toBeNull();
  });
});

describe('a status in a cell', () => {
  test.each([
    ['有效', 'active'],
    ['正常', 'active'],
    ['已激活', 'active'],
    ['暂停', 'suspended'],
    ['已停用', 'suspended'],
    ['挂 失', 'lost'],
    ['挂失中', 'lost'],
    ['已注销', 'revoked'],
    ['作废', 'revoked'],
    ['已换发新卡', 'replaced'],
    ['已过期', 'expired'],
    ['Ａctive', 'active'],
    ['', null],
    [null, null],
    ['飞行', 'unknown'],
  ])('%j is %j', (cell, status) => {
    expect(statusOf(cell)).toBe(status);
  });
});

describe('a card number in a cell', () => {
  const number = cardNumberOf('LW20260001');
  const spaced = `${number.slice(0, 2)} ${number.slice(2, 6)}-${number.slice(6)}`;

  test.each([
    number.toLowerCase(),
    spaced,
    `\u200b${number}\u00a0`,
    `'${number}`,
    number.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
    number.replace('2026', '２０２６'),
  ])('is read from %j', (cell) => {
    expect(cardNumberIn(cell, {})).toEqual({ ok: true, cardNumber: number });
  });

  test('is read where a spreadsheet took it for a number, with the zeros that were lost', () => {
    const rules = { cardNumbers: [{ prefix: '00', length: 9 }] };
    const digits = Array.from({ length: 60 }, (_, index) =>
      cardNumberOf(`00${String(123_000 + index)}`),
    ).find((one) => /^[0-9]+$/.test(one));
    if (digits === undefined) throw new Error('some number has digits alone');
    for (const cell of [digits, Number(digits), String(Number(digits))]) {
      expect(cardNumberIn(cell, rules)).toEqual({ ok: true, cardNumber: digits });
    }
    const long = { cardNumbers: [{ prefix: '9', length: 16 }] };
    expect(cardNumberIn(9.0071e15, long)).toMatchObject({ ok: false });
  });

  test.each([
    ['', '没有卡号'],
    [null, '没有卡号'],
    [`${number}1`, '卡号的位数或开头不对'],
    [number.slice(2), '卡号的位数或开头不对'],
    ['合计', '不是卡号'],
    [`LW1:${'A'.repeat(131)}`, '二维码'],
  ])('is none: %j', (cell, words) => {
    expect(cardNumberIn(cell, {})).toMatchObject({ ok: false, why: { zh: expect.stringContaining(words) } });
  });
});
