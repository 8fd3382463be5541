import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CardNumber,
  cardNumberOf,
  checkCharacterOf,
  hasValidCheckCharacter,
} from '../../src/domain/card/card-number.ts';

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const body = fc
  .array(fc.constantFrom(...CHARACTERS), { minLength: 7, maxLength: 15 })
  .map((characters) => characters.join(''));

test('agrees with the donation number of ISBT 128, a published use of ISO 7064 MOD 37-2', () => {
  expect(checkCharacterOf('G123498654321')).toBe('H');
});

test('finds every check character, the asterisk included', () => {
  const found = new Set(Array.from({ length: 400 }, (_, index) => checkCharacterOf(`LW${10_000 + index}`)));
  expect([...found].sort().join('')).toBe(`*${CHARACTERS}`);
});

test('takes a body of 7 and of 15 characters and neither fewer nor more', () => {
  expect(cardNumberOf('A'.repeat(7))).toHaveLength(8);
  expect(cardNumberOf('A'.repeat(15))).toHaveLength(16);
  expect(() => cardNumberOf('A'.repeat(6))).toThrow(RangeError);
  expect(() => cardNumberOf('A'.repeat(16))).toThrow(RangeError);
});

test('every number made from a body is accepted', () => {
  fc.assert(fc.property(body, (given) => CardNumber.safeParse(cardNumberOf(given)).success));
});

test('detects every substitution of one character', () => {
  fc.assert(
    fc.property(body, fc.nat(), fc.constantFrom(...CHARACTERS), (given, at, wrong) => {
      const number = cardNumberOf(given);
      const index = at % number.length;
      fc.pre(number.charAt(index) !== wrong);
      return !hasValidCheckCharacter(number.slice(0, index) + wrong + number.slice(index + 1));
    }),
  );
});

test('detects every swap of neighbours', () => {
  fc.assert(
    fc.property(body, fc.nat(), (given, at) => {
      const number = cardNumberOf(given);
      const index = at % (number.length - 2);
      const [one, other] = [number.charAt(index), number.charAt(index + 1)];
      fc.pre(one !== other);
      return !hasValidCheckCharacter(number.slice(0, index) + other + one + number.slice(index + 2));
    }),
  );
});
