import { readCardCode } from '../../domain/card/card-code.ts';
import type { CardNumberRules } from '../../domain/card/card-form.ts';

/** What a text says, as far as it is needed to tell one code from another. */
export interface Reading {
  /** The card number that was read, or that a signed QR claims; the text, if it is no card. */
  readonly key: string;
  /** What to hand over. */
  readonly text: string;
  readonly isCard: boolean;
  /** It has a signature that can prove it, so it is worth more than the bare number beside it. */
  readonly isSigned: boolean;
  readonly readsNeeded: number;
}

/** More codes than this in one frame are a poster. */
const CODES_MAX = 8;

/** An old number of the catalogue's patterns has no check character, and counts when it was read twice. */
export function readingOf(text: string, rules: CardNumberRules = {}): Reading {
  const code = readCardCode(text, rules);
  const other: Reading = { key: text, text, isCard: false, isSigned: false, readsNeeded: 1 };
  if (code.kind === 'card') {
    const { cardNumber, needsTwoReads } = code;
    return { ...other, key: cardNumber, text: cardNumber, isCard: true, readsNeeded: needsTwoReads ? 2 : 1 };
  }
  if (code.kind !== 'signed' || code.claimed === null) return other;
  return { ...other, key: code.claimed, text: code.text, isCard: true, isSigned: true };
}

/** One reading for each card, by its signed code if it shows both. */
export function readingsOf(codes: readonly string[], rules: CardNumberRules = {}): readonly Reading[] {
  const readings = codes.slice(0, CODES_MAX).map((text) => readingOf(text, rules));
  const signedLast = readings.toSorted((one, other) => Number(one.isSigned) - Number(other.isSigned));
  return [...new Map(signedLast.map((one) => [one.key, one])).values()];
}
