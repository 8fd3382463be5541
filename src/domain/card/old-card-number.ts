import { z } from 'zod';

/**
 * How the numbers of cards look that were printed before check characters: 8 to 16 characters, `#` for a
 * digit, `@` for a letter, anything else for itself. `LW########` is LW and eight digits.
 */
export const OldCardNumberPattern = z.string().regex(/^[0-9A-Z#@]{8,16}$/);

/** True if a number (upper case, no separators) fits one of the patterns. */
export function isOldCardNumber(number: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => pattern.length === number.length && fits(number, pattern));
}

function fits(number: string, pattern: string): boolean {
  for (let index = 0; index < pattern.length; index += 1) {
    if (!fitsCharacter(number.charAt(index), pattern.charAt(index))) return false;
  }
  return true;
}

function fitsCharacter(character: string, place: string): boolean {
  if (place === '#') return character >= '0' && character <= '9';
  if (place === '@') return character >= 'A' && character <= 'Z';
  return character === place;
}
