import { expect, it } from 'vitest';
import { chosenItemOf } from '../../src/desk/desk-state.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { type TestDesk, testDesk } from './test-desk.ts';

const detailsOf = (test: TestDesk) => chosenItemOf(test.desk.getState().screen)?.details;

it('the first court is chosen already; right and left choose another, and stop at the ends', async () => {
  const test = testDesk('liwan-gymnasium', '2026-11-23T19:00');
  const desk = test.desk.getState();
  await desk.show(demoCardNumber(1));
  desk.chooseItem('badminton-free');
  expect(detailsOf(test)).toMatchObject({ courtsFree: [1, 2] });
  expect(detailsOf(test)).toMatchObject({ courts: [1] });
  desk.moveStart(1, 'grid');
  expect(detailsOf(test)).toMatchObject({ courts: [2] });
  desk.moveStart(1, 'grid');
  expect(detailsOf(test)).toMatchObject({ courts: [2] });
  desk.moveStart(-1, 'grid');
  desk.moveStart(-1, 'grid');
  expect(detailsOf(test)).toMatchObject({ courts: [1] });
});

it('the chosen court is the one that is recorded', async () => {
  const test = testDesk('liwan-gymnasium', '2026-11-23T19:00');
  const desk = test.desk.getState();
  await desk.show(demoCardNumber(1));
  desk.chooseItem('badminton-free');
  desk.change({ court: 2 });
  await desk.confirm();
  expect(test.failures).toEqual([]);
  expect(test.journal.entries.at(-1)?.body).toMatchObject({ itemId: 'badminton-free', courts: [2] });
});
