import { expect, test } from 'vitest';
import { commandNamed, commandOfKey } from '../../src/desk/commands.ts';
import { screenValue } from '../../src/desk/screen-value.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { recordTickets } from '../app/memory-journal.ts';
import { testDesk } from './test-desk.ts';

const NOW = '2026-11-23T15:42';

function closingDesk() {
  const test = testDesk();
  const { getState } = test.desk;
  const run = async (id: string, args: unknown = {}) => commandNamed(id)?.run(getState, args);
  const over = () => screenValue(getState(), { now: NOW, items: [] }).over;
  const isPossible = (id: string) => commandNamed(id)?.isPossible(getState()) ?? false;
  const sell = async (card: number) => {
    await getState().show(demoCardNumber(card));
    await run('choose', { item: 1 });
    await run('confirm');
  };
  return Object.assign(test, { run, over, isPossible, sell });
}

test('the sum is hidden until somebody has counted, a difference needs a reason, and the entry says all', async () => {
  const desk = closingDesk();
  await desk.sell(1);
  await desk.run('day-end');
  expect(desk.over()).toEqual({
    kind: 'day-end',
    stage: 'count',
    waiting: 1,
    floatFen: 0,
    date: '2026-11-23',
    lastSeq: null,
  });
  expect(desk.isPossible('close-day')).toBe(false);
  await desk.run('count-cash', { countedFen: 2_000 });
  expect(desk.over()).toMatchObject({ stage: 'compare', uses: 1, totalFen: 2_500, differenceFen: -500 });
  await desk.run('close-day');
  expect(desk.journal.entries).toHaveLength(1);
  const byDigit = commandOfKey(desk.desk.getState(), { key: '1', inField: false });
  await byDigit?.command.run(desk.desk.getState, byDigit.args);
  expect(desk.over()).toMatchObject({ stage: 'closed', seq: 2 });
  expect(desk.journal.entries.at(-1)?.body).toMatchObject({
    kind: 'day-closed',
    uses: 1,
    totalFen: 2_500,
    countedFen: 2_000,
    reason: 'change',
  });
  await desk.run('print-day-end');
  expect(desk.papers.map(({ paper }) => paper.title)).toEqual(['日结单']);
});

test('at a site with a float the whole drawer is counted, and the entry has the cash and the float apart', async () => {
  const desk = closingDesk();
  desk.floatFen = 30_000;
  await desk.sell(1);
  await desk.run('day-end');
  expect(desk.over()).toMatchObject({ stage: 'count', floatFen: 30_000 });
  await desk.run('count-cash', { countedFen: 32_500 });
  expect(desk.over()).toMatchObject({ stage: 'compare', countedFen: 2_500, differenceFen: 0 });
  await desk.run('recount');
  // A part of the float was paid out.
  await desk.run('count-cash', { countedFen: 29_000 });
  expect(desk.over()).toMatchObject({ stage: 'compare', countedFen: -1_000, differenceFen: -3_500 });
  await desk.run('difference-reason', { reason: 'drawer' });
  expect(desk.journal.entries.at(-1)?.body).toMatchObject({ countedFen: -1_000, floatFen: 30_000 });
  await desk.run('back');
  await desk.run('day-end');
  await desk.run('count-cash', { countedFen: null });
  await desk.run('close-day');
  expect(desk.journal.entries.at(-1)?.body).not.toHaveProperty('floatFen');
});

test('the second paper of a closing is a reprint; one that was not printed is none', async () => {
  const desk = closingDesk();
  await desk.sell(1);
  await desk.run('day-end');
  await desk.run('count-cash', { countedFen: null });
  await desk.run('close-day');
  desk.printing = 'full';
  await desk.run('print-day-end');
  desk.printing = 'queued';
  await desk.run('print-day-end');
  await desk.run('print-day-end');
  expect(desk.papers.map(({ paper }) => paper.isReprint)).toEqual([false, false, true]);
});

test('the next closing begins after the last one, and a reopened one is counted again', async () => {
  const desk = closingDesk();
  await desk.sell(1);
  await desk.run('day-end');
  await desk.run('count-cash', { countedFen: null });
  await desk.run('close-day');
  await desk.run('back');
  await desk.sell(3);
  await desk.run('day-end');
  expect(desk.over()).toMatchObject({ stage: 'count', lastSeq: 2 });
  await desk.run('count-cash', { countedFen: null });
  expect(desk.over()).toMatchObject({ uses: 1, differenceFen: null });
  await desk.run('recount');
  await desk.run('reopen-day', { reason: 'miscounted' });
  expect(desk.over()).toMatchObject({ stage: 'count', lastSeq: null });
  await desk.run('count-cash', { countedFen: null });
  expect(desk.over()).toMatchObject({ uses: 2 });
  expect(desk.journal.entries.map(({ body }) => body.kind)).toEqual([
    'use',
    'day-closed',
    'use',
    'day-reopened',
  ]);
});

test('a use that comes while the day is closed is in what is compared, and in what is signed off', async () => {
  const desk = closingDesk();
  await desk.sell(1);
  await desk.run('day-end');
  await recordTickets(desk.journal, 1);
  await desk.run('count-cash', { countedFen: 5_000 });
  expect(desk.over()).toMatchObject({ stage: 'compare', uses: 2, totalFen: 5_000, differenceFen: 0 });
  await recordTickets(desk.journal, 1);
  await desk.run('close-day');
  expect(desk.over()).toMatchObject({ stage: 'compare', uses: 3, totalFen: 7_500, differenceFen: -2_500 });
  await desk.run('difference-reason', { reason: 'other' });
  expect(desk.journal.entries.map(({ body }) => body.kind)).toEqual(['use', 'use', 'use', 'day-closed']);
  expect(desk.journal.entries.at(-1)?.body).toMatchObject({ uses: 3, totalFen: 7_500, reason: 'other' });
});

test('the list shows an earlier day, and a use of it is voided as a reversal of today', async () => {
  const desk = closingDesk();
  await desk.sell(1);
  await desk.run('day-end');
  await desk.run('count-cash', { countedFen: null });
  await desk.run('close-day');
  await desk.run('back');
  const [sold] = desk.desk.getState().today;
  if (sold === undefined) throw new Error('nothing was sold');
  desk.recordedOn = async (date) => (date === '2026-11-22' ? [{ ...sold, seq: 1 }] : []);
  await desk.run('today');
  await desk.run('list-day', { date: '2026-11-22' });
  expect(desk.desk.getState().listed).toMatchObject({ date: '2026-11-22', uses: [{ seq: 1 }] });
  await desk.run('void', { seq: 1, reason: 'customer-left' });
  expect(desk.desk.getState().screen).toMatchObject({ kind: 'voided', seq: 1, refundFen: 2_500 });
  await desk.run('day-end');
  await desk.run('count-cash', { countedFen: 0 });
  expect(desk.over()).toMatchObject({
    uses: 0,
    voids: 0,
    reversals: 1,
    reversedFen: -2_500,
    differenceFen: 2_500,
  });
  await desk.run('back');
  await desk.run('today');
  expect(desk.desk.getState().listed).toBeNull();
});

test('a clerk is asked for a supervisor, and the closing goes on after the PIN', async () => {
  const desk = closingDesk();
  const member = { memberId: 'aa'.repeat(16), name: '林晓', role: 'clerk' as const };
  const boss = { memberId: 'bb'.repeat(16), name: '王敏', role: 'supervisor' as const };
  desk.desk.getState().staffChanged({
    isRequired: true,
    members: [member, boss],
    session: { member, isLocked: false, isPinAllotted: false },
    approval: null,
    pinsWaiting: 0,
  });
  desk.journal.nextAppend = async () => ({
    ok: false,
    fault: { kind: 'approval-needed', detail: 'close-day' },
  });
  await desk.run('day-end');
  await desk.run('count-cash', { countedFen: 0 });
  await desk.run('close-day');
  expect(desk.over()).toEqual({ kind: 'approve', permission: 'close-day' });
  await desk.run('approve', { member: 1, pin: '731950' });
  expect(desk.over()).toMatchObject({ kind: 'day-end', stage: 'closed' });
});
