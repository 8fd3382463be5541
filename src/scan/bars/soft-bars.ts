import { edgesOf } from './bar-edges.ts';
import { type BarGrid, barGrids, possibleGrids, resampled, resampledPart } from './bar-grid.ts';
import { type Match, matchOf, roughMiss } from './code128-match.ts';
import { textOfValues } from './code128-table.ts';
import {
  PER_MODULE,
  STOP_SAMPLES,
  SYMBOL_SAMPLES,
  startLikeness,
  stopLikeness,
  type Templates,
  templatesOf,
} from './code128-templates.ts';
import { type GridReading, refined } from './soft-refine.ts';

/** A Code 128 read from one row as a whole, by likeness rather than by bars one at a time. */
export interface SoftReading {
  readonly text: string;
  readonly match: Match;
  /** First and last sample of the code in the row, in reading direction. */
  readonly from: number;
  readonly to: number;
}

export interface SoftOptions {
  /** The bars are brighter than their paper. */
  readonly inverted: boolean;
  /** Where the edges say nothing, every grid that the ends allow is tried: ten times the work. */
  readonly blurred: boolean;
}

/** The blur in modules, from a sharp close-up to a lens that never focuses. */
const BLURS = [0.3, 0.5, 0.7, 0.9, 1.1];
const FIRST_BLUR = 1;
const HEAVY_BLUR = 3;
const GRIDS_TRIED = 24;
const GRIDS_READ = 3;
const ENDS_LIKENESS_MIN = 0.5;
const BLURRED_ENDS_LIKENESS_MIN = 0.6;
const BLURRED_GRIDS_TRIED = 60;
/** A reading from the edges that leaves more than this unexplained is looked at again as blurred. */
const CLEAR_MISS_MAX = 0.1;
const templates: readonly Templates[] = BLURS.map(templatesOf);

/** The likeliest Code 128 in a row that crosses all its bars. */
export function softReadingOf(row: Float32Array, { inverted, blurred }: SoftOptions): SoftReading | null {
  const light = inverted ? row.map((value) => -value) : row;
  const edges = edgesOf(light);
  const clear = bestOf(light, likelyGrids(light, barGrids(edges, GRIDS_TRIED)));
  const needsMore = blurred && (clear === null || clear.match.miss > CLEAR_MISS_MAX);
  const best = needsMore ? better(clear, bestOf(light, blurredGrids(light, possibleGrids(edges)))) : clear;
  if (best === null) return null;
  const text = textOfValues(best.match.values.slice(0, -1));
  return text === null ? null : { text, match: best.match, from: best.grid.from, to: best.grid.to };
}

function better(one: GridReading | null, other: GridReading | null): GridReading | null {
  if (one === null || other === null) return one ?? other;
  return one.match.miss <= other.match.miss ? one : other;
}

/** Grids whose ends look like a start and a stop, in the direction in which they do. */
function likelyGrids(row: Float32Array, grids: readonly BarGrid[]): BarGrid[] {
  return directed(row, grids, FIRST_BLUR)
    .filter(({ ends }) => ends > ENDS_LIKENESS_MIN)
    .sort((one, other) => other.ends - one.ends)
    .slice(0, GRIDS_READ)
    .map(({ grid }) => grid);
}

function blurredGrids(row: Float32Array, grids: readonly BarGrid[]): BarGrid[] {
  const own = templates[HEAVY_BLUR];
  if (own === undefined) return [];
  return directed(row, grids, HEAVY_BLUR)
    .filter(({ ends }) => ends > BLURRED_ENDS_LIKENESS_MIN)
    .sort((one, other) => other.ends - one.ends)
    .slice(0, BLURRED_GRIDS_TRIED)
    .map(({ grid }) => ({ grid, miss: roughMiss(resampled(row, grid, PER_MODULE), own) }))
    .sort((one, other) => one.miss - other.miss)
    .slice(0, GRIDS_READ)
    .map(({ grid }) => grid);
}

/** Both ways to read each grid: `from` beyond `to` reads from right to left. */
function directed(
  row: Float32Array,
  grids: readonly BarGrid[],
  blur: number,
): { grid: BarGrid; ends: number }[] {
  const own = templates[blur];
  if (own === undefined) return [];
  return grids.flatMap((grid) => {
    const back = { ...grid, from: grid.to, to: grid.from, bend: -grid.bend / (1 + grid.bend) };
    return [grid, back].map((one) => ({
      grid: one,
      ends: endsOf(row, one, own),
    }));
  });
}

/** The likeness of the end that is less alike; the start is not looked at where the stop rules the grid out. */
function endsOf(row: Float32Array, grid: BarGrid, own: Templates): number {
  const samples = grid.modules * PER_MODULE;
  const last = { samples, first: samples - STOP_SAMPLES, count: STOP_SAMPLES };
  const stop = stopLikeness(resampledPart(row, grid, last), own);
  if (stop <= ENDS_LIKENESS_MIN) return stop;
  const start = resampledPart(row, grid, { samples, first: 0, count: SYMBOL_SAMPLES });
  return Math.min(stop, startLikeness(start, own));
}

function bestOf(row: Float32Array, grids: readonly BarGrid[]): GridReading | null {
  let best: GridReading | null = null;
  for (const grid of grids) best = better(best, readingOf(row, grid));
  return best === null ? null : refined(row, best);
}

/** A row of which more than this stays unexplained does not become a code by moving its ends a little. */
const HOPELESS_MISS = 0.4;

function readingOf(row: Float32Array, grid: BarGrid): GridReading | null {
  const samples = resampled(row, grid, PER_MODULE);
  let best: GridReading | null = null;
  for (const own of templates) {
    const match = matchOf(samples, own, best?.match.miss ?? HOPELESS_MISS);
    if (match !== null) best = better(best, { grid, match, templates: own });
  }
  return best;
}
