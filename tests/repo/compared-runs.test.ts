import { expect, it } from 'vitest';
import { comparedRuns } from '../bench/compared-runs.ts';

it('compares each number of a line by its medians, and shows those that never change', () => {
  const run = (ms: number, per: string) => `cards 10,000\nverdict   ${ms}  60 rounds ${per}\n`;
  const compared = comparedRuns({
    now: [run(9, '0.5'), run(2, '0.4'), run(3, '0.3')],
    before: [run(2, '0.5'), run(1, '0.1'), run(50, '0.2')],
  });
  expect(compared).toEqual([
    {
      words: 'verdict # 60 rounds #',
      numbers: [
        { now: 3, before: 2 },
        { now: 0.4, before: 0.2 },
      ],
    },
  ]);
});

it('leaves out a line that one side does not have, and tells two lines of the same words apart', () => {
  const compared = comparedRuns({ now: ['a 1\na 5\nnew 7'], before: ['a 2\na 6'] });
  expect(compared.map(({ words }) => words)).toEqual(['a #', 'a # (line 2)']);
  expect(compared.flatMap(({ numbers }) => numbers)).toEqual([
    { now: 1, before: 2 },
    { now: 5, before: 6 },
  ]);
});
