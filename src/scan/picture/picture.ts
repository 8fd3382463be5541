/** A picture as a canvas gives it: RGBA, row by row; an `ImageData` fits. */
export interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** One byte a pixel, row by row, 0 is black. */
export interface GreyPicture {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** In pixels of a picture, from its top left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Two lines across bars closer than this, in pixels, see the same noise. */
const APART_PIXELS = 3;

/** True for two places whose lines across the bars are two readings and not one. */
export function areApart(one: Point, other: Point): boolean {
  return Math.hypot(one.x - other.x, one.y - other.y) >= APART_PIXELS;
}

/** More pixels than any camera or phone takes; a picture beyond it is refused before memory is asked for. */
const PIXELS_MAX = 120_000_000;

const COLOUR_BYTES = 4;

/**
 * The brightness of a picture: grey as it is, colours by their luma (ITU-R BT.601, as the peers weigh it). Throws a
 * RangeError where the data is not what width and height say, or these are empty or beyond all cameras.
 */
export function greyOf({ data, width, height }: Picture | GreyPicture): GreyPicture {
  const pixels = width * height;
  const isSize = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  if (!isSize || pixels > PIXELS_MAX) throw new RangeError(`no picture has ${width} by ${height} pixels`);
  if (data.length === pixels) return { data, width, height };
  if (data.length !== pixels * COLOUR_BYTES) {
    throw new RangeError(`${data.length} bytes are no picture of ${width} by ${height} pixels`);
  }
  const grey = new Uint8Array(pixels);
  for (let pixel = 0, at = 0; pixel < pixels; pixel += 1, at += COLOUR_BYTES) {
    grey[pixel] = (306 * (data[at] ?? 0) + 601 * (data[at + 1] ?? 0) + 117 * (data[at + 2] ?? 0) + 512) >> 10;
  }
  return { data: grey, width, height };
}

/** Every `factor` by `factor` pixels become their mean; what is left over at the edges is cut off. */
export function shrunk({ data, width, height }: GreyPicture, factor: number): GreyPicture {
  const columns = Math.floor(width / factor);
  const rows = Math.floor(height / factor);
  const small = new Uint8Array(columns * rows);
  const sums = new Uint32Array(columns);
  for (let row = 0; row < rows; row += 1) {
    sums.fill(0);
    for (let down = 0; down < factor; down += 1) {
      let at = (row * factor + down) * width;
      for (let column = 0; column < columns; column += 1) {
        for (let along = 0; along < factor; along += 1, at += 1) {
          sums[column] = (sums[column] ?? 0) + (data[at] ?? 0);
        }
      }
    }
    for (let column = 0; column < columns; column += 1) {
      small[row * columns + column] = (sums[column] ?? 0) / (factor * factor);
    }
  }
  return { data: small, width: columns, height: rows };
}
