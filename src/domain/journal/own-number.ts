import { z } from 'zod';
import { plainTyped } from '../base/typed-text.ts';
import { readCardCode } from '../card/card-code.ts';
import { type CardNumberForm, type CardNumberRules, formsOf, USUAL_FORM } from '../card/card-form.ts';
import { withoutTransport } from '../card/scanner-additions.ts';

/** The longest number. */
export const OWN_NUMBER_LENGTH_MAX = 40;
/** A field takes more than that, so that a number that is too long is refused in words and not cut to another one. */
export const OWN_NUMBER_TEXT_LENGTH_MAX = 64;

/**
 * Why a text is no number of a site's own, as 办件编号 and 协议编号 are. The journal names no person, and the number stands
 * in it in clear: so it must not be the number of a card, a mobile telephone or an identity document.
 */
export const OwnNumberFault = z.enum(['form', 'too-long', 'card', 'telephone', 'identity']);
export type OwnNumberFault = z.infer<typeof OwnNumberFault>;

export type OwnNumberReading =
  | { readonly ok: true; readonly number: string }
  | { readonly ok: false; readonly fault: OwnNumberFault };

/**
 * Reads the number that a site gives in its own system: the hall's 办件编号, or the 协议编号 of a health centre. It has
 * letters, digits and hyphens as on the site's paper, and was typed or scanned. Its letters become capitals and its
 * characters narrow, so that a typed number equals a scanned one. `rules` is the catalogue. The usual form of card numbers
 * is refused whatever the catalogue declares.
 */
export function readOwnNumber(typed: string, rules: CardNumberRules = {}): OwnNumberReading {
  const number = plainTyped(withoutTransport(typed)).replace(/[a-z]/g, (letter) => letter.toUpperCase());
  const fault = faultOf(number, rules);
  return fault === null ? { ok: true, number } : { ok: false, fault };
}

/** The number in a text that was typed or scanned; null if the text cannot be a number. */
export function ownNumberOf(typed: string, rules: CardNumberRules = {}): string | null {
  const reading = readOwnNumber(typed, rules);
  return reading.ok ? reading.number : null;
}

/** A number as this release writes it into the journal. */
export const OwnNumber = z.string().refine((text) => ownNumberOf(text) === text);

/** A number as any release may have written it. The first release refused fewer numbers of persons. */
export const ReadOwnNumber = z.string().regex(/^[0-9A-Z][0-9A-Z-]{2,62}[0-9A-Z]$/);

const FORM = /^[0-9A-Z][0-9A-Z-]{2,}[0-9A-Z]$/;
/** What people write between the groups of a number. */
const SEPARATORS = /[\s\-.,_/()+·]/g;
/** With or without the codes of the country and of a call from another city. */
const MOBILE = /^(?:00)?(?:86)?0?1[3-9][0-9]{9}$/;
/** The number of somebody born before 2020: a site's own number may have the area and a later day in the same places. */
const IDENTITY =
  /^[0-9]{6}(?:1[89][0-9]{2}|20[01][0-9])(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]$/;
/** The old one, which nobody born after 1999 has. From 20 to 29 the year may be the one of a site's own number. */
const OLD_IDENTITY = /^[0-9]{6}(?:[013-9][0-9])(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}$/;

function faultOf(number: string, rules: CardNumberRules): OwnNumberFault | null {
  const bare = number.replace(SEPARATORS, '');
  if (MOBILE.test(bare)) return 'telephone';
  if (IDENTITY.test(bare) || OLD_IDENTITY.test(bare)) return 'identity';
  if (mayBeCard(number, bare, rules)) return 'card';
  if (number.length > OWN_NUMBER_LENGTH_MAX) return 'too-long';
  return FORM.test(number) ? null : 'form';
}

/** A card number that was misread may be longer or shorter than a right one by this many characters. */
const MISREAD_BY_MAX = 2;

/**
 * True for the number of a card, and for a text that begins as these numbers do: it was mistyped or misread, and the clerk
 * must read the card again. A site's numbers may begin with the digits of a prefix, and then only the length tells them apart.
 */
function mayBeCard(number: string, bare: string, rules: CardNumberRules): boolean {
  const isUsual = ({ prefix, length }: CardNumberForm) =>
    prefix === USUAL_FORM.prefix && length === USUAL_FORM.length;
  const forms = [USUAL_FORM, ...formsOf(rules).filter((form) => !isUsual(form))];
  const code = readCardCode(number, { ...rules, cardNumbers: forms });
  if (code.kind === 'card' || code.kind === 'signed' || code.kind === 'wrong-check') return true;
  const lettered = forms.filter(({ prefix }) => /[A-Z]/.test(prefix));
  const around = readCardCode(number, { cardNumbers: lettered });
  if (around.kind === 'misread' && around.added !== null) return true;
  return forms.some((form) => {
    const isNear = Math.abs(bare.length - form.length) <= MISREAD_BY_MAX;
    return bare.startsWith(form.prefix) && (isNear || lettered.includes(form));
  });
}
