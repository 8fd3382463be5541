import type { AddedSymbology } from '../domain/symbology.ts';
import { isCardNumber } from './agreement.ts';
import type { AddedFormat, FoundCode, RawCode } from './found-code.ts';
import { enlargedBy, type PhotoSize } from './photo.ts';
import type { GreyPicture } from './picture.ts';
import { QR_WHOLE, type ZxingReader } from './zxing-reader.ts';

const FORMATS: Readonly<Record<AddedSymbology, AddedFormat>> = {
  code39: 'Code39',
  ean13: 'EAN13',
  itf: 'ITF',
  codabar: 'Codabar',
  datamatrix: 'DataMatrix',
  pdf417: 'PDF417',
  aztec: 'Aztec',
};

/** Their error correction (Reed-Solomon) leaves no doubt of what they say. */
const CORRECTED: readonly string[] = ['DataMatrix', 'PDF417', 'Aztec'];

/**
 * Codes of the symbologies that were added, from the first size that has one: anywhere, however they are turned.
 * What bars say counts where they spell a card number, or where the picture in black and white by one threshold
 * says the same as by each pixel's surroundings.
 */
export function readAdded(
  sizes: readonly PhotoSize[],
  { added, zxing }: { added: readonly AddedSymbology[]; zxing: ZxingReader },
): FoundCode[] {
  if (added.length === 0) return [];
  const formats = added.map((symbology) => FORMATS[symbology]);
  for (const { factor, picture } of sizes) {
    const codes = borneOut(picture, { formats, zxing });
    if (codes.length > 0) return codes.map((code) => enlargedBy(factor, { ...code, stage: 'added' }));
  }
  return [];
}

function borneOut(
  picture: GreyPicture,
  { formats, zxing }: { formats: readonly AddedFormat[]; zxing: ZxingReader },
): RawCode[] {
  const options = { ...QR_WHOLE, formats, rotated: true };
  const codes = zxing.read(picture, options);
  const isSure = ({ text, format }: RawCode) => CORRECTED.includes(format) || isCardNumber(text);
  if (codes.every(isSure)) return codes;
  const again = zxing.read(picture, { ...options, threshold: 'global' });
  const isAgain = ({ text, format }: RawCode) =>
    again.some((other) => other.text === text && other.format === format);
  return codes.filter((code) => isSure(code) || isAgain(code));
}
