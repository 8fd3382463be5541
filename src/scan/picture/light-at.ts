import type { GreyPicture } from './picture.ts';

/** Places between two pixels that have weights of their own. */
const PHASES = 64;
const TAPS = 4;
/** For each phase the weights of four pixels in a row by Catmull-Rom, which keeps edges sharper than straight lines. */
const WEIGHTS = Float32Array.from({ length: PHASES * TAPS }, (_, at) =>
  weightOf(Math.floor(at / TAPS) / PHASES, at % TAPS),
);

function weightOf(t: number, tap: number): number {
  if (tap === 0) return (-t + 2 * t ** 2 - t ** 3) / 2;
  if (tap === 1) return (2 - 5 * t ** 2 + 3 * t ** 3) / 2;
  if (tap === 2) return (t + 4 * t ** 2 - 3 * t ** 3) / 2;
  return (-(t ** 2) + t ** 3) / 2;
}

/** The light between sixteen pixels; beyond the picture its edge goes on. The value may lie outside 0 to 255 beside a sharp edge. */
export function lightAt({ data, width, height }: GreyPicture, x: number, y: number): number {
  const inX = x < 0 ? 0 : x > width - 1 ? width - 1 : x;
  const inY = y < 0 ? 0 : y > height - 1 ? height - 1 : y;
  const column = inX | 0;
  const row = inY | 0;
  const across = (((inX - column) * PHASES) | 0) * TAPS;
  const down = (((inY - row) * PHASES) | 0) * TAPS;
  const before = column > 0 ? -1 : 0;
  const after = column < width - 1 ? 1 : 0;
  const beyond = column < width - 2 ? 2 : after;
  const first = WEIGHTS[across] ?? 0;
  const second = WEIGHTS[across + 1] ?? 0;
  const third = WEIGHTS[across + 2] ?? 0;
  const fourth = WEIGHTS[across + 3] ?? 0;
  let sum = 0;
  for (let tap = 0; tap < TAPS; tap += 1) {
    const line = row + tap - 1;
    const at = (line < 0 ? 0 : line >= height ? height - 1 : line) * width + column;
    const light =
      first * (data[at + before] ?? 0) +
      second * (data[at] ?? 0) +
      third * (data[at + after] ?? 0) +
      fourth * (data[at + beyond] ?? 0);
    sum += (WEIGHTS[down + tap] ?? 0) * light;
  }
  return sum;
}
