// @vitest-environment happy-dom
import { fireEvent, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { commandNamed } from '../../../src/desk/commands.ts';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import { dialog, overDesk } from './over-desk.tsx';

const CLERK = 'a'.repeat(32);

const cells = (row: HTMLElement) =>
  within(row)
    .getAllByRole('cell')
    .map(({ textContent }) => textContent);

describe('the list of today', () => {
  it('says that nothing was recorded', async () => {
    const { keys } = await overDesk('zh', 0);
    await keys('{F6}');
    expect((await dialog('今日记录')).textContent).toContain('今天还没有记录');
  });

  it('has each sale with card, sum and whether the district has it; a click asks why it is voided', async () => {
    const { user, keys, desk, setStatus } = await overDesk('zh');
    await keys('{F6}');
    const today = await dialog('今日记录');
    expect(today.textContent).toContain('共 1 笔，合计 50.00 元，已省 50.00 元');
    const row = () => within(today).getAllByRole('row')[1] ?? today;
    const sale = [
      'A1-1',
      '15:42',
      '贾*玉 卡尾号 001E',
      '露天池门票 × 2 · 已核对依据 第5.6条',
      '50.00',
      '待上传',
      '补打 撤销',
    ];
    await expect.poll(() => cells(row())).toEqual(sale);
    setStatus({ acknowledgedSeq: 1 });
    await expect.poll(() => cells(row())[5]).toBe('已上传');
    await user.click(within(row()).getByRole('button', { name: '撤销' }));
    await expect.poll(() => desk.getState().overlay).toMatchObject({ kind: 'void', use: { seq: 1 } });
  });
});

describe('the day of the list', () => {
  it('is one that the kiosk can hold; another day stays in the field and is told in words', async () => {
    const { user, keys, desk } = await overDesk('zh');
    await keys('{F6}');
    const today = within(await dialog('今日记录'));
    const field = today.getByLabelText('日期');
    const type = (value: string) => fireEvent.change(field, { target: { value } });
    type('2099-01-01');
    expect([desk.getState().listed, today.queryByRole('alert')]).toEqual([null, null]);
    fireEvent.blur(field);
    expect(today.getByRole('alert').textContent).toBe('本机今天是 2026-11-23，只能查看今天和以前的记录');
    for (const begun of ['0002-11-20', '0020-11-20', '0202-11-20']) type(begun);
    expect(today.queryByRole('alert')).toBeNull();
    await user.click(field);
    await keys('{Enter}');
    await expect.poll(() => today.queryByRole('alert')?.textContent).toContain('最早从 2026-01-01 起');
    type('2026-11-20');
    await expect.poll(() => desk.getState().listed?.date).toBe('2026-11-20');
    expect(desk.getState().overlay?.kind).toBe('today');
  });

  it('is bounded for a script, too', async () => {
    const { desk } = await overDesk('zh');
    const list = (date: string) => commandNamed('list-day')?.run(desk.getState, { date });
    expect([await list('2026-11-24'), desk.getState().refusal?.en]).toEqual([
      false,
      'Today is 2026-11-23 at this desk: later days cannot be listed',
    ]);
    expect([await list('0001-01-01'), desk.getState().refusal?.zh]).toEqual([
      false,
      '记录最早从 2026-01-01 起，请改日期',
    ]);
    expect([await list('2026-11-22'), desk.getState().refusal]).toEqual([true, null]);
  });
});

describe('the search in the list of today', () => {
  it('finds a sale by what is typed, and says who took one back and why', async () => {
    const { user, keys, desk, journal } = await overDesk('zh', 2);
    desk.setState({
      staff: { ...desk.getState().staff, members: [{ memberId: CLERK, name: '王芳', role: 'clerk' }] },
    });
    await commandNamed('void')?.run(desk.getState, { seq: 1, reason: 'mistyped' });
    journal.entries = journal.entries.map((entry) => ({
      ...{ ...entry, staff: CLERK },
      ...(entry.seq > 1 && { approvedBy: 'b'.repeat(32) }),
    }));
    await keys('{F6}');
    const today = within(await dialog('今日记录'));
    const seqs = () => today.getAllByRole('row').flatMap((row) => row.dataset['use'] ?? []);
    await expect.poll(seqs).toEqual(['2', '1']);
    await today.findByText('经手 王芳');
    today.getByText('经手 王芳 · 已不在名单 bbbb 批准');
    today.getByText('按错了 · 11-23 15:42 · 王芳 撤销 · 已不在名单 bbbb 批准');
    await user.click(today.getByTitle('已撤销'));
    await expect.poll(seqs).toEqual(['1']);
    today.getByText('找到 1 笔，共 2 笔；合计 0.00 元');
    await user.click(today.getByRole('button', { name: '显示全部' }));
    await user.click(today.getByRole('button', { name: '屏幕键盘' }));
    for (const name of ['A', '1', '2']) await user.click(today.getByRole('button', { name }));
    today.getByText('没有符合的记录');
    await user.click(today.getByRole('button', { name: /⌫/ }));
    await user.type(today.getByRole('textbox'), '{Backspace}1-2');
    await expect.poll(seqs).toEqual(['2']);
  });

  it('finds a sale by its member when the journal answers after the search', async () => {
    const { keys, desk } = await overDesk('zh');
    await keys('{F6}');
    const today = within(await dialog('今日记录'));
    await today.findByText('50.00');
    desk.setState({ listDetails: new Map() });
    desk.getState().find({ memberId: CLERK });
    await today.findByText('没有符合的记录');
    const detail = { by: CLERK, approvedBy: null, tail: null, voided: null };
    desk.setState({ listDetails: new Map([[1, detail]]) });
    await today.findByText('50.00');
  });

  it('lists what a card did that is shown, and Enter opens the card', async () => {
    const { keys, desk } = await overDesk('en');
    await keys('{F6}');
    const today = within(await dialog('Today'));
    await today.findByText('Show a talent card to list only what it did');
    await desk.getState().show(demoCardNumber(2));
    await today.findByText(/^Only the card that ends in/);
    today.getByText('No record fits');
    await keys('{Enter}');
    await expect.poll(() => desk.getState().screen.kind).toBe('decided');
    expect(desk.getState().overlay).toBeNull();
  });
});

it('the list of today leads to the closing by touch', async () => {
  const { user, keys, desk } = await overDesk('zh');
  await keys('{F6}');
  await user.click(within(await dialog('今日记录')).getByRole('button', { name: 'F9 日结' }));
  await dialog('日结');
  expect(desk.getState().overlay?.kind).toBe('day-end');
});

describe('the chart of a day', () => {
  it('stands in the place of the list, has a bar and the figures of each hour and item, and follows the search', async () => {
    const { user, keys } = await overDesk('zh', 2);
    await keys('{F6}');
    const today = within(await dialog('今日记录'));
    await user.click(today.getByRole('button', { name: '图表' }));
    const bars = (name: string) =>
      within(today.getByRole('table', { name }))
        .getAllByRole('row')
        .map((row) => [...row.querySelectorAll('th, td:not([aria-hidden])')].map((cell) => cell.textContent));
    expect(bars('各时段办理量')).toEqual([
      ['时段', '', '笔数', '金额（元）'],
      ['15:00–16:00', '2', '100.00'],
    ]);
    expect(bars('各项目办理量')[1]).toEqual(['露天池门票', '2', '100.00']);
    await user.click(today.getByTitle('已撤销'));
    await today.findByText('没有可以画图的记录');
    await user.click(today.getByRole('button', { name: '图表' }));
    await today.findByText('没有符合的记录');
  });

  it('is on the closing once the cash is counted, and not before', async () => {
    const { user, keys } = await overDesk('en', 2);
    await keys('{F9}');
    const end = within(await dialog('Day closing'));
    await user.type(await end.findByLabelText(/Cash counted/), '100');
    expect(end.queryByText('Chart of today, by hour and item')).toBeNull();
    await user.click(end.getByRole('button', { name: /^Counted/ }));
    await user.click(await end.findByText('Chart of today, by hour and item'));
    expect(end.getByRole('table', { name: 'Uses by hour' }).textContent).toContain('15:00–16:002100.00');
  });
});

describe('the question why a sale is voided', () => {
  it('has four reasons, and Enter keeps the sale', async () => {
    const { keys, desk, journal } = await overDesk('zh');
    await keys('{F8}');
    const why = await dialog('撤销 A1-1');
    expect(why.textContent).toContain('露天池门票 × 2 · 已核对 · 合计 50.00');
    const reasons = within(why).getAllByRole('button', { name: /^[1-4]/ });
    expect(reasons.map(({ textContent }) => textContent)).toEqual([
      '1按错了',
      '2持卡人不办了',
      '3选错项目',
      '4其他',
    ]);
    const keep = within(why).getByRole('button', { name: '不撤销 Esc' });
    await expect.poll(() => document.activeElement).toBe(keep);
    await keys('{Enter}');
    await expect.poll(() => desk.getState().overlay).toBeNull();
    expect(journal.entries).toHaveLength(1);
  });

  it('records the void with the reason that is clicked', async () => {
    const { user, keys, desk, journal } = await overDesk('en');
    await keys('{F8}');
    await user.click(within(await dialog('Void A1-1')).getByRole('button', { name: /Wrong item/ }));
    await expect.poll(() => desk.getState().screen).toMatchObject({ kind: 'voided', refundFen: 5_000 });
    expect(journal.entries[1]?.body).toMatchObject({ kind: 'void', voidsSeq: 1, reason: 'wrong-item' });
  });
});

it('the cash is counted by touch before the sum is shown, and a reason is chosen where they differ', async () => {
  const { user, keys } = await overDesk('en', 2);
  await keys('{F9}');
  const end = within(await dialog('Day closing'));
  await end.findByText('Cash counted (yuan)');
  expect(end.queryByText('Cash expected')).toBeNull();
  for (const name of ['9', '5', '0', 'erase', 'point', '5']) {
    await user.click(end.getByRole('button', { name }));
  }
  await user.click(end.getByRole('button', { name: /^Counted/ }));
  const row = async (name: string) =>
    (await end.findByRole('rowheader', { name })).parentElement?.textContent;
  expect(await row('Cash expected')).toBe('Cash expected100.00');
  expect(await row('Cash counted')).toBe('Cash counted95.50');
  expect(await row('Difference')).toBe('Difference4.50 short');
  const reasons = end.getAllByRole('button', { name: /^[1-4]/ });
  expect(reasons.map(({ textContent }) => textContent)).toEqual([
    '1 Wrong change',
    '2 A sale was not recorded',
    '3 The float was wrong',
    '4 Other',
  ]);
});

it('at a site with a float the whole drawer is asked for, and the float stands beside what was counted', async () => {
  const { user, keys } = await overDesk('zh', 2, 30_000);
  await keys('{F9}');
  const end = within(await dialog('日结'));
  await end.findByText('先点钱箱里的全部现金（备用金 300.00 元也点在内），再看本机记录的数。');
  await user.type(end.getByRole('textbox', { name: '实点现金（元）' }), '400{Enter}');
  const row = async (name: string) =>
    (await end.findByRole('rowheader', { name })).parentElement?.textContent;
  expect(await row('实点现金')).toBe('实点现金100.00');
  expect(await row('另有备用金')).toBe('另有备用金300.00');
  expect(await row('长短款')).toBe('长短款相符');
});

it('where ways of payment are recorded, the list, the void and the closing name them, and only cash is expected', async () => {
  const { user, keys } = await overDesk('zh', 2, 0, ['wechat', 'cash']);
  await keys('{F6}');
  const list = within(await dialog('今日记录'));
  expect(await list.findAllByText('微信')).toHaveLength(2);
  expect(document.querySelector('[data-ways]')?.textContent).toBe(' · 微信 100.00');
  expect(list.getAllByText('依据 第5.6条')).toHaveLength(2);
  await keys('{Escape}{F9}');
  const end = within(await dialog('日结'));
  await user.type(end.getByRole('textbox', { name: '实点现金（元）' }), '0{Enter}');
  const row = async (name: string) =>
    (await end.findByRole('rowheader', { name })).parentElement?.textContent;
  expect(await row('应有现金')).toBe('应有现金0.00');
  expect(document.querySelector('[data-payment-sum="wechat"]')?.textContent).toBe('微信2100.00');
});
