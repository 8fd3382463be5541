import { z } from 'zod';
import { hasValidCheckCharacter } from './card-number.ts';
import { isOldCardNumber } from './old-card-number.ts';

/** How a card number looks: what it begins with, and how many characters it has with its check character. */
export const CardNumberForm = z.strictObject({
  prefix: z.string().regex(/^[0-9A-Z]{1,6}$/),
  length: z.int().min(8).max(16),
});
export type CardNumberForm = z.infer<typeof CardNumberForm>;

/** LW, eight characters and the check character: what holds where a catalogue declares no form. */
export const USUAL_FORM: CardNumberForm = { prefix: 'LW', length: 11 };

/** What a catalogue says of card numbers; both as in `Catalogue`. */
export interface CardNumberRules {
  readonly cardNumbers?: readonly CardNumberForm[] | undefined;
  readonly oldCardNumbers?: readonly string[] | undefined;
}

/**
 * The check character alone does not see all that is lost or added: MOD 37-2 weighs by powers of 2, so that what
 * stands in front of a number and adds up to a multiple of 37 (`LW`, zeros, `1Z`) makes no difference, and of all
 * other texts one in 37 fits. The form sees every one that changes the prefix or the length.
 */
export function hasCardForm(number: string, rules: CardNumberRules): boolean {
  return formsOf(rules).some(({ prefix, length }) => number.length === length && number.startsWith(prefix));
}

/** True for a number that may be on a card: an old one, or one of a declared form with a right check character. */
export function isNumberOfCard(number: string, rules: CardNumberRules): boolean {
  if (isOldCardNumber(number, rules.oldCardNumbers ?? [])) return true;
  return hasCardForm(number, rules) && hasValidCheckCharacter(number);
}

/** How many characters stand between the prefix and the check character. */
export function innerLengthOf({ prefix, length }: CardNumberForm): number {
  return length - prefix.length - 1;
}

export function formsOf({ cardNumbers }: CardNumberRules): readonly CardNumberForm[] {
  return cardNumbers === undefined || cardNumbers.length === 0 ? [USUAL_FORM] : cardNumbers;
}
