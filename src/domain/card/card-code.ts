import { type CardNumberRules, formsOf, hasCardForm } from './card-form.ts';
import { CardNumber, hasValidCheckCharacter } from './card-number.ts';
import { CARD_QR_PREFIX, claimedCardNumberOf } from './card-qr.ts';
import { type Repair, repairsOf, uniqueSlip } from './card-repair.ts';
import { isOldCardNumber } from './old-card-number.ts';
import { type ScannerAdditions, withoutTransport } from './scanner-additions.ts';

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
      /** The number that the code claims, without proof. It serves only to tell one card from another. */
      readonly claimed: CardNumber | null;
    }
  | {
      /** Has the form of a card number, but the check character refutes it. */
      readonly kind: 'wrong-check';
      /** Where the slip probably is, counted from 1; null if nothing stands out. */
      readonly suspect: { readonly position: number } | null;
      /** The one plausible repair, to be confirmed by the clerk and never taken silently. */
      readonly suggestion: CardNumber | null;
      /** Everything that one slip could have been, for whoever knows which numbers there are. */
      readonly repairs: readonly Repair[];
    }
  | {
      /**
       * Letters and digits without the form that the catalogue declares: something was lost, doubled or added on
       * the way. It is to be read once more, and says nothing of a card.
       */
      readonly kind: 'misread';
      /** What stands around a whole card number, as a scanner adds it; null if there is none. */
      readonly added: ScannerAdditions | null;
    }
  | { readonly kind: 'not-a-card'; readonly why: NotACard };

/** `characters`: something that no card number has. */
type NotACard = 'empty' | 'too-long' | 'characters';

/** As long as the longest number read twice in a row; a longer text is another code. */
const MISREAD_LENGTH_MAX = 32;
/** Scanners add a character or a word; around a web address that has a number in it there is more. */
const ADDITION = /^[!-~]{0,8}$/;
/** A card number in groups with separators and blanks around it stays well below this. */
const TEXT_LENGTH_MAX = 64;
/** A signed QR has 135; whatever is longer is refused anyway. */
const SIGNED_LENGTH_MAX = 160;
const SIGNED = new RegExp(`^${CARD_QR_PREFIX}`, 'i');

/** Full-width forms of `!` to `~` lie this far above the ASCII ones. */
const FULL_WIDTH_OFFSET = 0xfee0;
const BLANKS_AND_HYPHENS = /[ \u00a0\u3000\-\u2010-\u2015\u2212]/g;

/**
 * Reads a text as a talent card's code. Forgiven is only what cannot change which card is meant: what scanners put
 * around a code (`withoutTransport`), and for a number lower case, full-width forms from a Chinese input method, and
 * blanks or hyphens between groups. `rules` is the catalogue. Never throws; looks at no more than the first 64
 * UTF-16 units of what is not signed.
 */
export function readCardCode(text: string, rules: CardNumberRules = {}): CardCode {
  const plain = withoutTransport(text.slice(0, SIGNED_LENGTH_MAX));
  if (SIGNED.test(plain)) return readSigned(plain, rules);
  if (plain.length > TEXT_LENGTH_MAX) return { kind: 'not-a-card', why: 'too-long' };
  const number = harmonised(plain);
  if (number === '') return { kind: 'not-a-card', why: 'empty' };
  if (isOldCardNumber(number, rules.oldCardNumbers ?? [])) {
    return { kind: 'card', cardNumber: CardNumber.parse(number), needsTwoReads: true };
  }
  if (!hasCardForm(number, rules)) return readMisread(number, rules);
  const cardNumber = CardNumber.safeParse(number);
  if (cardNumber.success && hasValidCheckCharacter(number)) {
    return { kind: 'card', cardNumber: cardNumber.data, needsTwoReads: false };
  }
  return /^[0-9A-Z*]+$/.test(number)
    ? wrongCheck(repairsIn(number, rules))
    : { kind: 'not-a-card', why: 'characters' };
}

/** A signed QR names a number of the declared form, or it was not issued for these cards. */
function readSigned(text: string, rules: CardNumberRules): CardCode {
  const claimed = claimedCardNumberOf(text);
  if (claimed !== null && !hasCardForm(claimed, rules)) return { kind: 'misread', added: null };
  return { kind: 'signed', text, claimed };
}

/** A slip in the prefix can still be repaired; all else has to be read again. */
function readMisread(number: string, rules: CardNumberRules): CardCode {
  const added = additionsAround(number, rules);
  if (added !== null) return { kind: 'misread', added };
  if (/[^0-9A-Z*]/.test(number)) return { kind: 'not-a-card', why: 'characters' };
  if (number.length > MISREAD_LENGTH_MAX) return { kind: 'not-a-card', why: 'too-long' };
  const repairs = hasValidCheckCharacter(number) ? [] : repairsIn(number, rules);
  if (repairs.length > 0) return wrongCheck(repairs);
  const isNumber = /[0-9]/.test(number) || formsOf(rules).some(({ prefix }) => number.startsWith(prefix));
  return isNumber ? { kind: 'misread', added: null } : { kind: 'not-a-card', why: 'characters' };
}

/**
 * A repair is as long as what it repairs. Each key of a hand scanner asks here, with a number that is not yet whole.
 */
function repairsIn(number: string, rules: CardNumberRules): readonly Repair[] {
  if (!formsOf(rules).some(({ length }) => length === number.length)) return [];
  return repairsOf(number).filter(({ cardNumber }) => hasCardForm(cardNumber, rules));
}

/**
 * What stands around the only whole card number in a text. A prefix of cards or zeros in front of it is a
 * stammer and no addition.
 */
function additionsAround(number: string, rules: CardNumberRules): ScannerAdditions | null {
  const found = formsOf(rules).flatMap(({ prefix, length }) => {
    const all: ScannerAdditions[] = [];
    for (let from = 0; from + length <= number.length; from += 1) {
      const part = number.slice(from, from + length);
      if (!part.startsWith(prefix) || !/^[0-9A-Z]+[0-9A-Z*]$/.test(part) || !hasValidCheckCharacter(part))
        continue;
      all.push({ prefix: number.slice(0, from), suffix: number.slice(from + length) });
    }
    return all;
  });
  const [added] = found;
  if (added === undefined || found.length > 1) return null;
  if (!ADDITION.test(added.prefix) || !ADDITION.test(added.suffix)) return null;
  const isStammer = /^0*$/.test(added.prefix) || formsOf(rules).some(({ prefix }) => prefix === added.prefix);
  return added.suffix === '' && isStammer ? null : added;
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

/** Only ASCII is turned into upper case: `toUpperCase` would make SS of ß and I of a dotless ı. */
function harmonised(text: string): string {
  return text
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replace(BLANKS_AND_HYPHENS, '');
}
