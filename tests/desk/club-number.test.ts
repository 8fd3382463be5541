import { expect, it } from 'vitest';
import { chosenItemOf } from '../../src/desk/desk-state.ts';
import { recordsOfCard } from '../../src/desk/known-records.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { cardNumberIn } from '../../src/domain/card/card-record.ts';
import { testDesk } from './test-desk.ts';

const FAMILY = demoCardNumber(1);
const OTHER = demoCardNumber(2);
const NUMBER = 'club-number';
const FIRST = 'QT100001';

function clubDesk() {
  const test = testDesk('youth-sports-club');
  test.isCounting = true;
  const { desk } = test;
  return {
    ...{ test, desk, journal: test.journal },
    async register(card: string, choice: Parameters<ReturnType<typeof desk.getState>['change']>[0] = {}) {
      await desk.getState().show(card);
      desk.getState().chooseItem(NUMBER);
      desk.getState().change(choice);
      await desk.getState().confirm();
    },
  };
}

it('gives the next number of the range at once, and keeps it on the record of the pass', async () => {
  const { desk, journal, register } = clubDesk();
  await desk.getState().show(FAMILY);
  desk.getState().chooseItem(NUMBER);
  expect(chosenItemOf(desk.getState().screen)).toMatchObject({ kind: 'yes', details: { number: FIRST } });
  await desk.getState().confirm();
  expect(journal.entries.map(({ body }) => body)).toMatchObject([
    { kind: 'pass-sold', itemId: NUMBER, number: FIRST, until: null, totalFen: 0 },
  ]);
  await register(OTHER);
  expect(journal.entries[1]?.body).toMatchObject({ number: 'QT100002' });
});

it('takes the number that is typed, or scanned from the card of the club', async () => {
  const { desk, journal, register } = clubDesk();
  await register(FAMILY, { number: 'QT-2024-17' });
  await desk.getState().show(OTHER);
  desk.getState().chooseItem(NUMBER);
  await desk.getState().show('qt100400');
  await desk.getState().confirm();
  expect(journal.entries.map(({ body }) => body)).toMatchObject([
    { number: 'QT-2024-17' },
    { number: 'QT100400' },
  ]);
});

it('takes no payment code for the number of a pass', async () => {
  const { desk, register } = clubDesk();
  const given = () => chosenItemOf(desk.getState().screen)?.details;
  await register(FAMILY);
  await desk.getState().show(OTHER);
  for (const [itemId, number] of [
    [NUMBER, 'QT100002'],
    ['fitness-annual', null],
  ] as const) {
    desk.getState().chooseItem(itemId);
    // WeChat and Alipay show such numbers, as Code 128 and as QR.
    for (const code of ['134567890123456789', '283456789012345678']) await desk.getState().show(code);
    expect(given()).toMatchObject({ kind: 'lasting', number });
  }
});

it.each([FIRST, 'qt100001'])('finds the talent card by %s', async (text) => {
  const { desk, register } = clubDesk();
  await register(FAMILY);
  await desk.getState().show(text);
  const { screen } = desk.getState();
  if (screen.kind !== 'decided') throw new Error('no card');
  expect(cardNumberIn(screen.check.decision.lookup)).toBe(FAMILY);
  expect(recordsOfCard(screen)).toMatchObject([{ record: { state: { number: FIRST } } }]);
});

it('still says of any other text that it is no card', async () => {
  const { desk, register } = clubDesk();
  await register(FAMILY);
  await desk.getState().show('6901234567892');
  expect(desk.getState()).toMatchObject({ screen: { kind: 'rejected' }, overlay: null });
});

it('asks where the number that is typed is already that of somebody else', async () => {
  const { desk, journal, register } = clubDesk();
  await register(FAMILY);
  await register(OTHER, { number: FIRST });
  expect(chosenItemOf(desk.getState().screen)).toMatchObject({
    kind: 'ask',
    asks: [{ kind: 'number-held', text: { zh: expect.stringContaining('此编号已用于 专属卡号登记') } }],
  });
  expect(journal.entries).toHaveLength(1);
});

it('admits nobody by the number alone, so that Enter still admits by the year card', async () => {
  const { desk, journal, register } = clubDesk();
  await register(FAMILY);
  await desk.getState().show(FAMILY);
  desk.getState().chooseItem('fitness-annual');
  await desk.getState().confirm();
  await desk.getState().show(FAMILY);
  expect(await desk.getState().startStep('admit', {})).toBe(true);
  expect(journal.entries.at(-1)?.body).toMatchObject({ kind: 'pass-admitted', itemId: 'fitness-annual' });
});

it('asks for the number where no range is set or left', async () => {
  const { test, desk, journal, register } = clubDesk();
  const { catalogue } = test;
  if (catalogue === null) throw new Error('no catalogue');
  const items = catalogue.items.map((item) =>
    item.id === NUMBER ? { ...item, ownNumbers: { admits: false } } : item,
  );
  test.catalogue = { ...catalogue, items };
  await register(FAMILY);
  expect(chosenItemOf(desk.getState().screen)).toMatchObject({
    kind: 'no',
    reason: { kind: 'number-needed' },
  });
  expect(journal.entries).toEqual([]);
  desk.getState().change({ number: 'A-0017' });
  await desk.getState().confirm();
  expect(journal.entries[0]?.body).toMatchObject({ number: 'A-0017' });
});
