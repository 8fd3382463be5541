import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base45Of, bytesOfBase45 } from '../../src/domain/base/base45.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('base45', () => {
  test.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
    ['', ''],
  ])('has %j as RFC 9285 has it', (plain, text) => {
    expect(base45Of(utf8(plain))).toBe(text);
    expect(bytesOfBase45(text)).toEqual(utf8(plain));
  });

  test('gives back every pair of bytes', () => {
    for (let value = 0; value <= 0xffff; value += 1) {
      const bytes = Uint8Array.of(value >> 8, value & 0xff);
      const back = bytesOfBase45(base45Of(bytes));
      if (back?.[0] !== bytes[0] || back?.[1] !== bytes[1]) expect(back).toEqual(bytes);
    }
    expect(bytesOfBase45(base45Of(Uint8Array.of(0xff, 0xff)))).toEqual(Uint8Array.of(0xff, 0xff));
  });

  test('gives back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(bytesOfBase45(base45Of(bytes))).toEqual(bytes);
      }),
    );
  });

  test('takes one text alone for the same bytes, and nothing that no bytes become', () => {
    const anyText = fc.array(fc.constantFrom(...ALPHABET, 'a', '_', '０'), { maxLength: 12 });
    fc.assert(
      fc.property(anyText, (characters) => {
        const text = characters.join('');
        const bytes = bytesOfBase45(text);
        if (bytes !== null) expect(base45Of(bytes)).toBe(text);
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    ['a lone last character', 'BB8A'],
    ['three characters above 65535', 'GGX'],
    ['three characters as high as they go', ':::'],
    ['two characters above 255', 'V5'],
    ['two characters as high as they go', '::'],
    ['lower case', 'bb8'],
    ['a character that is not in the alphabet', 'BB_'],
    ['a full-width digit', 'BB８'],
  ])('refuses %s', (_, text) => {
    expect(bytesOfBase45(text)).toBeNull();
  });

  test('takes the highest that each group may be', () => {
    expect(bytesOfBase45('FGW')).toEqual(Uint8Array.of(0xff, 0xff));
    expect(bytesOfBase45('U5')).toEqual(Uint8Array.of(0xff));
  });
});
