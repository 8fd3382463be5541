import { expect, test } from 'vitest';
import { commandNamed, commandOfKey } from '../../src/desk/commands.ts';
import { screenValue } from '../../src/desk/screen-value.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import type { PaymentWay } from '../../src/domain/base/payment-way.ts';
import { CATALOGUE, testDesk } from './test-desk.ts';

const NOW = '2026-11-23T15:42';
const POOL = 'xijiao-pool';

function payingDesk(ways: PaymentWay[] | undefined, siteId = POOL) {
  const test = testDesk(siteId, NOW);
  const sites = CATALOGUE.sites.map((site) => (ways === undefined ? site : { ...site, payments: ways }));
  test.catalogue = { ...CATALOGUE, sites };
  test.isCounting = true;
  const { getState } = test.desk;
  const run = async (id: string, args: unknown = {}) => commandNamed(id)?.run(getState, args);
  const press = async (key: string) => {
    const found = commandOfKey(getState(), { key, inField: false });
    await found?.command.run(getState, found.args);
    return found?.command.id ?? null;
  };
  const value = () => screenValue(getState(), { now: NOW, items: CATALOGUE.items });
  const order = () => (value() as { order?: { payment?: string } | null }).order;
  const begin = async (card = 1, item: number | string = 1) => {
    await getState().show(demoCardNumber(card));
    await run('choose', { item });
  };
  const last = () => test.journal.entries.at(-1)?.body;
  return Object.assign(test, { run, press, value, order, begin, last });
}

test('the first way of the site is recorded without a key more, and F takes the next one', async () => {
  const desk = payingDesk(['wechat', 'cash', 'alipay']);
  await desk.begin();
  expect(desk.order()).toMatchObject({ payment: 'wechat', payments: ['wechat', 'cash', 'alipay'] });
  await desk.press('Enter');
  expect(desk.last()).toMatchObject({ kind: 'use', totalFen: 2_500, payment: 'wechat' });
  await desk.begin(1);
  expect(await desk.press('f')).toBe('payment');
  await desk.press('F');
  expect(desk.order()).toMatchObject({ payment: 'alipay' });
  await desk.press('f');
  expect(desk.order()).toMatchObject({ payment: 'wechat' });
  await desk.run('payment', { way: 'cash' });
  await desk.press('+');
  expect(desk.order()).toMatchObject({ payment: 'cash' });
  await desk.press('Enter');
  expect(desk.last()).toMatchObject({ quantity: 2, payment: 'cash' });
  // The next customer pays in the usual way again.
  await desk.begin(1);
  expect(desk.order()).toMatchObject({ payment: 'wechat' });
});

test('a way that the site does not record is refused, and a site that records none asks for none', async () => {
  const desk = payingDesk(['cash', 'wechat']);
  await desk.begin();
  expect(await desk.run('payment', { way: 'card' })).toBe(false);
  await expect(desk.run('payment', { way: 'cheque' })).rejects.toThrow();
  expect(desk.order()).toMatchObject({ payment: 'cash' });
  const plain = payingDesk(undefined);
  await plain.begin();
  expect(plain.order()).not.toHaveProperty('payment');
  expect(await plain.press('f')).toBeNull();
  await plain.press('Enter');
  expect(plain.last()).not.toHaveProperty('payment');
});

test('what costs nothing is paid in no way', async () => {
  const desk = payingDesk(['cash', 'wechat'], 'liwan-library');
  await desk.begin();
  expect(desk.order()).not.toHaveProperty('payment');
  await desk.press('Enter');
  expect(desk.last()).toMatchObject({ cardRef: expect.any(String) });
  expect(desk.last()).not.toHaveProperty('payment');
});

test('a void says in which way the money goes back', async () => {
  const desk = payingDesk(['wechat', 'cash']);
  await desk.begin();
  await desk.press('Enter');
  const { screen } = desk.desk.getState();
  const seq = screen.kind === 'recorded' ? screen.entry.seq : 0;
  desk.desk.setState({
    today: [
      {
        ...{ seq, siteId: POOL, recordedAt: 0, voidedBySeq: null },
        body: desk.last() as never,
      },
    ],
  });
  const [use] = desk.desk.getState().today;
  if (use === undefined) throw new Error('no use');
  await desk.desk.getState().voidRecorded(use, 'mistyped');
  expect(desk.value()).toMatchObject({ kind: 'voided', refundFen: 2_500, payment: 'wechat' });
});

test('at the end of the day only cash is expected in the drawer', async () => {
  const desk = payingDesk(['wechat', 'cash']);
  await desk.begin();
  await desk.press('Enter');
  await desk.begin();
  await desk.press('f');
  await desk.press('+');
  await desk.press('Enter');
  await desk.run('day-end');
  await desk.run('count-cash', { countedFen: 5_000 });
  expect(desk.value().over).toMatchObject({
    ...{ stage: 'compare', totalFen: 7_500, differenceFen: 0 },
    payments: [
      { way: 'cash', uses: 1, totalFen: 5_000 },
      { way: 'wechat', uses: 1, totalFen: 2_500 },
    ],
  });
  await desk.run('close-day');
  expect(desk.last()).toMatchObject({ kind: 'day-closed', countedFen: 5_000, reason: null });
});
