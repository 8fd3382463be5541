import { describe, expect, test } from 'vitest';
import { isNumberOfCard } from '../../src/domain/card/card-form.ts';
import { cardNumberOf, hasValidCheckCharacter } from '../../src/domain/card/card-number.ts';

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const NUMBERS = ['LW20260001', 'LWTEST0001', 'LW00000000', 'LWZZZZZZZZ', 'LWLWLWLW00', 'LW10293847'].map(
  cardNumberOf,
);

type Slip = (number: string) => Iterable<string>;

/** Every way to lose or add something; MOD 37-2 alone lets some of each kind pass. */
const SLIPS: Readonly<Record<string, Slip>> = {
  *'one character lost'(number) {
    for (let at = 0; at < number.length; at += 1) yield number.slice(0, at) + number.slice(at + 1);
  },
  *'one character added'(number) {
    for (let at = 0; at <= number.length; at += 1) {
      for (const one of CHARACTERS) yield number.slice(0, at) + one + number.slice(at);
    }
  },
  *'two characters added in front, whose sum may vanish'(number) {
    for (const one of CHARACTERS) for (const other of CHARACTERS) yield one + other + number;
  },
  *'a block lost'(number) {
    for (let from = 0; from < number.length; from += 1) {
      for (let to = from + 1; to <= number.length; to += 1) yield number.slice(0, from) + number.slice(to);
    }
  },
  *'a block doubled'(number) {
    for (let from = 0; from < number.length; from += 1) {
      for (let to = from + 1; to <= number.length; to += 1) yield number.slice(0, to) + number.slice(from);
    }
  },
  *'zeros in front'(number) {
    for (let zeros = 1; zeros <= 20; zeros += 1) yield '0'.repeat(zeros) + number;
  },
  *'zeros in place of what was in front'(number) {
    for (let at = 1; at <= number.length; at += 1) yield '0'.repeat(at) + number.slice(at);
  },
  *'the prefix once more, and again'(number) {
    for (let times = 1; times <= 10; times += 1) yield 'LW'.repeat(times) + number;
  },
  *'the end of one card and the whole of the next'(number) {
    for (const next of NUMBERS) for (let at = 1; at < number.length; at += 1) yield number.slice(at) + next;
  },
  *'what was lost in front added behind'(number) {
    for (let at = 1; at < number.length; at += 1) yield number.slice(at) + number.slice(0, at);
  },
};

/** Some slips give the same number again; that is no slip. */
function passing(slip: Slip, isTaken: (text: string, number: string) => boolean): string[] {
  return NUMBERS.flatMap((number) =>
    [...slip(number)].filter((text) => text !== number && isTaken(text, number)),
  );
}

const isChecked = (text: string) => hasValidCheckCharacter(text);
const isCard = (text: string) => isNumberOfCard(text, {});

describe('the form sees what the check character does not', () => {
  test.each(Object.entries(SLIPS))('%s', (_, slip) => {
    expect(passing(slip, isCard)).toEqual([]);
  });

  test('of most kinds the check character alone lets some pass', () => {
    const blind = Object.entries(SLIPS).filter(([, slip]) => passing(slip, isChecked).length > 0);
    expect(blind.map(([kind]) => kind)).toEqual(
      expect.arrayContaining([
        'one character lost',
        'one character added',
        'two characters added in front, whose sum may vanish',
        'a block lost',
        'a block doubled',
        'zeros in front',
        'the prefix once more, and again',
      ]),
    );
  });
});

test('of two blocks that changed places, prefix and length kept, no more than one in 37 or so passes', () => {
  let tried = 0;
  let passed = 0;
  for (let n = 0; n < 150; n += 1) {
    const number = cardNumberOf(`LW${String((n * 7_919_113) % 100_000_000).padStart(8, '0')}`);
    for (let from = 2; from < number.length; from += 1) {
      for (let middle = from + 1; middle < number.length; middle += 1) {
        for (let to = middle + 1; to <= number.length; to += 1) {
          const swapped =
            number.slice(0, from) + number.slice(middle, to) + number.slice(from, middle) + number.slice(to);
          if (swapped === number) continue;
          tried += 1;
          if (isCard(swapped)) passed += 1;
        }
      }
    }
  }
  expect(tried).toBeGreaterThan(10_000);
  expect(passed / tried).toBeLessThan(0.035);
});
