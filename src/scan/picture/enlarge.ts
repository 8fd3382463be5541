import type { Box } from '../squares/square-area.ts';
import type { GreyPicture } from './picture.ts';

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
  const phases = Array.from({ length: factor }, (_, phase) => phaseOf((phase + 0.5) / factor - 0.5));
  const wide = widened(data, { width, height, phases });
  const columns = width * factor;
  const large = new Uint8ClampedArray(columns * height * factor);
  for (let row = 0; row < height; row += 1) {
    for (const [phase, { shift, weights }] of phases.entries()) {
      const at = row + shift;
      const rows = [at - 1, at, at + 1, at + 2].map((from) => inside(from, height) * columns);
      const [above = 0, upper = 0, lower = 0, below = 0] = rows;
      const [first, second, third, fourth] = weights;
      const target = (row * factor + phase) * columns;
      for (let column = 0; column < columns; column += 1) {
        large[target + column] =
          first * (wide[above + column] ?? 0) +
          second * (wide[upper + column] ?? 0) +
          third * (wide[lower + column] ?? 0) +
          fourth * (wide[below + column] ?? 0);
      }
    }
  }
  return { data: large, width: columns, height: height * factor };
}

/** A row's pixels beyond either end that its first and last pixel stand for. */
const PAD = 2;

/** Every row longer by as many times as there are phases. */
function widened(
  data: GreyPicture['data'],
  { width, height, phases }: { width: number; height: number; phases: readonly Phase[] },
): Uint8ClampedArray {
  const factor = phases.length;
  const wide = new Uint8ClampedArray(width * factor * height);
  const row = new Uint8Array(width + 2 * PAD);
  for (let start = 0; start < width * height; start += width) {
    row.set(data.subarray(start, start + width), PAD);
    row.fill(data[start] ?? 0, 0, PAD);
    row.fill(data[start + width - 1] ?? 0, PAD + width);
    for (const [phase, { shift, weights }] of phases.entries()) {
      const [first, second, third, fourth] = weights;
      let target = start * factor + phase;
      for (let at = PAD + shift; at < PAD + shift + width; at += 1, target += factor) {
        wide[target] =
          first * (row[at - 1] ?? 0) +
          second * (row[at] ?? 0) +
          third * (row[at + 1] ?? 0) +
          fourth * (row[at + 2] ?? 0);
      }
    }
  }
  return wide;
}

function inside(at: number, length: number): number {
  return at < 0 ? 0 : at >= length ? length - 1 : at;
}

interface Phase {
  /** -1 or 0. */
  readonly shift: number;
  readonly weights: readonly [number, number, number, number];
}

/** The four weights for a place `offset` pixels from a pixel's middle. */
function phaseOf(offset: number): Phase {
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
