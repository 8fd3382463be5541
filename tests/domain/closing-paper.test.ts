import { expect, test } from 'vitest';
import { WallDate } from '../../src/domain/base/wall-time.ts';
import type { DayClosed } from '../../src/domain/journal/closing-body.ts';
import {
  type ClosingFacts,
  closingFileName,
  closingPaper,
  closingTable,
} from '../../src/domain/print/closing.ts';

const DATE = WallDate.parse('2026-11-23');
const FACTS: ClosingFacts = {
  number: 'A-4',
  siteName: '西郊游泳场',
  kioskName: 'A',
  closedAt: Date.parse('2026-11-23T18:00:00+08:00'),
  itemName: () => '露天池门票',
  memberName: () => '林晓',
  closedBy: '林晓',
  approvedBy: '王敏',
  isReprint: false,
  body: closed(2_000),
};

test('the paper names its parts on lines of their own, and says in words what is missing or too much', () => {
  const rows = closingPaper(FACTS, 'zh').rows;
  expect(rows).toContainEqual({ name: '按项目', value: '' });
  expect(rows).toContainEqual({ name: '长短款', value: '短款 5.00' });
  const over = closingPaper({ ...FACTS, body: closed(2_600) }, 'zh').rows;
  expect(over).toContainEqual({ name: '长短款', value: '长款 1.00' });
  const even = closingPaper({ ...FACTS, body: closed(2_500) }, 'en').rows;
  expect(even).toContainEqual({ name: 'Difference', value: 'none' });
});

test('the paper and the table name the float beside the cash, where there is one', () => {
  const facts = { ...FACTS, body: { ...closed(2_500), floatFen: 30_000 } };
  expect(closingPaper(facts, 'zh').rows).toContainEqual({ name: '另有备用金', value: '300.00' });
  const named = (one: ClosingFacts) => JSON.stringify(closingTable(one, 'zh').rows).includes('另有备用金');
  expect([named(facts), named(FACTS)]).toEqual([true, false]);
  expect(JSON.stringify(closingPaper(FACTS, 'zh'))).not.toContain('备用金');
});

test('the paper and the table have the sums by person and by way of payment, and the cash alone is expected', () => {
  const parts = {
    persons: [
      { person: 'holder', people: 1, totalFen: 1_500 },
      { person: 'child', people: 2, totalFen: 1_000 },
    ],
    payments: [
      { way: 'wechat', uses: 1, totalFen: 2_000 },
      { way: null, uses: 1, totalFen: 500 },
      { way: 'palm', uses: 0, totalFen: 0 },
    ],
  };
  const facts = { ...FACTS, body: { ...closed(500), ...parts } };
  const { rows } = closingPaper(facts, 'zh');
  for (const row of [
    { name: '按使用人（人次）', value: '' },
    { name: '子女', value: '2 · 10.00' },
    { name: '按支付方式', value: '' },
    { name: '微信', value: '1 · 20.00' },
    { name: '未登记支付方式', value: '1 · 5.00' },
    { name: 'palm', value: '0 · 0.00' },
    { name: '应有现金', value: '5.00' },
    { name: '长短款', value: '相符' },
  ]) {
    expect(rows).toContainEqual(row);
  }
  expect(closingTable(facts, 'en').rows).toContainEqual([
    { kind: 'text', text: 'By way of payment' },
    { kind: 'text', text: 'WeChat Pay' },
    { kind: 'number', number: 1 },
    { kind: 'yuan', fen: 2_000 },
  ]);
  expect(JSON.stringify(closingPaper(FACTS, 'zh'))).not.toContain('支付方式');
});

test('the paper says if it was printed before', () => {
  expect(closingPaper(FACTS, 'zh').isReprint).toBe(false);
  expect(closingPaper({ ...FACTS, isReprint: true }, 'zh').isReprint).toBe(true);
});

test('the paper says of moves and of voids that their money is not known here', () => {
  const body = { ...closed(2_500), unclear: 1 };
  expect(closingPaper({ ...FACTS, body }, 'zh').notes).toEqual([expect.stringContaining('改期或撤销')]);
  expect(closingPaper({ ...FACTS, body }, 'en').notes).toEqual([expect.stringContaining('move or void')]);
  expect(closingPaper(FACTS, 'zh').notes).toEqual([]);
});

test('the table says which closing it is, and its file is another than that of the same day’s next one', () => {
  const firsts = closingTable(FACTS, 'zh').rows.map((row) =>
    row
      .slice(0, 2)
      .map((cell) => (cell.kind === 'text' ? cell.text : cell.kind === 'minute' ? cell.minute : '')),
  );
  expect(firsts.slice(0, 5)).toEqual([
    ['编号', 'A-4'],
    ['地点', '西郊游泳场'],
    ['日结时间', '2026-11-23T18:00'],
    ['日结人', '林晓'],
    ['负责人', '王敏'],
  ]);
  expect(closingFileName('xijiao-pool', DATE, 'A-4')).not.toBe(closingFileName('xijiao-pool', DATE, 'A-6'));
});

function closed(countedFen: number): DayClosed {
  return {
    kind: 'day-closed',
    date: DATE,
    uses: 1,
    voids: 0,
    listFen: 5_000,
    totalFen: 2_500,
    reversals: 0,
    reversedFen: 0,
    unclear: 0,
    items: [{ itemId: 'outdoor', uses: 1, totalFen: 2_500 }],
    members: [{ staff: null, uses: 1, totalFen: 2_500 }],
    countedFen,
    reason: null,
  };
}
