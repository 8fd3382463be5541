import { CardNumber, hasValidCheckCharacter } from '../domain/card/card-number.ts';
import { withoutContradicted } from './contradiction.ts';
import type { FoundCode } from './found-code.ts';

/** True for a text whose own check character (ISO 7064) confirms it, whatever form the catalogue declares. */
export function isCardNumber(text: string): boolean {
  return CardNumber.safeParse(text).success && hasValidCheckCharacter(text);
}

/**
 * Selects the codes that count among those that several readers give for one picture. These are bars that spell a card
 * number, codes that their own reader has confirmed, and texts that two readers give, if no better reading of the same
 * bars says something else. There is one entry for each text, from the reader named first. A code that counts also
 * counts when it is checked alone.
 */
export function agreed(codes: readonly FoundCode[]): FoundCode[] {
  const believed = codes.flatMap((code) => {
    if (code.isBorneOut || isCardNumber(code.text)) return code;
    const isSaidTwice = codes.some((other) => other.text === code.text && other.stage !== code.stage);
    return isSaidTwice ? { ...code, isBorneOut: true } : [];
  });
  const uncontradicted = withoutContradicted(believed, isCardNumber);
  return uncontradicted.filter(
    (code, index) => uncontradicted.findIndex(({ text }) => text === code.text) === index,
  );
}
