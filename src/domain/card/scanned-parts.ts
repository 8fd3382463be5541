import { type CardNumberRules, formsOf, innerLengthOf, isNumberOfCard } from './card-form.ts';
import { type CardNumber, cardNumberOf } from './card-number.ts';
import { CARD_QR_LENGTH, CARD_QR_PREFIX } from './card-qr.ts';
import { AIM_IDENTIFIER_CHARACTERS, type ScannerAdditions } from './scanner-additions.ts';

/** What a hand scanner has typed for one code, taken apart from the outside in. */
export interface ScannedParts {
  /** Control characters in front and behind, in order; CR, LF and Tab among them. */
  readonly controlsBefore: string;
  readonly controlsAfter: string;
  /** `]C1` and its like; null for none. */
  readonly aim: string | null;
  /** What the scanner adds beside what standards name. */
  readonly additions: ScannerAdditions;
  /** The card number, or the text of a signed QR, as it was typed; null if there is neither. */
  readonly code: string | null;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is meant
const CONTROLS = /^([\u0000-\u001f\u007f]*)(.*?)([\u0000-\u001f\u007f]*)$/s;
const AIM_BEFORE = new RegExp(`^${AIM_IDENTIFIER_CHARACTERS}`);
/** Says TEST, so that no office prints it on a card. */
const TRIAL = 'TEST0001';
const AIM_BEHIND = new RegExp(`${AIM_IDENTIFIER_CHARACTERS}$`);

/** `known`: the number that the scanner was held to, which wins where chance makes several numbers of one text. */
export function scannedPartsOf(typed: string, known: CardNumber, rules: CardNumberRules): ScannedParts {
  const [, controlsBefore = '', inner = '', controlsAfter = ''] = CONTROLS.exec(typed) ?? [];
  const aimBefore = AIM_BEFORE.exec(inner)?.[0] ?? '';
  const text = inner.slice(aimBefore.length);
  const place = codeIn(text, known, rules);
  const before = text.slice(0, place?.from ?? 0);
  const aimBehind = AIM_BEHIND.exec(before)?.[0] ?? '';
  return {
    controlsBefore,
    controlsAfter,
    aim: aimBefore + aimBehind || null,
    additions:
      place === null
        ? { prefix: '', suffix: '' }
        : { prefix: before.slice(0, before.length - aimBehind.length), suffix: text.slice(place.to) },
    code: place === null ? null : text.slice(place.from, place.to),
  };
}

/** A number of the declared form that a scanner may be tried on. */
export function trialCardNumber(rules: CardNumberRules): CardNumber {
  const [form] = formsOf(rules);
  if (form === undefined) throw new Error('card numbers have no form');
  const innerLength = innerLengthOf(form);
  return cardNumberOf(form.prefix + TRIAL.padEnd(innerLength, '0').slice(0, innerLength));
}

interface Place {
  readonly from: number;
  readonly to: number;
}

function codeIn(text: string, known: CardNumber, rules: CardNumberRules): Place | null {
  const upper = text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  const at = upper.indexOf(known);
  if (at !== -1) return { from: at, to: at + known.length };
  const signed = upper.indexOf(CARD_QR_PREFIX);
  if (signed !== -1 && upper.length >= signed + CARD_QR_LENGTH) {
    return { from: signed, to: signed + CARD_QR_LENGTH };
  }
  const lengths = new Set([
    ...formsOf(rules).map(({ length }) => length),
    ...(rules.oldCardNumbers ?? []).map(({ length }) => length),
  ]);
  const found = [...lengths].flatMap((length) =>
    Array.from({ length: Math.max(0, upper.length - length + 1) }, (_, from) => ({
      from,
      to: from + length,
    })).filter(({ from, to }) => isNumberOfCard(upper.slice(from, to), rules)),
  );
  const [place] = found;
  return found.length === 1 && place !== undefined ? place : null;
}
