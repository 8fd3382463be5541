import { expect, test } from 'vitest';
import { courtKindOf, courtNames } from '../../src/domain/decision/court-words.ts';
import { askMoreThanOnRecord } from '../../src/domain/decision/questions.ts';
import { shipped } from './shipped.ts';

test('of what has slots, table tennis is played on tables, everything else on courts', () => {
  const kinds = shipped().items.flatMap((item) =>
    item.workflow === 'slot' ? [[item.id, courtKindOf(item)]] : [],
  );
  expect(kinds).toEqual([
    ['table-tennis-free', 'table'],
    ['badminton-free', 'court'],
    ['table-tennis-discount', 'table'],
    ['badminton-discount', 'court'],
  ]);
});

test.each([
  ['乒乓球免费时段', [1], '1 号球台', 'table 1'],
  ['乒乓球优惠时段', [1, 2], '1 号、2 号球台', 'tables 1, 2'],
  ['羽毛球免费时段', [2], '2 号场地', 'court 2'],
  ['网球场', [1, 3], '1 号、3 号场地', 'courts 1, 3'],
  ['四楼活动室', [1], '1 号房间', 'room 1'],
  ['三楼多功能厅', [1, 2], '1 号、2 号房间', 'rooms 1, 2'],
])('%s with %j is %s', (name, courts, zh, en) => {
  expect(courtNames(courts, { name: { zh: name, en: name } })).toEqual({ zh, en });
});

test.each([
  ['羽毛球租场', 'hour', '2 片场地'],
  ['乒乓球租台', 'hour', '2 张球台'],
  ['乒乓球免费时段', 'slot', '2 张球台'],
  ['健身年卡', 'year', '2 张年卡'],
] as const)('more of %s than is on record are counted by what they are', (name, unit, counted) => {
  const { text } = askMoreThanOnRecord(2, { unit, name: { zh: name, en: name } });
  expect(text.zh).toContain(`可办理 ${counted}。`);
});
