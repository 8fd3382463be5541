import type { GreyPicture } from './picture.ts';
import type { Box } from './square-area.ts';

/** The part of a box that lies in the picture. */
export function cut({ data, width, height }: GreyPicture, box: Box): GreyPicture {
  const left = Math.max(0, Math.floor(box.left));
  const top = Math.max(0, Math.floor(box.top));
  const columns = Math.max(0, Math.min(width, Math.ceil(box.left + box.width)) - left);
  const rows = Math.max(0, Math.min(height, Math.ceil(box.top + box.height)) - top);
  const part = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    const from = (top + row) * width + left;
    part.set(data.subarray(from, from + columns), row * columns);
  }
  return { data: part, width: columns, height: rows };
}

/** `factor` times as large, by Catmull-Rom, which keeps edges sharper than straight lines between pixels. */
export function enlarged({ data, width, height }: GreyPicture, factor: number): GreyPicture {
  const wide = stretchedRows(data, { length: width, rows: height, factor });
  const turned = transposed(wide, { width: width * factor, height });
  const tall = stretchedRows(turned, { length: height, rows: width * factor, factor });
  return {
    data: transposed(tall, { width: height * factor, height: width * factor }),
    width: width * factor,
    height: height * factor,
  };
}

function stretchedRows(
  data: GreyPicture['data'],
  { length, rows, factor }: { length: number; rows: number; factor: number },
): Uint8ClampedArray {
  const result = new Uint8ClampedArray(length * factor * rows);
  const phases = Array.from({ length: factor }, (_, phase) => phaseOf((phase + 0.5) / factor - 0.5));
  for (let row = 0; row < rows; row += 1) {
    const start = row * length;
    for (let column = 0; column < length; column += 1) {
      for (let phase = 0; phase < factor; phase += 1) {
        const own = phases[phase];
        if (own === undefined) continue;
        const at = column + own.shift;
        result[(start + column) * factor + phase] =
          own.weights[0] * (data[start + inside(at - 1, length)] ?? 0) +
          own.weights[1] * (data[start + inside(at, length)] ?? 0) +
          own.weights[2] * (data[start + inside(at + 1, length)] ?? 0) +
          own.weights[3] * (data[start + inside(at + 2, length)] ?? 0);
      }
    }
  }
  return result;
}

function inside(at: number, length: number): number {
  return at < 0 ? 0 : at >= length ? length - 1 : at;
}

/** The four weights for a place `offset` pixels from a pixel's middle. */
function phaseOf(offset: number): { shift: number; weights: readonly [number, number, number, number] } {
  const shift = Math.floor(offset);
  const t = offset - shift;
  return {
    shift,
    weights: [
      (-t + 2 * t ** 2 - t ** 3) / 2,
      (2 - 5 * t ** 2 + 3 * t ** 3) / 2,
      (t + 4 * t ** 2 - 3 * t ** 3) / 2,
      (-(t ** 2) + t ** 3) / 2,
    ],
  };
}

function transposed(
  data: GreyPicture['data'],
  { width, height }: { width: number; height: number },
): Uint8Array {
  const result = new Uint8Array(data.length);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      result[column * height + row] = data[row * width + column] ?? 0;
    }
  }
  return result;
}

/** Each pixel the mean of a box of `2 * reach + 1` pixels around it: takes the sensor's noise away. */
export function softened({ data, width, height }: GreyPicture, reach: number): GreyPicture {
  const across = transposed(meanRows(data, { length: width, rows: height, reach }), { width, height });
  const along = meanRows(across, { length: height, rows: width, reach });
  return { data: transposed(along, { width: height, height: width }), width, height };
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

function meanRows(
  data: GreyPicture['data'],
  { length, rows, reach }: { length: number; rows: number; reach: number },
): Uint8Array {
  const result = new Uint8Array(data.length);
  const count = 2 * reach + 1;
  for (let row = 0; row < rows; row += 1) {
    const start = row * length;
    let sum = 0;
    for (let at = -reach; at <= reach; at += 1) sum += data[start + inside(at, length)] ?? 0;
    for (let at = 0; at < length; at += 1) {
      result[start + at] = sum / count;
      sum +=
        (data[start + inside(at + reach + 1, length)] ?? 0) - (data[start + inside(at - reach, length)] ?? 0);
    }
  }
  return result;
}
