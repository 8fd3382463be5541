import { expect, it } from 'vitest';
import { commandOfKey } from '../../src/desk/commands.ts';
import { chosenItemOf } from '../../src/desk/desk-state.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { testDesk } from './test-desk.ts';

const FAMILY = demoCardNumber(1);

async function poolOrder() {
  const test = testDesk('xijiao-pool');
  const desk = test.desk.getState;
  await desk().show(FAMILY);
  desk().chooseItem('outdoor-ticket');
  return { desk, journal: test.journal, item: () => chosenItemOf(desk().screen) };
}

async function press(
  { desk }: Pick<Awaited<ReturnType<typeof poolOrder>>, 'desk'>,
  ...keys: readonly string[]
) {
  for (const key of keys) {
    const pressed = commandOfKey(desk(), { key, inField: false });
    if (pressed === null) throw new Error(`${key} means nothing here`);
    await pressed.command.run(desk, pressed.args);
  }
}

it('sells two tickets by two keys, and says that the card was checked', async () => {
  const order = await poolOrder();
  await press(order, '+', 'Enter');
  const [entry] = order.journal.entries;
  expect(entry?.body).toMatchObject({ kind: 'use', quantity: 2, totalFen: 5_000, checked: true });
  expect(entry?.body).not.toHaveProperty('party');
});

it('counts who comes by kind, where the desk wants it', async () => {
  const order = await poolOrder();
  await press(order, 's', 'c', 'c');
  expect(order.item()).toMatchObject({ kind: 'yes', choice: { quantity: 4 }, price: { totalFen: 10_000 } });
  await press(order, 'Enter');
  expect(order.journal.entries[0]?.body).toMatchObject({
    quantity: 4,
    party: { holder: 1, spouse: 1, child: 2 },
  });
});

it('asks where family comes without the holder', async () => {
  const order = await poolOrder();
  await press(order, 'S', 'H');
  expect(order.item()).toMatchObject({
    kind: 'ask',
    choice: { quantity: 1 },
    asks: [{ kind: 'holder-absent', text: { zh: '只有家属来，请核对：持卡人须本人携卡到场' } }],
  });
  await press(order, 'Enter');
  expect(order.journal.entries[0]?.body).toMatchObject({
    verdict: 'ask',
    confirmed: ['holder-absent'],
    party: { holder: 0, spouse: 1, child: 0 },
  });
});

it('has no price for more of a kind than the card has on record', async () => {
  const { desk, item } = await poolOrder();
  desk().change({ party: { holder: 1, spouse: 2, child: 0 } });
  expect(item()).toMatchObject({ kind: 'ask', asks: [{ kind: 'more-than-on-record' }], price: null });
});

it('forgets the kinds if only a count is said', async () => {
  const { desk, item } = await poolOrder();
  desk().change({ party: { holder: 1, spouse: 1, child: 0 } });
  desk().change({ quantity: 5 });
  expect(item()?.choice.quantity).toBe(5);
});

it('leaves the kinds where people are only counted again, and names none where nobody else is on record', async () => {
  const order = await poolOrder();
  await press(order, 's', '+');
  expect(order.item()?.details).toEqual({ kind: 'at-once' });
  expect(order.item()?.choice.quantity).toBe(3);
  await press(order, 'h');
  expect(order.item()?.details).toEqual({ kind: 'at-once' });
});
