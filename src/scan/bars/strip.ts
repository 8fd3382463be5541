import { lightAt } from '../picture/light-at.ts';
import type { GreyPicture, Point } from '../picture/picture.ts';
import type { BarArea } from './bar-area-fit.ts';

/** Bars made upright: each row is the mean of several lines across them. */
export interface Strip {
  readonly rows: readonly Float32Array[];
  /** Samples in a row. */
  readonly length: number;
  /** Pixels of the picture from one sample to the next. */
  readonly step: number;
  /** Where a sample lies in the picture, on the strip's middle line. */
  readonly at: (sample: number) => Point;
}

/** Half a pixel keeps all that the camera saw of a narrow bar. */
const STEP = 0.5;
const SAMPLES_MAX = 3000;
/** Beyond either end, for the quiet zone and for ends that the tiles missed. */
const MARGIN = 14;

/**
 * Samples an area along its middle line and beside it, each look following the bars' own direction, into
 * `rowCount` rows from one side of the bars to the other.
 */
export function stripOf(
  grey: GreyPicture,
  area: BarArea,
  { rowCount, linesPerRow }: { rowCount: number; linesPerRow: number },
): Strip {
  const start = area.from - MARGIN;
  const step = Math.max(STEP, (area.to - area.from + 2 * MARGIN) / SAMPLES_MAX);
  const length = Math.max(1, Math.floor((area.to + MARGIN - start) / step));
  const lines = rowCount * linesPerRow;
  const reach = area.halfHeight * 0.8;
  const rows = Array.from({ length: rowCount }, () => new Float32Array(length));
  let inside = { from: length, to: 0 };
  for (let sample = 0; sample < length; sample += 1) {
    const along = start + sample * step;
    if (isInside(grey, area, along)) inside = { from: Math.min(inside.from, sample), to: sample };
    const lean = area.lean + area.leanGrowth * along;
    for (let row = 0; row < rowCount; row += 1) {
      let sum = 0;
      for (let line = 0; line < linesPerRow; line += 1) {
        const away = ((row * linesPerRow + line + 0.5) / lines - 0.5) * 2 * reach;
        const ahead = along + lean * away;
        const x = area.centre.x + area.along.x * ahead - area.along.y * away;
        const y = area.centre.y + area.along.y * ahead + area.along.x * away;
        sum += lightAt(grey, x, y);
      }
      const target = rows[row];
      if (target !== undefined) target[sample] = sum / linesPerRow;
    }
  }
  for (const row of rows) blankOutside(row, inside);
  const at = (sample: number) => {
    const along = start + sample * step;
    return { x: area.centre.x + area.along.x * along, y: area.centre.y + area.along.y * along };
  };
  return { rows, length, step, at };
}

function isInside({ width, height }: GreyPicture, { centre, along }: BarArea, ahead: number): boolean {
  const x = centre.x + along.x * ahead;
  const y = centre.y + along.y * ahead;
  return x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1;
}

/** What lies beyond the picture passes for paper: a scan may be cut off at the first bar. */
function blankOutside(row: Float32Array, { from, to }: { from: number; to: number }): void {
  if (from > to) return;
  let paper = 0;
  for (let at = from; at <= to; at += 1) paper = Math.max(paper, row[at] ?? 0);
  row.fill(paper, 0, from).fill(paper, to + 1);
}

const PIXELS_PER_ROW = 12;

/** A strip as a picture that a person can look at. */
export function pictureOfStrip({ rows, length }: Strip): GreyPicture {
  const data = new Uint8Array(length * rows.length * PIXELS_PER_ROW);
  for (const [index, row] of rows.entries()) {
    const bytes = Uint8Array.from(row);
    for (let line = 0; line < PIXELS_PER_ROW; line += 1)
      data.set(bytes, (index * PIXELS_PER_ROW + line) * length);
  }
  return { data, width: length, height: rows.length * PIXELS_PER_ROW };
}
