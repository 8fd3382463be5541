import { describe, expect, test } from 'vitest';
import { cardNumberOf, hasValidCheckCharacter } from '../../src/domain/card/card-number.ts';

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Every length that a body may have, and every character somewhere in it. */
const BODIES = [
  'LW20260',
  'LW202600',
  '0000000',
  'ZZZZZZZZZZZZZZZ',
  CHARACTERS.slice(0, 15),
  CHARACTERS.slice(11, 26),
  CHARACTERS.slice(21, 36),
];

/** A slip turns a number into another text of the same length; null where it would change nothing. */
interface Rate {
  readonly tried: number;
  readonly missed: readonly string[];
}

function rateOf(slips: Iterable<string>): Rate {
  let tried = 0;
  const missed: string[] = [];
  for (const slip of slips) {
    tried += 1;
    if (hasValidCheckCharacter(slip)) missed.push(slip);
  }
  return { tried, missed };
}

/**
 * Whether a slip is found depends on the two characters and their places alone, since the system is linear: so
 * each place is tried with every pair of characters, in numbers of every kind.
 */
function* withPairs(
  span: number,
  slipOf: (
    pair: { readonly one: string; readonly other: string },
    between: string,
  ) => readonly [string, string],
): Generator<string> {
  for (const body of BODIES) {
    for (let index = 0; index + span <= body.length; index += 1) {
      for (const one of CHARACTERS) {
        for (const other of CHARACTERS) {
          if (one === other) continue;
          const between = body.slice(index + 1, index + span - 1);
          const [right, wrong] = slipOf({ one, other }, between);
          const number = cardNumberOf(body.slice(0, index) + right + body.slice(index + span));
          yield number.slice(0, index) + wrong + number.slice(index + span);
        }
      }
    }
  }
}

describe('the check character finds', () => {
  test.each([
    ['every single substitution', 1, ({ one, other }) => [one, other]],
    ['every swap of neighbours', 2, ({ one, other }) => [one + other, other + one]],
    ['every swap over one between', 3, ({ one, other }, x) => [one + x + other, other + x + one]],
    ['every twin', 2, ({ one, other }) => [one + one, other + other]],
    ['every twin over one between', 3, ({ one, other }, x) => [one + x + one, other + x + other]],
  ] satisfies [string, number, Parameters<typeof withPairs>[1]][])('%s', (_, span, slipOf) => {
    const { tried, missed } = rateOf(withPairs(span, slipOf));
    expect(missed).toEqual([]);
    expect(tried).toBeGreaterThan(70_000);
  });

  test('every slip that takes the check character itself: it replaced, swapped, or a twin with its neighbour', () => {
    const slips = function* (): Generator<string> {
      for (const body of BODIES) {
        const number = cardNumberOf(body);
        const [last, before, beforeThat] = [-1, -2, -3].map((at) => number.at(at) ?? '');
        for (const wrong of `${CHARACTERS}*`) {
          if (wrong !== last) yield number.slice(0, -1) + wrong;
        }
        if (last !== before) yield `${number.slice(0, -2)}${last}${before}`;
        if (last !== beforeThat) yield `${number.slice(0, -3)}${last}${before}${beforeThat}`;
      }
    };
    const { tried, missed } = rateOf(slips());
    expect(missed).toEqual([]);
    expect(tried).toBeGreaterThan(250);
  });

  test('about 36 of 37 numbers that are altogether wrong, and no more: a second reading is worth something', () => {
    let fits = 0;
    const tries = 37_000;
    for (let n = 0; n < tries; n += 1) {
      if (hasValidCheckCharacter(`LW${(n * 7919 + 13) % 1_000_003}Q${CHARACTERS.charAt(n % 36)}`)) fits += 1;
    }
    expect(fits / tries).toBeGreaterThan(0.02);
    expect(fits / tries).toBeLessThan(0.035);
  });
});
