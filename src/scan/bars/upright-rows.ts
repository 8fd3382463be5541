import type { FoundCode } from '../found-code.ts';
import { lightAt } from '../picture/light-at.ts';
import type { GreyPicture, Point } from '../picture/picture.ts';
import { QR_WHOLE, type ZxingOptions, type ZxingReader } from '../readers/zxing-reader.ts';
import type { BarArea } from './bar-area-fit.ts';

const OPTIONS: ZxingOptions = {
  ...QR_WHOLE,
  formats: ['Code128'],
  inverted: false,
  rotated: false,
  reduced: false,
};

/** Columns are less than half a pixel apart: modules of little more than a pixel become wide enough for a reader of rows. */
const STEP = 0.4;
const COLUMNS_MAX = 1600;
/** Lines are at least a pixel apart, so that no two of them see the same noise. */
const LINES_MAX = 32;
/** Blank paper beyond either end, in pixels. */
const MARGIN = 24;
const REACH_SHARE = 0.8;

/** Returns what ZXing-C++ reads, row by row, in bars that have been made upright and more than twice as wide. */
export function readUprightRows(grey: GreyPicture, area: BarArea, zxing: ZxingReader): FoundCode[] {
  const length = area.to - area.from + 2 * MARGIN;
  const reach = area.halfHeight * REACH_SHARE;
  const step = Math.max(STEP, length / COLUMNS_MAX);
  const width = Math.max(1, Math.floor(length / step));
  const height = Math.max(1, Math.min(LINES_MAX, Math.floor(2 * reach)));
  const placeAt = (column: number, line: number): Point => {
    const along = area.from - MARGIN + column * step;
    const away = ((line + 0.5) / height - 0.5) * 2 * reach;
    const ahead = along + (area.lean + area.leanGrowth * along) * away;
    return {
      x: area.centre.x + area.along.x * ahead - area.along.y * away,
      y: area.centre.y + area.along.y * ahead + area.along.x * away,
    };
  };
  const data = new Uint8ClampedArray(width * height);
  for (let line = 0, at = 0; line < height; line += 1) {
    for (let column = 0; column < width; column += 1, at += 1) {
      const { x, y } = placeAt(column, line);
      data[at] = lightAt(grey, x, y);
    }
  }
  return zxing.read({ data, width, height }, OPTIONS).map((code) => ({
    ...code,
    corners: code.corners.map(({ x, y }) => placeAt(x, y)),
    stage: 'whole',
  }));
}
