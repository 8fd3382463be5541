import { readCardCode } from '../domain/card-code.ts';
import type { FoundCode } from './found-code.ts';

/** True for a text whose own check character (ISO 7064) bears it out. */
export function isCardNumber(text: string): boolean {
  return readCardCode(text).kind === 'card';
}

/**
 * What may be believed of the codes that several readers give for one picture: every QR, since its error
 * correction leaves no doubt; bars that spell a card number; other bars only where two readers say the same.
 * One entry for each text, from the reader named first. Codes from `strip` and `added` have been
 * borne out already.
 */
export function agreed(codes: readonly FoundCode[]): FoundCode[] {
  const believed = codes.filter(
    (code) =>
      code.format === 'QRCode' ||
      code.stage === 'strip' ||
      code.stage === 'added' ||
      isCardNumber(code.text) ||
      codes.some((other) => other.text === code.text && other.stage !== code.stage),
  );
  return believed.filter((code, index) => believed.findIndex(({ text }) => text === code.text) === index);
}
