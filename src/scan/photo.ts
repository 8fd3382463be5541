import { agreed } from './agreement.ts';
import type { BarArea } from './bar-area-fit.ts';
import { ALL_BARS, readBars } from './bar-stage.ts';
import { type FoundCode, staged } from './found-code.ts';
import { type GreyPicture, shrunk } from './picture.ts';
import { ALL_TREATMENTS, readSquares } from './square-stage.ts';
import type { Strip } from './strip.ts';
import { tileFieldOf } from './tile-field.ts';
import type { ZbarReader } from './zbar-reader.ts';
import { QR_WHOLE, type ZxingReader } from './zxing-reader.ts';

export interface PhotoReading {
  readonly codes: readonly FoundCode[];
  readonly strip: Strip | null;
}

interface Readers {
  readonly zxing: ZxingReader;
  readonly zbar: ZbarReader;
}

/** A camera's frame; a photo is looked at in about this size first, where a card fills enough of it. */
const FIRST_PIXELS = 1_500_000;
/** The most that is looked at by the stages that cost most. */
const THOROUGH_PIXELS = 3_500_000;
/** The most that is looked at at all: a bar code of one pixel a module in more than this is no card at a desk. */
const PIXELS_MAX = 13_000_000;

/**
 * Reads one photo: small, then larger, first by what is quick and then by all that there is. The first size
 * and way that give a code end it; all codes that they give are told.
 */
export function readPhoto(grey: GreyPicture, readers: Readers): PhotoReading {
  const sizes = sizesOf(grey);
  // What one look is not sure of, another may bear out.
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

/** A photo so many times as small. */
export interface PhotoSize {
  readonly factor: number;
  readonly picture: GreyPicture;
}

/** The picture in sizes from small to large, each about twice as wide as the one before. */
export function sizesOf(grey: GreyPicture): PhotoSize[] {
  const sizes: PhotoSize[] = [];
  const least = Math.ceil(Math.sqrt(grey.data.length / PIXELS_MAX));
  let factor = Math.max(1, Math.round(Math.sqrt(grey.data.length / FIRST_PIXELS)));
  while (factor > least) {
    sizes.push({ factor, picture: shrunk(grey, factor) });
    factor = Math.max(least, Math.ceil(factor / 2));
  }
  sizes.push({ factor, picture: factor === 1 ? grey : shrunk(grey, factor) });
  return sizes;
}

function lookQuickly(grey: GreyPicture, { zxing }: Readers): PhotoReading {
  const field = tileFieldOf(grey);
  const bars = readBars(grey, field, { ...ALL_BARS, areasMax: 6 });
  const whole = zxing.read(grey, { ...QR_WHOLE, formats: ['Code128', 'QRCode'], rotated: true });
  return { codes: [...bars.codes, ...whole.map(staged('whole'))], strip: bars.strip };
}

const THOROUGH_AREAS = 6;
const SQUARE_AREAS = 5;
const SQUARE_PIXELS_MAX = 700_000;

function lookThoroughly(grey: GreyPicture, { zxing, zbar }: Readers): PhotoReading {
  const field = tileFieldOf(grey);
  let strip: Strip | null = null;
  let tried: readonly BarArea[] = [];
  for (const apart of [false, true]) {
    const bars = readBars(grey, field, {
      ...ALL_BARS,
      areasMax: THOROUGH_AREAS,
      inverted: true,
      blurred: true,
      apart,
      tried,
    });
    tried = bars.areas;
    strip ??= bars.strip;
    if (bars.codes.length > 0) return bars;
  }
  const squares = readSquares(grey, {
    field,
    zxing,
    areasMax: SQUARE_AREAS,
    treatments: ALL_TREATMENTS,
    pixelsMax: SQUARE_PIXELS_MAX,
  });
  if (squares.length > 0) return { codes: squares, strip };
  return { codes: zbar.read(grey, 'both').map(staged('zbar')), strip };
}

/** A code of a smaller size, where it lies in the photo. */
export function enlargedBy(factor: number, code: FoundCode): FoundCode {
  return { ...code, corners: code.corners.map(({ x, y }) => ({ x: x * factor, y: y * factor })) };
}
