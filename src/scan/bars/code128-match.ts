import { bestPaths, type PlaceChoices } from './code128-paths.ts';
import {
  likeness,
  STOP_SAMPLES,
  SYMBOL_SAMPLES,
  type Templates,
  valuesAt,
  type Window,
  windowOf,
} from './code128-templates.ts';

/** A reading of all characters between start and stop, the check character included and right. */
export interface Match {
  /** From the start character to the check character. */
  readonly values: readonly number[];
  /** What the row has that the reading does not explain, as a share of what it has: 0 is perfect. */
  readonly miss: number;
  /** The same for the best other reading whose check character is right too. */
  readonly rivalMiss: number;
  /** The worst character's likeness, 1 at best. */
  readonly worst: number;
}

/** How much of a row no characters explain, whatever its check character says: 0 is perfect. Cheap. */
export function roughMiss(row: Float32Array, templates: Templates): number {
  const count = symbolCountOf(row);
  let energy = 0;
  let miss = 0;
  for (let place = 0; place < count; place += 1) {
    const window = windowOf(row, place * SYMBOL_SAMPLES, SYMBOL_SAMPLES);
    const best = Math.max(0, likenessesOf(window, templates, place).best);
    energy += window.energy;
    miss += window.energy * (1 - best * best);
  }
  return energy > 0 ? miss / energy : 1;
}

/** How much of a row these characters do not explain. */
export function missOf(row: Float32Array, values: readonly number[], templates: Templates): number {
  let { energy, miss } = stopOf(row, templates);
  for (const [place, value] of values.entries()) {
    const window = windowOf(row, place * SYMBOL_SAMPLES, SYMBOL_SAMPLES);
    energy += window.energy;
    miss += missed(window, likeness(window, templates.symbols[value]));
  }
  return energy > 0 ? miss / energy : 1;
}

/**
 * The best reading of a row (four samples a module, dark is low) whose check character is right; null if it is
 * sure to miss `missMax` or more.
 */
export function matchOf(row: Float32Array, templates: Templates, missMax: number): Match | null {
  const count = symbolCountOf(row);
  const stop = stopOf(row, templates);
  const places: { window: Window; likenesses: Float32Array }[] = [];
  let { energy, miss: least } = stop;
  for (let place = 0; place < count; place += 1) {
    const window = windowOf(row, place * SYMBOL_SAMPLES, SYMBOL_SAMPLES);
    const { likenesses, best } = likenessesOf(window, templates, place);
    places.push({ window, likenesses });
    energy += window.energy;
    least += missed(window, best);
  }
  // The check character can only make a reading worse than the likeliest characters, one by one.
  if (energy === 0 || least >= missMax * energy) return null;
  const choices = places.map(({ window, likenesses }, place) => choicesOf(window, likenesses, place));
  const [best, rival] = bestPaths(choices);
  if (best === undefined) return null;
  const values = best.path.map((choice, place) => choices[place]?.values[choice] ?? 0);
  return {
    values,
    miss: (best.miss + stop.miss) / energy,
    rivalMiss: rival === undefined ? Number.POSITIVE_INFINITY : (rival.miss + stop.miss) / energy,
    worst: Math.min(...values.map((value, place) => likenessAt(places[place]?.likenesses, value, place))),
  };
}

function symbolCountOf(row: Float32Array): number {
  return Math.round((row.length - STOP_SAMPLES) / SYMBOL_SAMPLES);
}

function missed({ energy }: Window, own: number): number {
  return energy * (1 - Math.max(0, own) ** 2);
}

function stopOf(row: Float32Array, { stop }: Templates): { energy: number; miss: number } {
  const window = windowOf(row, row.length - STOP_SAMPLES, STOP_SAMPLES);
  return { energy: window.energy, miss: missed(window, likeness(window, stop)) };
}

function likenessesOf(
  window: Window,
  { symbols }: Templates,
  place: number,
): { likenesses: Float32Array; best: number } {
  const { first, last } = valuesAt(place);
  const likenesses = new Float32Array(last - first + 1);
  let best = -1;
  for (let value = first; value <= last; value += 1) {
    const own = likeness(window, symbols[value]);
    likenesses[value - first] = own;
    if (own > best) best = own;
  }
  return { likenesses, best };
}

function likenessAt(likenesses: Float32Array | undefined, value: number, place: number): number {
  return likenesses?.[value - valuesAt(place).first] ?? 0;
}

/** How many candidates of one character are kept, for the check character to choose from. */
const CHOICES = 6;

/** The few likeliest characters of one place. */
function choicesOf(window: Window, likenesses: Float32Array, place: number): PlaceChoices {
  const { first } = valuesAt(place);
  const order: number[] = [];
  for (let index = 0; index < likenesses.length; index += 1) {
    const own = likenesses[index] ?? 0;
    let at = order.length;
    while (at > 0 && (likenesses[order[at - 1] ?? 0] ?? 0) < own) at -= 1;
    if (at === CHOICES) continue;
    order.splice(at, 0, index);
    if (order.length > CHOICES) order.pop();
  }
  return {
    values: order.map((index) => first + index),
    misses: order.map((index) => missed(window, likenesses[index] ?? 0)),
  };
}
