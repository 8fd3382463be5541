import type { Edge } from './bar-edges.ts';
import { STOP_MODULES, SYMBOL_MODULES } from './code128-table.ts';

/**
 * A guess at where a code's modules lie in a row: from sample `from` to sample `to` there are `modules` of
 * them, evenly but for perspective. `bend` is how much wider they are at one end than at the other.
 */
export interface BarGrid {
  readonly from: number;
  readonly to: number;
  readonly modules: number;
  readonly bend: number;
  /** How well the edges fall between modules: 1 exactly, 0 by chance. */
  readonly fit: number;
}

/** Start, one character and check, to what 30 letters take. */
const SYMBOLS_MIN = 3;
const SYMBOLS_MAX = 32;
/** Samples are half pixels: below one pixel a module there is nothing left to read. */
const MODULE_SAMPLES_MIN = 1.9;
const MODULE_SAMPLES_MAX = 40;
const BEND_MAX = 0.2;
const BEND_STEP = 0.01;
const ENDS_MAX = 3;
const EDGES_MIN = 14;
/** Bars and spaces of a symbol character. */
const ELEMENTS = 6;
const COSINES = Float32Array.from({ length: 1024 }, (_, turn) => Math.cos((turn / 1024) * 2 * Math.PI));

/** The likeliest grids by where the edges fall, best first, at most `gridsMax`. */
export function barGrids(edges: readonly Edge[], gridsMax: number): BarGrid[] {
  const grids = spansOf(edges).flatMap((span) => gridsBetween(span));
  return grids.sort((one, other) => other.fit - one.fit).slice(0, gridsMax);
}

/**
 * All grids that the ends allow, for bars so blurred that their edges are no longer where the bars end; the
 * fit is not known.
 */
export function possibleGrids(edges: readonly Edge[]): BarGrid[] {
  return spansOf(edges).flatMap((span) =>
    moduleCountsOf(span, POSSIBLE_COUNT).flatMap((modules) =>
      POSSIBLE_BENDS.map((bend) => ({ from: span.from, to: span.to, modules, bend, fit: 0 })),
    ),
  );
}

/** How many more or fewer edges a code may show than it has. */
interface CountRange {
  readonly low: number;
  readonly high: number;
}

const LIKELY_COUNT: CountRange = { low: 0.6, high: 1.3 };
const POSSIBLE_COUNT: CountRange = { low: 0.5, high: 1.25 };
const POSSIBLE_BENDS = Array.from({ length: 13 }, (_, step) => (step - 6) * 0.015);

/** A stretch between two edges that may be a code's ends. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly edges: readonly Edge[];
}

function spansOf(edges: readonly Edge[]): Span[] {
  const spans: Span[] = [];
  for (const left of leftEnds(edges)) {
    for (const right of rightEnds(edges)) {
      if (right - left + 1 < EDGES_MIN) continue;
      spans.push({
        from: edges[left]?.at ?? 0,
        to: edges[right]?.at ?? 0,
        edges: edges.slice(left, right + 1),
      });
    }
  }
  return spans;
}

/** Indices of edges into the dark: the first, and those that have the widest blank before them. */
function leftEnds(edges: readonly Edge[]): number[] {
  const half = edges.length / 2;
  const blankBefore = (index: number) => (edges[index]?.at ?? 0) - (edges[index - 1]?.at ?? 0);
  const [first, ...others] = edges.flatMap((edge, index) => (edge.toDark && index < half ? [index] : []));
  return withWidest(first, others, blankBefore);
}

/** Indices of edges out of the dark: the last, and those that have the widest blank after them. */
function rightEnds(edges: readonly Edge[]): number[] {
  const half = edges.length / 2;
  const blankAfter = (index: number) => (edges[index + 1]?.at ?? 0) - (edges[index]?.at ?? 0);
  const ends = edges.flatMap((edge, index) => (!edge.toDark && index >= half ? [index] : []));
  return withWidest(ends.at(-1), ends.slice(0, -1), blankAfter);
}

function withWidest(
  outermost: number | undefined,
  others: readonly number[],
  blankAt: (index: number) => number,
): number[] {
  if (outermost === undefined) return [];
  const widest = others.toSorted((one, other) => blankAt(other) - blankAt(one));
  return [outermost, ...widest.slice(0, ENDS_MAX - 1)];
}

function gridsBetween(span: Span): BarGrid[] {
  const { from, to } = span;
  const places = Float64Array.from(span.edges, ({ at }) => (at - from) / (to - from));
  return moduleCountsOf(span, LIKELY_COUNT).map((modules) => {
    let best: BarGrid = { from, to, modules, bend: 0, fit: fitOf(places, modules, 0) };
    for (let bend = -BEND_MAX; bend <= BEND_MAX + BEND_STEP / 2; bend += BEND_STEP) {
      const fit = fitOf(places, modules, bend);
      if (fit > best.fit) best = { from, to, modules, bend, fit };
    }
    return best;
  });
}

/** How many modules a code of this length and this many edges may have. */
function moduleCountsOf({ from, to, edges }: Span, count: CountRange): number[] {
  const counts: number[] = [];
  for (let symbols = SYMBOLS_MIN; symbols <= SYMBOLS_MAX; symbols += 1) {
    const modules = symbols * SYMBOL_MODULES + STOP_MODULES;
    const width = (to - from) / modules;
    if (width < MODULE_SAMPLES_MIN || width > MODULE_SAMPLES_MAX) continue;
    // Edges that blur has swallowed are missing, and noise adds some; far from the count is another code.
    const expected = symbols * ELEMENTS + ELEMENTS + 2;
    if (edges.length >= expected * count.low && edges.length <= expected * count.high) counts.push(modules);
  }
  return counts;
}

function fitOf(places: Float64Array, modules: number, bend: number): number {
  let sum = 0;
  for (let index = 0; index < places.length; index += 1) {
    const place = places[index] ?? 0;
    const module = (place / (1 + bend - bend * place)) * modules;
    sum += COSINES[((module * 1024 + 0.5) | 0) & 1023] ?? 0;
  }
  return sum / places.length;
}

/** `perModule` samples for each module of the grid, taken between the row's own. */
export function resampled(row: Float32Array, grid: BarGrid, perModule: number): Float32Array {
  const samples = grid.modules * perModule;
  return resampledPart(row, grid, { samples, first: 0, count: samples });
}

/** From sample `first` on, `count` of the `samples` into which the grid is divided. */
export function resampledPart(
  row: Float32Array,
  { from, to, bend }: BarGrid,
  { samples, first, count }: { samples: number; first: number; count: number },
): Float32Array {
  const result = new Float32Array(count);
  const stretch = (to - from) * (1 + bend);
  const last = row.length - 1.001;
  for (let index = 0; index < count; index += 1) {
    const share = (first + index + 0.5) / samples;
    const at = from + (stretch * share) / (1 + bend * share);
    const inside = at < 0 ? 0 : at > last ? last : at;
    const left = inside | 0;
    result[index] = (row[left] ?? 0) * (1 - inside + left) + (row[left + 1] ?? 0) * (inside - left);
  }
  return result;
}
