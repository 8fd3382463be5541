import { expect, test } from 'vitest';
import { fuzzCardCode } from '../fuzz/card-code.ts';
import { testSeed } from '../support/random.ts';

test('of 50,000 random and spoilt payloads none throws and none is taken for a number that it is not', () => {
  const found = fuzzCardCode({ count: 50_000, seed: testSeed() });
  expect(found.examples).toEqual([]);
  expect(found.faults).toBe(0);
  // Good numbers in every guise are among them: refusing all would be no merit.
  expect(found.accepted).toBeGreaterThan(10_000);
});
