import { sharpened, softened } from '../bars/soften.ts';
import type { FoundCode } from '../found-code.ts';
import { cut, enlarged } from '../picture/enlarge.ts';
import type { GreyPicture, Point } from '../picture/picture.ts';
import { QR_WHOLE, type ZxingOptions, type ZxingReader } from '../readers/zxing-reader.ts';
import type { TileField } from '../tile-field.ts';
import { type Box, squareAreas } from './square-area.ts';

/** How a crop is made ready: how much larger, and then how much softer and sharper. */
interface Treatment {
  readonly factor: number;
  readonly soften: number | null;
  readonly sharpen: { readonly reach: number; readonly amount: number } | null;
}

/** In the order in which they help. */
const TREATMENTS: readonly Treatment[] = [
  { factor: 2, soften: null, sharpen: null },
  { factor: 2, soften: 1, sharpen: { reach: 4, amount: 2 } },
  { factor: 3, soften: null, sharpen: null },
  { factor: 2, soften: null, sharpen: { reach: 3, amount: 1.6 } },
  { factor: 3, soften: 1, sharpen: null },
  { factor: 4, soften: null, sharpen: null },
  { factor: 3, soften: null, sharpen: { reach: 6, amount: 1.6 } },
];
export const ALL_TREATMENTS: readonly number[] = TREATMENTS.map((_, number) => number);

const OPTIONS: ZxingOptions = { ...QR_WHOLE, reduced: false };

/** Reads what may be a QR once more, enlarged and sharpened; the first find ends it. */
export function readSquares(
  grey: GreyPicture,
  options: {
    readonly field: TileField;
    readonly zxing: ZxingReader;
    readonly areasMax: number;
    /** Which treatments, by number, in this order. */
    readonly treatments: readonly number[];
    /** What all crops may have in pixels of the picture, for each treatment; what is beyond it is left out. */
    readonly pixelsMax: number;
  },
): FoundCode[] {
  const crops = squareAreas(options.field, options.areasMax).map((box) => cropOf(grey, box));
  for (const number of options.treatments) {
    const treatment = TREATMENTS[number];
    if (treatment === undefined) continue;
    let pixelsLeft = options.pixelsMax;
    const codes = crops.flatMap((crop) => {
      const pixels = crop.box.width * crop.box.height;
      if (pixels > pixelsLeft) return [];
      pixelsLeft -= pixels;
      return readCrop(crop, treatment, options.zxing);
    });
    if (codes.length > 0) return codes;
  }
  return [];
}

interface Crop {
  readonly box: Box;
  /** The box's pixels, enlarged by the factor; made once for all treatments that ask for them. */
  readonly times: (factor: number) => GreyPicture;
}

function cropOf(grey: GreyPicture, box: Box): Crop {
  const made = new Map<number, GreyPicture>();
  const times = (factor: number): GreyPicture => {
    const picture = made.get(factor) ?? enlarged(cut(grey, box), factor);
    made.set(factor, picture);
    return picture;
  };
  return { box, times };
}

function readCrop({ box, times }: Crop, treatment: Treatment, zxing: ZxingReader): FoundCode[] {
  const large = times(treatment.factor);
  if (large.data.length === 0) return [];
  const soft = treatment.soften === null ? large : softened(large, treatment.soften);
  const ready = treatment.sharpen === null ? soft : sharpened(soft, treatment.sharpen);
  const toPicture = ({ x, y }: Point): Point => ({
    x: x / treatment.factor + Math.max(0, box.left),
    y: y / treatment.factor + Math.max(0, box.top),
  });
  return zxing
    .read(ready, OPTIONS)
    .map((code) => ({ ...code, corners: code.corners.map(toPicture), stage: 'square' as const }));
}
