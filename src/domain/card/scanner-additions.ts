import { z } from 'zod';

/** What a hand scanner at this desk types around each code, as learnt on its set-up page; both may be empty. */
export interface ScannerAdditions {
  readonly prefix: string;
  readonly suffix: string;
}

/** The longest prefix or suffix, in characters, that a desk learns. If a scanner adds more, it is set up wrongly. */
export const ADDITION_LENGTH_MAX = 32;

export const NO_ADDITIONS: ScannerAdditions = { prefix: '', suffix: '' };

/** White space and the control characters of a cable: STX, ETX, GS (FNC1), CR, LF, NUL, a byte-order mark. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is meant
const EDGE = /^[\s\u0000-\u001f\u007f\ufeff]+|[\s\u0000-\u001f\u007f\ufeff]+$/g;
/** ISO/IEC 15424: `]`, a letter for the kind of symbol and a modifier. A Chinese input method may widen the `]`. */
export const AIM_IDENTIFIER_CHARACTERS = '[\\]］】][A-Za-z][0-9A-Za-z]';
const AIM_IDENTIFIER = new RegExp(`^${AIM_IDENTIFIER_CHARACTERS}`);

/**
 * A code without what scanners put around every code by a standard: control characters at both ends, and the AIM
 * identifier (`]C1`, `]Q1`, `]d2`). No card number and no signed QR begins with any of it.
 */
export function withoutTransport(text: string): string {
  return text.replace(EDGE, '').replace(AIM_IDENTIFIER, '').replace(EDGE, '');
}

/**
 * A scan without what this scanner was learnt to add. Case does not count, since caps lock turns it; a text that
 * lacks an addition is left as it is on that side.
 */
export function withoutAdditions(text: string, { prefix, suffix }: ScannerAdditions): string {
  const lower = text.toLowerCase();
  const from = lower.startsWith(prefix.toLowerCase()) ? prefix.length : 0;
  const isEnd = suffix !== '' && lower.endsWith(suffix.toLowerCase()) && text.length - suffix.length >= from;
  return text.slice(from, isEnd ? text.length - suffix.length : text.length);
}

/**
 * Symbologies that a catalogue may have read beside Code 128 and QR, for cards of a district's own. What they
 * say must be confirmed as every other code: by the card number's check character, or by equal readings.
 */
export const AddedSymbology = z.enum(['code39', 'ean13', 'itf', 'codabar', 'datamatrix', 'pdf417', 'aztec']);
export type AddedSymbology = z.infer<typeof AddedSymbology>;
