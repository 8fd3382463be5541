import { type BarGrid, resampled } from './bar-grid.ts';
import { type Match, matchOf, missOf } from './code128-match.ts';
import { PER_MODULE, type Templates } from './code128-templates.ts';

/** A grid with what is read on it, and the lens's blur that explains it best. */
export interface GridReading {
  readonly grid: BarGrid;
  readonly match: Match;
  readonly templates: Templates;
}

/** Steps in modules by which the ends are moved to see whether the reading gets better, and those of the bend. */
const STEPS = [
  { modules: 0.3, bend: 0.008 },
  { modules: 0.15, bend: 0.004 },
  { modules: 0.3, bend: 0.008 },
  { modules: 0.15, bend: 0.004 },
];
const GOOD_MISS = 0.02;

/** Moves ends and bend while that makes the same characters likelier, then reads again. */
export function refined(row: Float32Array, reading: GridReading): GridReading {
  let best = reading;
  for (const step of STEPS) {
    if (best.match.miss < GOOD_MISS) return best;
    const grid = settled(row, best, step);
    const match = matchOf(resampled(row, grid, PER_MODULE), best.templates, best.match.miss);
    if (match !== null && match.miss < best.match.miss) best = { ...best, grid, match };
  }
  return best;
}

function settled(
  row: Float32Array,
  { grid, match, templates }: GridReading,
  step: { modules: number; bend: number },
): BarGrid {
  const shift = (step.modules * (grid.to - grid.from)) / grid.modules;
  let best = grid;
  let least = missOf(resampled(row, grid, PER_MODULE), match.values, templates);
  for (const change of [
    { from: shift, to: 0, bend: 0 },
    { from: -shift, to: 0, bend: 0 },
    { from: 0, to: shift, bend: 0 },
    { from: 0, to: -shift, bend: 0 },
    { from: shift, to: shift, bend: 0 },
    { from: -shift, to: -shift, bend: 0 },
    { from: 0, to: 0, bend: step.bend },
    { from: 0, to: 0, bend: -step.bend },
  ]) {
    const moved = {
      ...best,
      from: best.from + change.from,
      to: best.to + change.to,
      bend: best.bend + change.bend,
    };
    const miss = missOf(resampled(row, moved, PER_MODULE), match.values, templates);
    if (miss < least) [best, least] = [moved, miss];
  }
  return best;
}
