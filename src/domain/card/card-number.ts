import { z } from 'zod';

/** Length of a card number without and with its check character. */
const BODY_LENGTH_MIN = 7;
const BODY_LENGTH_MAX = 15;
/** MOD 37-2: position is value; `*` is the check character 36. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*';
const MODULUS = 37;
const RADIX = 2;

/**
 * The number on a talent card: 8 to 16 of 0-9 and A-Z, upper case without separators. All but old cards have
 * an ISO 7064 MOD 37-2 check character (0-9, A-Z or `*`) at the end; `readCardCode` insists on it, and on
 * the catalogue's form of a number, wherever the catalogue does not list the number's pattern as an old one, so that
 * nothing mistyped gets this far.
 */
export const CardNumber = z
  .string()
  .regex(/^[0-9A-Z]{7,15}[0-9A-Z*]$/)
  .brand<'CardNumber'>();
export type CardNumber = z.infer<typeof CardNumber>;

/** The check character of a number's body, after ISO 7064 MOD 37-2 (pure system). */
export function checkCharacterOf(body: string): string {
  let remainder = 0;
  for (const character of body) {
    remainder = ((remainder + ALPHABET.indexOf(character)) * RADIX) % MODULUS;
  }
  return ALPHABET.charAt((MODULUS + 1 - remainder) % MODULUS);
}

/** True if the last character is the check character of those before it. */
export function hasValidCheckCharacter(number: string): boolean {
  return number.length > 1 && checkCharacterOf(number.slice(0, -1)) === number.slice(-1);
}

/** A card number from its body; the body is trusted to be 7 to 15 of 0-9 and A-Z. */
export function cardNumberOf(body: string): CardNumber {
  if (body.length < BODY_LENGTH_MIN || body.length > BODY_LENGTH_MAX) {
    throw new RangeError(`a card number's body has ${BODY_LENGTH_MIN} to ${BODY_LENGTH_MAX} characters`);
  }
  return CardNumber.parse(body + checkCharacterOf(body));
}
