import type { Edge } from './bar-edges.ts';
import {
  CHECK_MODULUS,
  modulesOf,
  START_A,
  STOP_MODULES,
  SYMBOL_MODULES,
  stopModules,
  textOfValues,
  VALUE_COUNT,
} from './code128-table.ts';

/** A Code 128 read from where its edges lie, one character after the other. */
export interface EdgeReading {
  readonly text: string;
  /** Where it begins and ends in the row, in reading direction. */
  readonly from: number;
  readonly to: number;
  /** How far from where the text has it an edge lies at worst, in modules. */
  readonly worst: number;
  /** How much better the edges fit this text than the second best one, at the character that is least certain. */
  readonly margin: number;
}

/** Edges from one character's first to the next one's. */
const SYMBOL_EDGES = 6;
const STOP_EDGES = 7;
/** Start, one character, check and stop. */
export const EDGES_MIN = 3 * SYMBOL_EDGES + STOP_EDGES + 1;
/** Beyond half a module the next width is as likely. */
const OFF_MAX = 0.55;

/**
 * The Code 128 that these edges make, in either direction; null if they make none whose check character is right.
 *
 * Each character is measured by its own width, from its first edge to the next one's, so that paper may bend and a
 * printer may stretch. Distances are taken from an edge to the next of the same kind (ISO/IEC 15417, annex): where ink
 * has made all bars wider, both have moved alike.
 */
export function edgeReadingOf(edges: readonly Edge[]): EdgeReading | null {
  if (edges.length < EDGES_MIN) return null;
  const onward = Float64Array.from(edges, ({ at }) => at);
  const back = onward.map((at) => -at).reverse();
  const isDarkFirst = edges[0]?.toDark === true;
  const isDarkLast = edges.at(-1)?.toDark === false;
  const ahead = longestOf(onward, isDarkFirst ? 0 : 1);
  if (ahead !== null) return ahead;
  const found = longestOf(back, isDarkLast ? 0 : 1);
  return found && { ...found, from: -found.from, to: -found.to };
}

function longestOf(places: Float64Array, first: number): EdgeReading | null {
  for (let start = first; start + EDGES_MIN <= places.length; start += 2) {
    const found = readFrom(places, start);
    if (found !== null) return found;
  }
  return null;
}

/** The code that starts at this edge. */
function readFrom(places: Float64Array, start: number): EdgeReading | null {
  const values: number[] = [];
  let worst = 0;
  let margin = Number.POSITIVE_INFINITY;
  for (let at = start; at + SYMBOL_EDGES < places.length; at += SYMBOL_EDGES) {
    if (values.length > 2) {
      const off = stopOff(places, at);
      if (off < OFF_MAX && isChecked(values)) {
        const text = textOfValues(values.slice(0, -1));
        const [from, to] = [places[start] ?? 0, places[at + STOP_EDGES] ?? 0];
        return text === null ? null : { text, from, to, worst: Math.max(worst, off), margin };
      }
    }
    const { value, off, rival } = likeliestAt(places, at, values.length === 0);
    if (off > OFF_MAX) return null;
    values.push(value);
    worst = Math.max(worst, off);
    margin = Math.min(margin, rival - off);
  }
  return null;
}

function isChecked(values: readonly number[]): boolean {
  let sum = values[0] ?? 0;
  for (let place = 1; place < values.length - 1; place += 1) sum += place * (values[place] ?? 0);
  return sum % CHECK_MODULUS === values.at(-1);
}

/** For each character the distances from each of its edges to the next of the same kind, in modules. */
const DISTANCES = Array.from({ length: VALUE_COUNT }, (_, value) => distancesOf(modulesOf(value)));
const STOP_DISTANCES = distancesOf(stopModules());

function distancesOf(modules: readonly number[]): number[] {
  const edges = modules.flatMap((module, at) => (module === modules[at - 1] ? [] : [at]));
  edges.push(modules.length);
  return edges.slice(2).map((edge, index) => edge - (edges[index] ?? 0));
}

function likeliestAt(places: Float64Array, at: number, isStart: boolean) {
  const module = ((places[at + SYMBOL_EDGES] ?? 0) - (places[at] ?? 0)) / SYMBOL_MODULES;
  const first = isStart ? START_A : 0;
  const last = isStart ? VALUE_COUNT : START_A;
  let best = { value: -1, off: Number.POSITIVE_INFINITY, rival: Number.POSITIVE_INFINITY };
  for (let value = first; value < last; value += 1) {
    const off = offOf(places, { at, module }, { distances: DISTANCES[value] ?? [], offMax: best.rival });
    if (off < best.off) best = { value, off, rival: best.off };
    else if (off < best.rival) best = { ...best, rival: off };
  }
  return best;
}

/** Infinite if the row has not as many edges as a stop. */
function stopOff(places: Float64Array, at: number): number {
  const end = places[at + STOP_EDGES];
  if (end === undefined) return Number.POSITIVE_INFINITY;
  const module = (end - (places[at] ?? 0)) / STOP_MODULES;
  return offOf(places, { at, module }, { distances: STOP_DISTANCES, offMax: OFF_MAX });
}

/** The furthest that a distance differs from the character's, in modules; given up where it is no better. */
function offOf(
  places: Float64Array,
  { at, module }: { at: number; module: number },
  { distances, offMax }: { distances: readonly number[]; offMax: number },
): number {
  let off = 0;
  for (let index = 0; index < distances.length; index += 1) {
    const distance = ((places[at + index + 2] ?? 0) - (places[at + index] ?? 0)) / module;
    off = Math.max(off, Math.abs(distance - (distances[index] ?? 0)));
    if (off >= offMax) return Number.POSITIVE_INFINITY;
  }
  return off;
}
