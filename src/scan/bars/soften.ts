import type { GreyPicture } from '../picture/picture.ts';

/** Each pixel the mean of a box of `2 * reach + 1` pixels around it: takes the sensor's noise away. */
export function softened({ data, width, height }: GreyPicture, reach: number): GreyPicture {
  const across = meanRows(data, { width, height, reach });
  return { data: meanColumns(across, { width, height, reach }), width, height };
}

/** What differs from the surroundings (see `softened`) made to differ `amount` times more. */
export function sharpened(
  picture: GreyPicture,
  { reach, amount }: { reach: number; amount: number },
): GreyPicture {
  const { data, width, height } = picture;
  const around = softened(picture, reach).data;
  const result = new Uint8ClampedArray(data.length);
  for (let at = 0; at < data.length; at += 1) {
    const own = data[at] ?? 0;
    result[at] = own + amount * (own - (around[at] ?? 0));
  }
  return { data: result, width, height };
}

interface MeanOptions {
  readonly width: number;
  readonly height: number;
  readonly reach: number;
}

function meanRows(data: GreyPicture['data'], { width, height, reach }: MeanOptions): Uint8Array {
  const result = new Uint8Array(data.length);
  const share = 1 / (2 * reach + 1);
  for (let start = 0; start < width * height; start += width) {
    const last = start + width - 1;
    let sum = 0;
    for (let at = start - reach; at <= start + reach; at += 1)
      sum += data[within(at, { first: start, last })] ?? 0;
    for (let at = start; at <= last; at += 1) {
      result[at] = sum * share + ROUNDING;
      const next = at + reach + 1;
      const old = at - reach;
      sum += (data[next > last ? last : next] ?? 0) - (data[old < start ? start : old] ?? 0);
    }
  }
  return result;
}

/** A sum times a share may fall short of the whole number that it is by the last bit. */
const ROUNDING = 1e-9;

/** Row by row, as the picture lies in memory, with one running sum for each column. */
function meanColumns(data: GreyPicture['data'], { width, height, reach }: MeanOptions): Uint8Array {
  const result = new Uint8Array(data.length);
  const share = 1 / (2 * reach + 1);
  const sums = new Int32Array(width);
  const rowAt = (row: number) => within(row, { first: 0, last: height - 1 }) * width;
  for (let row = -reach; row <= reach; row += 1) {
    const from = rowAt(row);
    for (let column = 0; column < width; column += 1) {
      sums[column] = (sums[column] ?? 0) + (data[from + column] ?? 0);
    }
  }
  for (let row = 0; row < height; row += 1) {
    const target = row * width;
    const next = rowAt(row + reach + 1);
    const old = rowAt(row - reach);
    for (let column = 0; column < width; column += 1) {
      const sum = sums[column] ?? 0;
      result[target + column] = sum * share + ROUNDING;
      sums[column] = sum + (data[next + column] ?? 0) - (data[old + column] ?? 0);
    }
  }
  return result;
}

function within(at: number, { first, last }: { first: number; last: number }): number {
  return at < first ? first : at > last ? last : at;
}
