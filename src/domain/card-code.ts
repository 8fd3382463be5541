import { CardNumber, hasValidCheckCharacter } from './card-number.ts';
import { CARD_QR_PREFIX, claimedCardNumberOf } from './card-qr.ts';
import { type Repair, repairsOf, uniqueSlip } from './card-repair.ts';
import { isOldCardNumber } from './old-card-number.ts';

/** What a text from a decoder, a keyboard-wedge scanner or a hand turns out to be. */
export type CardCode =
  | {
      readonly kind: 'card';
      readonly cardNumber: CardNumber;
      /** An old number without a check character: a camera must read it twice alike before it counts. */
      readonly needsTwoReads: boolean;
    }
  /** Begins like a signed QR; `verifyCardQr` says whether it is one. */
  | {
      readonly kind: 'signed';
      readonly text: string;
      /** What it says of itself, unproved: to tell one card from another, and for nothing else. */
      readonly claimed: CardNumber | null;
    }
  | {
      /** Has the shape of a card number, but the check character refutes it. */
      readonly kind: 'wrong-check';
      /** Where the slip probably is, counted from 1; null where nothing stands out. */
      readonly suspect: { readonly position: number } | null;
      /** The one plausible repair, to be confirmed by the clerk and never taken silently. */
      readonly suggestion: CardNumber | null;
      /** Everything that one slip could have been, for whoever knows which numbers there are. */
      readonly repairs: readonly Repair[];
    }
  | { readonly kind: 'not-a-card'; readonly why: NotACard };

/** `characters`: something that no card number has; `shape`: a `*` that is not at the end. */
type NotACard = 'empty' | 'too-short' | 'too-long' | 'characters' | 'shape';

const NUMBER_LENGTH_MIN = 8;
const NUMBER_LENGTH_MAX = 16;
/** A card number in groups with separators and blanks around it stays well below this. */
const TEXT_LENGTH_MAX = 64;
/** A signed QR has 135; whatever is longer is refused all the same. */
const SIGNED_LENGTH_MAX = 160;
const SIGNED = new RegExp(`^${CARD_QR_PREFIX}`, 'i');

/** Full-width forms of `!` to `~` lie this far above the ASCII ones. */
const FULL_WIDTH_OFFSET = 0xfee0;
const BLANKS_AND_HYPHENS = /[ \u00a0\u3000\-\u2010-\u2015\u2212]/g;

/**
 * Reads a text as a talent card's code. Forgiven is only what cannot change which card is meant:
 * white space around it, and for a number lower case, full-width forms from a Chinese input method, and
 * blanks or hyphens between groups. `oldPatterns` are the catalogue's `oldCardNumbers`. Never throws; looks at
 * no more than the first 64 UTF-16 units of what is not signed.
 */
export function readCardCode(text: string, oldPatterns: readonly string[] = []): CardCode {
  const signed = text.slice(0, SIGNED_LENGTH_MAX).trim();
  if (SIGNED.test(signed)) return { kind: 'signed', text: signed, claimed: claimedCardNumberOf(signed) };
  const number = harmonised(text.slice(0, TEXT_LENGTH_MAX));
  if (text.length > TEXT_LENGTH_MAX) return { kind: 'not-a-card', why: 'too-long' };
  const why = faultOf(number);
  if (why !== null) return { kind: 'not-a-card', why };
  const isOld = isOldCardNumber(number, oldPatterns);
  if (isOld || hasValidCheckCharacter(number)) {
    return { kind: 'card', cardNumber: CardNumber.parse(number), needsTwoReads: isOld };
  }
  return wrongCheck(repairsOf(number));
}

/** With the repair that is suggested, where the repairs leave one: see `repairsOf`. */
function wrongCheck(repairs: readonly Repair[]): CardCode {
  const slip = uniqueSlip(repairs);
  return {
    kind: 'wrong-check',
    suspect: slip && { position: slip.position },
    suggestion: slip?.cardNumber ?? null,
    repairs,
  };
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
