import {
  CHECK_MODULUS,
  modulesOf,
  START_A,
  START_C,
  STOP_MODULES,
  SYMBOL_MODULES,
  stopModules,
  VALUE_COUNT,
} from './code128-table.ts';

/** Samples a module in rows that are matched. */
export const PER_MODULE = 4;
export const SYMBOL_SAMPLES = SYMBOL_MODULES * PER_MODULE;
export const STOP_SAMPLES = STOP_MODULES * PER_MODULE;

/** What a symbol character looks like through a lens: mean 0, length 1. */
export interface Templates {
  readonly symbols: readonly Float32Array[];
  readonly stop: Float32Array;
}

/** `blur` is the deviation of the lens's blur in modules. */
export function templatesOf(blur: number): Templates {
  // Every character follows a space and is followed by a bar; the code itself lies between blanks.
  const blank = [0, 0, 0, 0];
  const symbols = Array.from({ length: VALUE_COUNT }, (_, value) => {
    const before = value >= START_A ? blank : [1, 0];
    return templateOf({ before, modules: modulesOf(value), after: [1, 0] }, blur);
  });
  return { symbols, stop: templateOf({ before: [1, 0], modules: stopModules(), after: blank }, blur) };
}

function templateOf(
  { before, modules, after }: { before: number[]; modules: number[]; after: number[] },
  blur: number,
): Float32Array {
  const all = [...before, ...modules, ...after].flatMap((module) => Array<number>(PER_MODULE).fill(-module));
  const sigma = Math.max(blur * PER_MODULE, 0.1);
  const first = before.length * PER_MODULE;
  const template = Float32Array.from({ length: modules.length * PER_MODULE }, (_, at) => {
    let sum = 0;
    let total = 0;
    for (let index = 0; index < all.length; index += 1) {
      const weight = Math.exp(-((index - first - at) ** 2) / (2 * sigma * sigma));
      sum += weight * (all[index] ?? 0);
      total += weight;
    }
    return sum / total;
  });
  return normalised(template);
}

function normalised(values: Float32Array): Float32Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const length = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0)) || 1;
  return values.map((value) => (value - mean) / length);
}

/** A character's stretch of a row, its mean taken away. */
export interface Window {
  readonly values: Float32Array;
  readonly energy: number;
}

export function windowOf(row: Float32Array, from: number, length: number): Window {
  let mean = 0;
  for (let index = 0; index < length; index += 1) mean += row[from + index] ?? 0;
  mean /= length;
  const values = new Float32Array(length);
  let energy = 0;
  for (let index = 0; index < length; index += 1) {
    const value = (row[from + index] ?? 0) - mean;
    values[index] = value;
    energy += value * value;
  }
  return { values, energy };
}

/** 1 for what is the template but for its contrast, 0 for what has nothing of it. */
export function likeness({ values, energy }: Window, template: Float32Array | undefined): number {
  if (template === undefined || energy === 0) return 0;
  let product = 0;
  for (let index = 0; index < values.length; index += 1)
    product += (values[index] ?? 0) * (template[index] ?? 0);
  return product / Math.sqrt(energy);
}

/** Which values a place may have: the first one is a start character. */
export function valuesAt(place: number): { first: number; last: number } {
  return place === 0 ? { first: START_A, last: START_C } : { first: 0, last: CHECK_MODULUS - 1 };
}

/** How alike a row's last samples are to a stop, 1 at best. */
export function stopLikeness(row: Float32Array, { stop }: Templates): number {
  return likeness(windowOf(row, 0, STOP_SAMPLES), stop);
}

/** How alike a row's first samples are to the likeliest start, 1 at best. */
export function startLikeness(row: Float32Array, { symbols }: Templates): number {
  const window = windowOf(row, 0, SYMBOL_SAMPLES);
  let best = -1;
  for (let value = START_A; value <= START_C; value += 1) {
    best = Math.max(best, likeness(window, symbols[value]));
  }
  return best;
}
