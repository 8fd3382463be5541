import { expect, it } from 'vitest';
import { commandOfKey } from '../../src/desk/commands.ts';
import { chosenItemOf } from '../../src/desk/desk-state.ts';
import { recordsOfCard } from '../../src/desk/known-records.ts';
import { statusText } from '../../src/desk/record-words.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { cardNumberIn } from '../../src/domain/card/card-record.ts';
import { decide } from '../../src/domain/decision/decide.ts';
import type { GivenChoice } from '../../src/domain/decision/decision.ts';
import { testDesk } from './test-desk.ts';

const FAMILY = demoCardNumber(1);
const ANNUAL = 'fitness-annual';

/** A desk at which the holder has a pass, with the card on the screen again. */
async function deskWithPass(now: string, choice: GivenChoice = {}) {
  const test = testDesk('youth-sports-club', now);
  test.isCounting = true;
  await sell(test, choice);
  await test.desk.getState().show(FAMILY);
  return test;
}

async function sell({ desk }: ReturnType<typeof testDesk>, choice: GivenChoice) {
  await desk.getState().show(FAMILY);
  desk.getState().chooseItem(ANNUAL);
  desk.getState().change(choice);
  await desk.getState().confirm();
}

const bodiesOf = ({ journal }: ReturnType<typeof testDesk>) => journal.entries.map(({ body }) => body);

it('sells a pass that begins on a later day, and admits nobody with it today', async () => {
  const test = await deskWithPass('2026-11-23T15:42', { start: '2026-12-01T00:00' });
  expect(bodiesOf(test)).toMatchObject([
    { kind: 'pass-sold', start: '2026-12-01T00:00', until: '2027-11-30', totalFen: 120_000 },
  ]);
  const [shown] = recordsOfCard(test.desk.getState().screen);
  expect(shown?.possible).toEqual(['pause', 'return']);
  expect(await test.desk.getState().startStep('admit', {})).toBe(false);
});

it('moves the first day by a day, and never before today', async () => {
  const { desk } = testDesk('youth-sports-club');
  await desk.getState().show(FAMILY);
  desk.getState().chooseItem(ANNUAL);
  const details = () => chosenItemOf(desk.getState().screen)?.details;
  desk.getState().moveStart(-1, 'day');
  expect(details()).toMatchObject({ from: '2026-11-23', until: '2027-11-22' });
  desk.getState().moveStart(1, 'day');
  expect(details()).toMatchObject({ from: '2026-11-24', until: '2027-11-23' });
});

it('says outside the hours when it opens, and admits nobody', async () => {
  const test = await deskWithPass('2026-11-23T22:30');
  const { desk } = test;
  expect(await desk.getState().startStep('admit', {})).toBe(true);
  expect(desk.getState().overlay).toMatchObject({
    step: { act: null, text: { zh: expect.stringContaining('现在不能入场，11-24（周二） 08:00 起可以') } },
  });
  await desk.getState().confirmStep();
  expect(bodiesOf(test)).toHaveLength(1);
});

it.each([
  ['2027-10-22', '有效'],
  ['2027-10-23', '有效，还有 30 天到期'],
  ['2027-11-21', '有效，还有 1 天到期'],
  ['2027-11-22', '有效，今天到期'],
  ['2027-11-23', '已到期'],
])('says on %s of a pass until 2027-11-22: %s', async (today, words) => {
  const test = await deskWithPass('2026-11-23T15:42');
  const [shown] = recordsOfCard(test.desk.getState().screen);
  expect(shown && statusText(shown, today).zh).toBe(words);
});

it('renews a pass by R and Enter, for the same person and without a gap', async () => {
  const test = await deskWithPass('2026-11-23T15:42', { person: 'spouse' });
  const { desk } = test;
  await press(test, 'r');
  expect(chosenItemOf(desk.getState().screen)).toMatchObject({
    kind: 'yes',
    choice: { person: 'spouse' },
    details: { from: '2027-11-23', until: '2028-11-22' },
  });
  await press(test, 'Enter');
  expect(bodiesOf(test)).toMatchObject([
    { kind: 'pass-sold', person: 'spouse', until: '2027-11-22' },
    { kind: 'pass-sold', person: 'spouse', start: '2027-11-23T00:00', until: '2028-11-22' },
  ]);
  await desk.getState().show(FAMILY);
  // The next one would begin in two years.
  expect(desk.getState().renew()).toBe(false);
});

it('renews no pass that is paused or returned', async () => {
  for (const kind of ['pause', 'return'] as const) {
    const { desk } = await deskWithPass('2026-11-23T15:42');
    await desk.getState().startStep(kind, kind === 'return' ? { returnedFen: 0 } : {});
    await desk.getState().confirmStep();
    await desk.getState().show(FAMILY);
    expect(desk.getState().renew()).toBe(false);
  }
});

it('leaves no step of a customer open if the screen must be cleared, as when the names have gone', async () => {
  const { desk } = await deskWithPass('2026-11-23T15:42');
  await desk.getState().startStep('pause', {});
  expect(desk.getState().overlay).toMatchObject({ kind: 'step' });
  desk.getState().restart();
  expect(desk.getState()).toMatchObject({ overlay: null, screen: { kind: 'idle' } });
});

/** The same answer for a card that has expired, as its facts are then. */
async function expired(test: ReturnType<typeof testDesk>) {
  const { desk } = test;
  const { screen } = desk.getState();
  if (screen.kind !== 'decided' || screen.check.facts.lookup.kind !== 'found') throw new Error('no card');
  const record = { ...screen.check.facts.lookup.record, validUntil: '2026-11-22' };
  const facts = { ...screen.check.facts, lookup: { kind: 'found' as const, record } };
  const check = { ...screen.check, facts, decision: decide(facts) };
  desk.setState({ screen: { ...screen, check } });
  return check.decision;
}

it('admits after the end of the card what was paid for, and asks first', async () => {
  const test = await deskWithPass('2026-11-23T15:42');
  const { desk } = test;
  expect(await expired(test)).toMatchObject({ verdict: 'ask', cardReason: { kind: 'expired' } });
  expect(recordsOfCard(desk.getState().screen)).toMatchObject([{ possible: ['admit'], renewsFrom: null }]);
  await press(test, 'Enter');
  expect(desk.getState().overlay).toMatchObject({
    step: { kind: 'admit', text: { zh: expect.stringMatching(/请核对本人证件.*卡已过期/) } },
  });
  expect(bodiesOf(test)).toHaveLength(1);
  await press(test, 'Enter');
  expect(bodiesOf(test)).toMatchObject([{ kind: 'pass-sold' }, { kind: 'pass-admitted' }]);
});

it('admits nobody by an expired card with a membership that cost nothing', async () => {
  const test = testDesk('fangcun-sports-centre');
  test.isCounting = true;
  await test.desk.getState().show(FAMILY);
  test.desk.getState().chooseItem('badminton-membership');
  await test.desk.getState().confirm();
  await test.desk.getState().show(FAMILY);
  expect(recordsOfCard(test.desk.getState().screen)).toMatchObject([
    { possible: ['admit', 'pause', 'return'] },
  ]);
  expect((await expired(test)).verdict).toBe('no');
  expect(recordsOfCard(test.desk.getState().screen)).toEqual([]);
});

it.each([
  ['revoked', 'ask', 1],
  ['lost', 'no', 0],
] as const)('of a %s card says %s', async (status, verdict, shown) => {
  const { desk } = await deskWithPass('2026-11-23T15:42');
  const { screen } = desk.getState();
  if (screen.kind !== 'decided') throw new Error('no card');
  const cardNumber = cardNumberIn(screen.check.decision.lookup);
  const facts = { ...screen.check.facts, lookup: { kind: 'denied' as const, cardNumber, status } };
  desk.setState({ screen: { ...screen, check: { ...screen.check, facts, decision: decide(facts) } } });
  expect(decide(facts).verdict).toBe(verdict);
  expect(recordsOfCard(desk.getState().screen)).toHaveLength(shown);
});

async function press({ desk }: ReturnType<typeof testDesk>, key: string) {
  const pressed = commandOfKey(desk.getState(), { key, inField: false });
  if (pressed === null) throw new Error(`${key} means nothing here`);
  await pressed.command.run(desk.getState, pressed.args);
}

it('says that another desk was first where a step arrives while its dialog is open, and makes no step', async () => {
  const test = await deskWithPass('2026-11-23T15:42');
  const desk = test.desk.getState;
  const [shown] = recordsOfCard(desk().screen);
  if (shown === undefined) throw new Error('no pass');
  await desk().startStep('pause', {});
  await desk().recordsCame();
  expect(desk().overlay).toMatchObject({ step: { act: { kind: 'pause' } } });
  await test.stepUnseen(shown.record, { kind: 'pause', from: '2026-11-24' });
  await desk().recordsCame();
  expect(desk().overlay).toMatchObject({
    step: { act: null, text: { zh: expect.stringContaining('按 Esc') } },
  });
  await desk().confirmStep();
  expect(bodiesOf(test).filter(({ kind }) => kind === 'pass-paused')).toHaveLength(1);
});
