import { edgesOf } from './bar-edges.ts';
import { type BarGrid, barGrids, resampled } from './bar-grid.ts';
import {
  endsLikeness,
  type Match,
  matchOf,
  PER_MODULE,
  type Templates,
  templatesOf,
} from './code128-match.ts';
import { textOfValues } from './code128-table.ts';

/** A Code 128 read from one row as a whole, by likeness rather than by bars one at a time. */
export interface SoftReading {
  readonly text: string;
  readonly match: Match;
  /** First and last sample of the code in the row, in reading direction. */
  readonly from: number;
  readonly to: number;
}

/** In modules; from a sharp close-up to a lens that never focuses. */
const BLURS = [0.3, 0.5, 0.7, 0.9];
const FIRST_BLUR = 1;
const GRIDS_TRIED = 24;
const GRIDS_READ = 4;
const ENDS_LIKENESS_MIN = 0.5;
const templates: readonly Templates[] = BLURS.map(templatesOf);

/** The likeliest Code 128 in a row that crosses all its bars; `inverted`: its bars are brighter than its paper. */
export function softReadingOf(row: Float32Array, inverted = false): SoftReading | null {
  const light = inverted ? row.map((value) => -value) : row;
  const grids = barGrids(edgesOf(light), GRIDS_TRIED).flatMap((grid) => directed(light, grid));
  const likely = grids.sort((one, other) => other.ends - one.ends).slice(0, GRIDS_READ);
  let best: Reading | null = null;
  for (const { grid, ends } of likely) {
    if (ends < ENDS_LIKENESS_MIN) continue;
    const reading = readingOf(light, grid);
    if (reading !== null && (best === null || reading.match.miss < best.match.miss)) best = reading;
  }
  if (best === null) return null;
  const refined = refine(light, best);
  const text = textOfValues(refined.match.values.slice(0, -1));
  return text === null ? null : { text, match: refined.match, from: refined.grid.from, to: refined.grid.to };
}

/** Both ways to read a grid: `from` beyond `to` reads from right to left. */
function directed(row: Float32Array, grid: BarGrid): { grid: BarGrid; ends: number }[] {
  const back = { ...grid, from: grid.to, to: grid.from, bend: -grid.bend / (1 + grid.bend) };
  const first = templates[FIRST_BLUR];
  if (first === undefined) return [];
  return [grid, back].map((one) => ({
    grid: one,
    ends: endsLikeness(resampled(row, one, PER_MODULE), first),
  }));
}

interface Reading {
  readonly grid: BarGrid;
  readonly match: Match;
  readonly blur: number;
}

function readingOf(row: Float32Array, grid: BarGrid): Reading | null {
  const samples = resampled(row, grid, PER_MODULE);
  let best: Reading | null = null;
  for (const [blur, own] of templates.entries()) {
    const match = matchOf(samples, own);
    if (match !== null && (best === null || match.miss < best.match.miss)) best = { grid, match, blur };
  }
  return best;
}

/** Steps in modules by which the ends are moved to see whether the reading gets better. */
const STEPS = [0.3, 0.15];
const BEND_STEPS = [0.006, 0.003];

/** Moves ends and bend while that makes the reading likelier. */
function refine(row: Float32Array, reading: Reading): Reading {
  let best = reading;
  for (const [round, step] of STEPS.entries()) {
    const shift = (step * (best.grid.to - best.grid.from)) / best.grid.modules;
    const bend = BEND_STEPS[round] ?? 0;
    for (const change of [
      { from: shift, to: 0, bend: 0 },
      { from: -shift, to: 0, bend: 0 },
      { from: 0, to: shift, bend: 0 },
      { from: 0, to: -shift, bend: 0 },
      { from: 0, to: 0, bend },
      { from: 0, to: 0, bend: -bend },
    ]) {
      const grid = {
        ...best.grid,
        from: best.grid.from + change.from,
        to: best.grid.to + change.to,
        bend: best.grid.bend + change.bend,
      };
      const own = templates[best.blur];
      const match = own === undefined ? null : matchOf(resampled(row, grid, PER_MODULE), own);
      if (match !== null && match.miss < best.match.miss) best = { ...best, grid, match };
    }
  }
  return best;
}
