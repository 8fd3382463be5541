import { agreed, isCardNumber } from './agreement.ts';
import type { BarArea } from './bars/bar-area-fit.ts';
import { ALL_BARS, type BarOptions, readBars } from './bars/bar-stage.ts';
import type { Readers } from './bars/row-stage.ts';
import type { Strip } from './bars/strip.ts';
import { isCorrected } from './contradiction.ts';
import { type CodeFormat, type FoundCode, staged } from './found-code.ts';
import { enlargedBy, sizesOf, THOROUGH_PIXELS } from './picture/photo-size.ts';
import { type GreyPicture, shrunk } from './picture/picture.ts';
import { QR_WHOLE, type ZxingReader } from './readers/zxing-reader.ts';
import { ALL_TREATMENTS, readSquares } from './squares/square-stage.ts';
import { tileFieldOf } from './tile-field.ts';

export interface PhotoReading {
  readonly codes: readonly FoundCode[];
  readonly strip: Strip | null;
}

/**
 * Reads one photo: small, then larger, first by what is quick and then by all that there is. The first size and way
 * that give a code end it; all codes that they give are returned.
 */
export function readPhoto(grey: GreyPicture, readers: Readers): PhotoReading {
  const sizes = sizesOf(grey);
  // What one look is not sure of, another may confirm.
  const seen: FoundCode[] = [];
  let strip: Strip | null = null;
  for (const look of [lookQuickly, lookThoroughly]) {
    for (const { factor, picture } of sizes) {
      if (look === lookThoroughly && picture.data.length > THOROUGH_PIXELS) continue;
      const reading = look(picture, readers);
      strip ??= reading.strip;
      seen.push(...reading.codes.map((code) => enlargedBy(factor, code)));
      const codes = agreed(seen);
      if (codes.length > 0) return { codes, strip: reading.strip };
    }
  }
  return { codes: [], strip };
}

function lookQuickly(grey: GreyPicture, { zxing }: Readers): PhotoReading {
  const bars = readBarsOfAnySize(grey, zxing);
  const whole = zxing.read(grey, { ...QR_WHOLE, formats: ['Code128', 'QRCode'], rotated: true });
  return { codes: [...bars.codes, ...whole.map(staged('whole'))], strip: bars.strip };
}

/**
 * Looks for more codes in a frame of a video than those that were read in it. Bars on a code that leaves no doubt are left
 * out, and so are bars so wide that tiles do not see them: they fill a frame, and leave no room for another code. Bars
 * that may have been misread are read once more.
 */
export function readBeside(
  grey: GreyPicture,
  codes: readonly FoundCode[],
  { zxing }: Readers,
): readonly FoundCode[] {
  const known = codes.filter((code) => isCorrected(code) || isCardNumber(code.text));
  const bars = readBars(grey, tileFieldOf(grey), { ...QUICK_BARS, known, zxing });
  // A look at the whole frame gives all squares that it sees.
  const hasSquares = codes.some(({ format, stage }) => format === 'QRCode' && stage === 'whole');
  const formats: readonly CodeFormat[] = hasSquares ? ['Code128'] : ['Code128', 'QRCode'];
  const whole = zxing.read(grey, {
    ...QR_WHOLE,
    formats,
    rotated: true,
    inverted: !hasSquares,
    reduced: !hasSquares,
  });
  return [...bars.codes, ...whole.map(staged('whole'))];
}

const QUICK_BARS: BarOptions = { ...ALL_BARS, areasMax: 6 };

/** Tiles see no bars that are wider than they are: these are looked for at half the size. */
function readBarsOfAnySize(grey: GreyPicture, zxing: ZxingReader): PhotoReading {
  const options = { ...QUICK_BARS, zxing };
  const bars = readBars(grey, tileFieldOf(grey), options);
  if (agreed(bars.codes).length > 0) return bars;
  const half = shrunk(grey, 2);
  const { codes } = readBars(half, tileFieldOf(half), options);
  return { codes: [...bars.codes, ...codes.map((code) => enlargedBy(2, code))], strip: bars.strip };
}

const THOROUGH_AREAS = 6;
const SQUARE_AREAS = 5;
const SQUARE_PIXELS_MAX = 700_000;

function lookThoroughly(grey: GreyPicture, { zxing, zbar }: Readers): PhotoReading {
  const field = tileFieldOf(grey);
  let strip: Strip | null = null;
  let tried: readonly BarArea[] = [];
  // What a strip is not sure of, the last look may confirm.
  const unsure: FoundCode[] = [];
  for (const apart of [false, true]) {
    const bars = readBars(grey, field, {
      ...ALL_BARS,
      areasMax: THOROUGH_AREAS,
      inverted: true,
      blurred: true,
      apart,
      tried,
      zxing,
    });
    tried = bars.areas;
    strip ??= bars.strip;
    unsure.push(...bars.codes);
    if (agreed(unsure).length > 0) return { codes: unsure, strip: bars.strip };
  }
  const squares = readSquares(grey, {
    field,
    zxing,
    areasMax: SQUARE_AREAS,
    treatments: ALL_TREATMENTS,
    pixelsMax: SQUARE_PIXELS_MAX,
  });
  if (squares.length > 0) return { codes: squares, strip };
  return { codes: [...unsure, ...zbar.read(grey, 'both').map(staged('zbar'))], strip };
}
