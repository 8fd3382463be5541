import { CardNumber, hasValidCheckCharacter } from './card-number.ts';

/** What a text from a decoder, a keyboard-wedge scanner or a hand turns out to be. */
export type CardCode =
  | { readonly kind: 'card'; readonly cardNumber: CardNumber }
  | {
      /** Has the shape of a card number, but the check character refutes it. */
      readonly kind: 'wrong-check';
      /** Where the slip probably is, counted from 1; null where nothing stands out. */
      readonly suspect: { readonly position: number } | null;
      /** The one plausible repair, to be confirmed by the clerk and never taken silently. */
      readonly suggestion: CardNumber | null;
    }
  /** A signed QR (`LW1:`), which this version does not read: ask for the bar code. */
  | { readonly kind: 'signed-unsupported' }
  | { readonly kind: 'not-a-card'; readonly why: NotACard };

/** `characters`: something that no card number has; `shape`: a `*` that is not at the end. */
type NotACard = 'empty' | 'too-short' | 'too-long' | 'characters' | 'shape';

const NUMBER_LENGTH_MIN = 8;
const NUMBER_LENGTH_MAX = 16;
/** A card number in groups with separators and blanks around it stays well below this. */
const TEXT_LENGTH_MAX = 64;
const SIGNED_PREFIX = 'LW1:';

/** Full-width forms of `!` to `~` lie this far above the ASCII ones. */
const FULL_WIDTH_OFFSET = 0xfee0;
const BLANKS_AND_HYPHENS = /[ \u00a0\u3000\-\u2010-\u2015\u2212]/g;

/**
 * Reads a text as a talent card's code. Forgiven is only what cannot change which card is meant:
 * white space around it, lower case, full-width forms from a Chinese input method, and blanks or
 * hyphens between groups. Never throws; looks at no more than the first 64 UTF-16 units.
 */
export function readCardCode(text: string): CardCode {
  const number = harmonised(text.slice(0, TEXT_LENGTH_MAX));
  if (number.startsWith(SIGNED_PREFIX)) return { kind: 'signed-unsupported' };
  if (text.length > TEXT_LENGTH_MAX) return { kind: 'not-a-card', why: 'too-long' };
  const why = faultOf(number);
  if (why !== null) return { kind: 'not-a-card', why };
  const card = CardNumber.safeParse(number);
  return card.success
    ? { kind: 'card', cardNumber: card.data }
    : { kind: 'wrong-check', ...repairOf(number) };
}

/** ASCII alone is raised to upper case: `toUpperCase` would make SS of ß and I of a dotless ı. */
function harmonised(text: string): string {
  return text
    .trim()
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replace(BLANKS_AND_HYPHENS, '');
}

function faultOf(number: string): NotACard | null {
  if (number === '') return 'empty';
  if (/[^0-9A-Z*]/.test(number)) return 'characters';
  if (number.length > NUMBER_LENGTH_MAX) return 'too-long';
  if (number.length < NUMBER_LENGTH_MIN) return 'too-short';
  return number.slice(0, -1).includes('*') ? 'shape' : null;
}

/** Characters that are taken for one another in print and by hand; each group both ways. */
const LOOK_ALIKES = ['0ODQ', '1IL', '17', '2Z', '5S', '6G', '8B', 'UV'];

/**
 * Nearly every position of a wrong number has one character that would satisfy ISO 7064 MOD 37-2, so
 * only look-alikes and swapped neighbours count as repairs, and only where there is exactly one.
 */
function repairOf(number: string): Omit<Extract<CardCode, { kind: 'wrong-check' }>, 'kind'> {
  const repairs = new Map<string, number>();
  for (let index = 0; index < number.length; index += 1) {
    for (const repaired of [withNeighboursSwapped(number, index), ...withLookAlikes(number, index)]) {
      if (hasValidCheckCharacter(repaired) && !repairs.has(repaired)) repairs.set(repaired, index + 1);
    }
  }
  const [only, another] = repairs;
  if (only === undefined || another !== undefined) return { suspect: null, suggestion: null };
  const [repaired, position] = only;
  const suggestion = CardNumber.safeParse(repaired);
  return suggestion.success
    ? { suspect: { position }, suggestion: suggestion.data }
    : { suspect: null, suggestion: null };
}

function withNeighboursSwapped(number: string, index: number): string {
  const pair = number.slice(index, index + 2);
  return number.slice(0, index) + pair.split('').reverse().join('') + number.slice(index + 2);
}

function withLookAlikes(number: string, index: number): string[] {
  const typed = number.charAt(index);
  return LOOK_ALIKES.filter((group) => group.includes(typed))
    .flatMap((group) => group.split(''))
    .filter((alike) => alike !== typed)
    .map((alike) => number.slice(0, index) + alike + number.slice(index + 1));
}
