import { expect, it } from 'vitest';
import { createOutageTally } from '../../src/app/sync/outage-tally.ts';

const up = (delivered: number, waiting: number) => ({ isLineDown: false, delivered, waiting });
const down = (delivered: number, waiting: number) => ({ isLineDown: true, delivered, waiting });

it('adds up what goes out over the rounds of a recovery and tells it once', () => {
  const tally = createOutageTally();
  const told = [down(0, 5), down(2, 3), up(1, 2), up(2, 0), up(4, 0)].map(tally.roundEnded);
  expect(told).toEqual([null, null, null, 5, null]);
});

it('waits with the news until a round finds the line whole', () => {
  const tally = createOutageTally();
  expect([down(3, 0), up(0, 0)].map(tally.roundEnded)).toEqual([null, 3]);
});

it('has nothing to tell of an outage in which nothing was recorded', () => {
  const tally = createOutageTally();
  expect([up(0, 0), down(0, 0), up(0, 0), up(1, 0)].map(tally.roundEnded)).toEqual([null, null, null, null]);
});

it('begins anew with the next outage', () => {
  const tally = createOutageTally();
  const told = [down(0, 1), up(1, 0), down(0, 2), up(2, 0)].map(tally.roundEnded);
  expect(told).toEqual([null, 1, null, 2]);
});
