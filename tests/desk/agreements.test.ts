import { expect, it } from 'vitest';
import { commandOfKey } from '../../src/desk/commands.ts';
import { chosenItemOf } from '../../src/desk/desk-state.ts';
import { enterOf } from '../../src/desk/item-action.ts';
import { recordsOfCard } from '../../src/desk/known-records.ts';
import { statusText } from '../../src/desk/record-words.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import type { GivenChoice } from '../../src/domain/decision/decision.ts';
import { CATALOGUE, testDesk } from './test-desk.ts';

const CARD = demoCardNumber(1);
const BASIC = 'family-doctor-basic';
const FREE = 'family-doctor-free';
const TERMS = { number: 'LZ-JY-0001', team: '城东家庭医生团队', insurance: 'local' } as const;

function centre(now = '2026-11-23T10:00') {
  const test = testDesk('community-health-centre', now);
  test.isCounting = true;
  // The guide says no amount; the office of this district has entered one.
  const items = CATALOGUE.items.map((item) =>
    item.id === BASIC && item.agreement !== undefined
      ? { ...item, agreement: { ...item.agreement, waivedFen: 12_050 } }
      : item,
  );
  test.catalogue = { ...CATALOGUE, items };
  const desk = test.desk.getState;
  return {
    ...{ test, desk },
    async signed(choice: GivenChoice = {}, itemId = BASIC) {
      await desk().show(CARD);
      desk().chooseItem(itemId);
      desk().change({ ...TERMS, ...choice });
      await desk().confirm();
    },
    order: () => chosenItemOf(desk().screen),
    last: () => test.journal.entries.at(-1)?.body,
    rows: () => recordsOfCard(desk().screen),
    papers: () => test.papers.map(({ paper }) => paper),
  };
}

it('takes the number from a scanner, and team, insurance and personal package from keys', async () => {
  const { desk, order, last } = centre();
  await desk().show(CARD);
  desk().chooseItem(BASIC);
  await desk().show('lz-jy-0001');
  const press = async (key: string) => {
    const found = commandOfKey(desk(), { key, inField: false });
    if (found === null) throw new Error(`${key} means nothing`);
    await found.command.run(desk, found.args);
  };
  expect(await desk().confirm()).toBeUndefined();
  expect(last()).toBeUndefined();
  for (const key of ['t', 'i', 'G', 'i', 'i', 'i']) await press(key);
  expect(order()?.details).toMatchObject({
    ...{ number: 'LZ-JY-0001', team: '第一团队（示例）', insurance: 'local', personal: true },
    ...{ from: '2026-11-23', until: '2027-11-22', waivedFen: 12_050, lacks: null },
  });
  // Another card is no number: the clerk is asked whether to change to it.
  await desk().show(demoCardNumber(2));
  expect(desk().overlay?.kind).toBe('switch-card');
  desk().back();
  await desk().confirm();
  expect(last()).toMatchObject({
    ...{ kind: 'agreement-signed', itemId: BASIC, number: 'LZ-JY-0001', package: 'basic', personal: true },
    ...{ insurance: 'local', waivedFen: 12_050, until: '2027-11-22', totalFen: 0 },
  });
});

it.each(['none', 'elsewhere'] as const)(
  'asks about the insurance %s, signs, and names no amount',
  async (insurance) => {
    const { desk, order, last } = centre();
    await desk().show(CARD);
    desk().chooseItem(BASIC);
    desk().change({ ...TERMS, insurance });
    expect(order()).toMatchObject({ kind: 'ask', asks: [{ kind: 'check-insurance' }] });
    await desk().confirm();
    expect(last()).toMatchObject({ insurance, waivedFen: null, confirmed: ['check-insurance'] });
  },
);

it('refuses the other package and the same one again, and says from when on', async () => {
  const { desk, signed, order } = centre();
  await signed();
  await desk().show(CARD);
  for (const [itemId, word] of [
    [FREE, '改签'],
    [BASIC, '续约'],
  ] as const) {
    desk().chooseItem(itemId);
    const item = order();
    if (item?.kind !== 'no') throw new Error(`${itemId} is refused`);
    expect(item.reason.kind).toBe('agreement-running');
    expect(item.reason.text.zh).toContain(`2027-10-23 起可${word}`);
    expect(enterOf(item).kind).toBe('blocked');
    desk().back();
    await desk().show(CARD);
  }
});

it('is renewed without a gap from 30 days before its end on, and the insurance is asked again', async () => {
  const { test, desk, signed, order, rows } = centre();
  await signed();
  test.goTo('2027-10-22T10:00');
  await desk().show(CARD);
  expect(rows()[0]?.renewsFrom).toBeNull();
  desk().back();
  test.goTo('2027-10-23T10:00');
  await desk().show(CARD);
  const [row] = rows();
  expect(row && statusText(row, '2027-10-23').zh).toBe('服务中，至 2027-11-22，30 天内到期');
  expect(desk().renew()).toBe(true);
  expect(order()?.details).toMatchObject({
    ...{ from: '2027-11-23', until: '2028-11-22', team: TERMS.team, insurance: null, number: null },
  });
});

it('changes the package at the end, with Enter on the other one', async () => {
  const { test, desk, signed, order, last } = centre();
  await signed();
  test.goTo('2027-11-22T10:00');
  await desk().show(CARD);
  desk().chooseItem(FREE);
  await desk().confirm();
  expect(order()?.details).toMatchObject({ from: '2027-11-23', package: 'free' });
  desk().change({ ...TERMS, number: 'LZ-JY-0002' });
  await desk().confirm();
  expect(last()).toMatchObject({
    itemId: FREE,
    start: '2027-11-23T00:00',
    until: '2028-11-22',
    waivedFen: null,
  });
});

it('is dissolved with a reason only, and another may be signed on the same day', async () => {
  const { desk, signed, rows, last } = centre();
  await signed();
  await desk().show(CARD);
  await desk().startStep('dissolve', {});
  expect(desk().overlay).toMatchObject({ kind: 'step', step: { act: null } });
  const found = commandOfKey(desk(), { key: '2', inField: false });
  await found?.command.run(desk, found.args);
  await desk().confirmStep();
  expect(last()).toMatchObject({ kind: 'agreement-dissolved', reason: 'moved', on: '2026-11-23' });
  await desk().show(CARD);
  expect(rows().map(({ record }) => record.state.status)).toEqual(['dissolved']);
  desk().back();
  await signed({ number: 'LZ-JY-0003' }, FREE);
  expect(last()).toMatchObject({ kind: 'agreement-signed', itemId: FREE });
  await desk().show(CARD);
  expect(rows().map(({ record }) => record.state.status)).toEqual(['signed']);
});

it('stays in sight after its end', async () => {
  const { test, desk, signed, rows } = centre();
  await signed();
  test.goTo('2027-11-23T10:00');
  await desk().show(CARD);
  const [row] = rows();
  expect(row && statusText(row, '2027-11-23').zh).toBe('2027-11-22 已到期');
  expect(row?.renewsFrom).toBe('2027-11-23');
});

it('prints the sheet in two copies, with no word that promises more than the guide', async () => {
  const { desk, signed, papers } = centre();
  await signed({ personal: true });
  expect(await desk().print()).toBe(true);
  const [first, second, ...more] = papers();
  expect(more).toEqual([]);
  const rows = new Map(first?.rows.map(({ name, value }) => [name, value]));
  expect(Object.fromEntries(rows)).toMatchObject({
    协议编号: 'LZ-JY-0001',
    家庭医生团队: '城东家庭医生团队',
    服务包: '家庭医生基本服务包',
    个性化服务包: '另行签订',
    参保方式: '本市参保',
    '免收的个人自付部分（中心先垫资）': '120.50 元',
    协议有效期: '2026-11-23 至 2027-11-22',
    份数: '一式两份，第一份：中心留存',
  });
  expect(second?.rows.at(-1)?.value).toBe('一式两份，第二份：持卡人留存');
  expect(JSON.stringify(papers())).not.toMatch(/全免|报销|免费就诊|0\.00/);
  await desk().print();
  expect(papers().at(-1)?.isReprint).toBe(true);
});

it('prints no sheet to sign for an agreement that was taken back', async () => {
  const { desk, signed, papers } = centre();
  await signed();
  await desk().refreshToday();
  const [use] = desk().today;
  if (use === undefined) throw new Error('nothing was signed');
  await desk().voidRecorded(use, 'mistyped');
  desk().back();
  await desk().refreshToday();
  expect(await desk().print(use.seq)).toBe(true);
  expect(papers()).toHaveLength(1);
  expect(JSON.stringify(papers()[0])).toContain('已撤销');
  expect(JSON.stringify(papers()[0])).not.toContain('一式两份');
});

it('leaves nothing out of a long paragraph of the sheet', async () => {
  const { test, signed, desk, papers } = centre();
  const long = `${'甲方按约定提供服务，'.repeat(30)}末尾一字不少。`;
  const items = CATALOGUE.items.map((item) =>
    item.id === BASIC && item.agreement !== undefined
      ? { ...item, agreement: { ...item.agreement, sheet: [{ zh: long, en: long }] } }
      : item,
  );
  test.catalogue = { ...CATALOGUE, items };
  await signed();
  await desk().print();
  const printed = papers()[0]?.rows.map(({ value }) => value);
  expect(printed?.join('')).toContain(long);
});
