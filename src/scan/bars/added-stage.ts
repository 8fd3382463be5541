import type { AddedSymbology } from '../../domain/card/scanner-additions.ts';
import { isCardNumber } from '../agreement.ts';
import { type AddedFormat, CORRECTED, type FoundCode, type RawCode } from '../found-code.ts';
import { enlargedBy, type PhotoSize } from '../picture/photo-size.ts';
import type { GreyPicture } from '../picture/picture.ts';
import { upright } from '../picture/upright.ts';
import { QR_WHOLE, type ZxingReader } from '../readers/zxing-reader.ts';
import { tileFieldOf } from '../tile-field.ts';
import { barAreas } from './bar-area.ts';
import { pictureOfStrip, stripOf } from './strip.ts';

const FORMATS: Readonly<Record<AddedSymbology, AddedFormat>> = {
  code39: 'Code39',
  ean13: 'EAN13',
  itf: 'ITF',
  codabar: 'Codabar',
  datamatrix: 'DataMatrix',
  pdf417: 'PDF417',
  aztec: 'Aztec',
};

interface Asked {
  readonly formats: readonly AddedFormat[];
  readonly zxing: ZxingReader;
}

/**
 * Reads codes of the added symbologies, in the first picture size that has one: squares in the whole picture, bars in
 * stretches made upright.
 */
export function readAdded(
  sizes: readonly PhotoSize[],
  { added, zxing }: { added: readonly AddedSymbology[]; zxing: ZxingReader },
): FoundCode[] {
  if (added.length === 0) return [];
  const formats = added.map((symbology) => FORMATS[symbology]);
  const squares = { zxing, formats: formats.filter((format) => CORRECTED.includes(format)) };
  const bars = { zxing, formats: formats.filter((format) => !CORRECTED.includes(format)) };
  for (const { factor, picture } of sizes) {
    const codes = [...readWhole(picture, squares), ...readUpright(picture, bars)];
    if (codes.length > 0)
      return codes.map((code) => enlargedBy(factor, { ...code, stage: 'added', isBorneOut: true }));
  }
  return [];
}

function readWhole(grey: GreyPicture, { formats, zxing }: Asked): RawCode[] {
  return formats.length === 0 ? [] : zxing.read(grey, { ...QR_WHOLE, formats, rotated: true });
}

const STRIP = { rowCount: 4, linesPerRow: 4 };
const AREAS_MAX = 4;
/** A shorter text may be only a part: a line that crosses Interleaved 2 of 5 at an angle reads fewer digits. */
const SPAN_MIN = 0.75;

function readUpright(grey: GreyPicture, asked: Asked): RawCode[] {
  if (asked.formats.length === 0) return [];
  const areas = barAreas(tileFieldOf(grey), { areasMax: AREAS_MAX, apart: false });
  return areas.flatMap((area) => {
    const strip = stripOf(grey, upright(grey, area), STRIP);
    const spanMin = (SPAN_MIN * (area.to - area.from)) / strip.step;
    const codes = borneOut(pictureOfStrip(strip), asked).filter((code) => spanOf(code) >= spanMin);
    return codes.map((code) => ({ ...code, corners: [strip.at(0), strip.at(strip.length - 1)] }));
  });
}

function spanOf({ corners }: RawCode): number {
  const places = corners.map(({ x }) => x);
  return Math.max(...places) - Math.min(...places);
}

/**
 * Selects bars that spell a card number, or that give the same text with one threshold and with a threshold for each
 * pixel's surroundings.
 */
function borneOut(strip: GreyPicture, { formats, zxing }: Asked): RawCode[] {
  const options = { ...QR_WHOLE, formats, checked: false };
  const codes = zxing.read(strip, options);
  if (codes.every(({ text }) => isCardNumber(text))) return codes;
  const again = zxing.read(strip, { ...options, threshold: 'global' });
  const isAgain = ({ text, format }: RawCode) =>
    again.some((other) => other.text === text && other.format === format);
  return codes.filter((code) => isCardNumber(code.text) || isAgain(code));
}
