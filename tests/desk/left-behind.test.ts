import { expect, test } from 'vitest';
import { type BegunOutcome, type LeftBehind, withOutcome } from '../../src/desk/left-behind.ts';

const FAILED: BegunOutcome = { kind: 'not-recorded', reason: 'host', detail: '' };
const RECORDED: BegunOutcome = { kind: 'recorded', entry: {} as never };

function listOf(...outcomes: readonly BegunOutcome[]): readonly LeftBehind[] {
  return outcomes.reduce<readonly LeftBehind[]>(
    (all, outcome, index) => withOutcome(all, { id: index, what: {} as never, outcome }),
    [],
  );
}

test('a failed record is not pushed off the list by later ones while a recorded one stands there', () => {
  const list = listOf(FAILED, RECORDED, FAILED, FAILED, FAILED, FAILED);
  expect(list.map(({ id }) => id)).toEqual([0, 2, 3, 4, 5]);
});

test('of failed records the oldest goes', () => {
  const list = listOf(FAILED, FAILED, FAILED, FAILED, FAILED, FAILED);
  expect(list.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
});

test('an outcome takes the place of what was told of the same record before', () => {
  const [first] = listOf(FAILED);
  if (first === undefined) throw new Error('nothing is in the list');
  expect(withOutcome([first], { ...first, outcome: RECORDED })).toEqual([{ ...first, outcome: RECORDED }]);
});
