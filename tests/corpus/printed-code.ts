import bwip from 'bwip-js/generic';
import { cardNumberOf } from '../../src/domain/card/card-number.ts';
import type { Random } from './random.ts';

export type CodeKind = 'code128' | 'qr30' | 'signed';
export type DecoyKind = 'ean13' | 'code39' | 'interleaved2of5';
export type AddedKind = DecoyKind | 'rationalizedCodabar' | 'datamatrix' | 'pdf417' | 'azteccode';

/** A printed code without its quiet zone: one row for bars, a square for QR. 1 is dark. */
export interface PrintedCode {
  readonly text: string;
  readonly columns: number;
  readonly rows: number;
  readonly modules: Uint8Array;
}

const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const LOWER = 'abcdefghijkmnopqrstuvwxyz';
const DIGITS = '0123456789';
const ALPHANUMERIC = DIGITS + UPPER;
/** RFC 9285. */
const BASE45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const SIGNED_LENGTH_MIN = 135;
const SIGNED_LENGTH_MAX = 180;

/** A card's code of this kind with a text of its own. */
export function symbolOf(kind: CodeKind, random: Random): PrintedCode {
  const text = textOf(kind, random);
  return kind === 'code128'
    ? barsOf('code128', text)
    : squareOf(text, random.pick(kind === 'qr30' ? ['M', 'M', 'L', 'Q'] : ['M', 'L', 'M']));
}

function textOf(kind: CodeKind, random: Random): string {
  switch (kind) {
    case 'code128':
      return cardNumberOf(random.pick(CARD_SHAPES)(random));
    case 'qr30':
      return `LW-${some(ALPHANUMERIC, 27, random)}`;
    case 'signed':
      return `LW1:${some(BASE45, random.whole(SIGNED_LENGTH_MIN, SIGNED_LENGTH_MAX) - 5, random)}Z`;
  }
}

/** The body of a card number: how letters and digits mix decides how wide its Code 128 is. */
const CARD_SHAPES: readonly [(random: Random) => string, ...((random: Random) => string)[]] = [
  (random) => `LW${some(DIGITS, 8, random)}`,
  (random) => `LW${some(DIGITS, random.whole(6, 12), random)}`,
  (random) => some(ALPHANUMERIC, random.whole(8, 13), random),
  (random) => `${some(UPPER, 2, random)}${some(DIGITS, 4, random)}${some(ALPHANUMERIC, 5, random)}`,
];

/** Texts like those of labels on parcels and machines; no check character confirms them. */
const LABEL_SHAPES: readonly [(random: Random) => string, ...((random: Random) => string)[]] = [
  (random) => some(DIGITS, random.whole(6, 20), random),
  (random) => some(ALPHANUMERIC, random.whole(5, 12), random),
  (random) => `${some(DIGITS, 3, random)}-${some(DIGITS, random.whole(6, 13), random)}`,
  (random) =>
    `${some(UPPER, 1, random)}${some(LOWER, random.whole(3, 8), random)} ${some(DIGITS, 2, random)}`,
];

/** The bars of a label that is no card. */
export function labelOf(random: Random): PrintedCode {
  return barsOf('code128', random.pick(LABEL_SHAPES)(random));
}

/** The bars of a text of one's own. */
export function code128Of(text: string): PrintedCode {
  return barsOf('code128', text);
}

/** A QR of a text of one's own. */
export function qrOf(text: string): PrintedCode {
  return squareOf(text, 'M');
}

/** A bar code of a kind that no card has. */
export function decoyOf(kind: DecoyKind, random: Random): PrintedCode {
  const text = kind === 'code39' ? some(ALPHANUMERIC, random.whole(5, 8), random) : some(DIGITS, 12, random);
  return barsOf(kind, text);
}

/** A code of another kind with a text of one's own, by the name that bwip-js has for the kind. */
export function addedCodeOf(kind: AddedKind, text: string): PrintedCode {
  return kind === 'datamatrix' || kind === 'pdf417' || kind === 'azteccode'
    ? matrixOf(kind, text, '')
    : barsOf(kind, text);
}

function some(alphabet: string, length: number, random: Random): string {
  return Array.from({ length }, () => alphabet.charAt(random.whole(0, alphabet.length - 1))).join('');
}

function barsOf(kind: 'code128' | DecoyKind | 'rationalizedCodabar', text: string): PrintedCode {
  const [symbol] = bwip.raw(kind, text, '');
  if (symbol === undefined || !('sbs' in symbol)) throw new Error(`no ${kind} for ${text}`);
  const modules = symbol.sbs.flatMap((width, index) => Array<number>(width).fill(index % 2 === 0 ? 1 : 0));
  return { text, columns: modules.length, rows: 1, modules: Uint8Array.from(modules) };
}

function squareOf(text: string, level: string): PrintedCode {
  return matrixOf('qrcode', text, `eclevel=${level}`);
}

function matrixOf(kind: string, text: string, options: string): PrintedCode {
  const [symbol] = bwip.raw(kind, text, options);
  if (symbol === undefined || !('pixs' in symbol)) throw new Error(`no ${kind} for ${text}`);
  const { pixx: columns, pixy, pixs } = symbol;
  // Rows of a PDF417 are three modules high at least (ISO/IEC 15438, 5.8.2); the library gives each once.
  const high = kind === 'pdf417' ? 3 : 1;
  const modules = Uint8Array.from({ length: columns * pixy * high }, (_, at) => {
    const row = Math.floor(at / columns / high);
    return pixs[row * columns + (at % columns)] ?? 0;
  });
  return { text, columns, rows: pixy * high, modules };
}
