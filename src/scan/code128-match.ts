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
const SYMBOL_SAMPLES = SYMBOL_MODULES * PER_MODULE;
const STOP_SAMPLES = STOP_MODULES * PER_MODULE;

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

/** How alike the row's ends are to a start and a stop, both at best 1. */
export function endsLikeness(row: Float32Array, templates: Templates): number {
  const start = windowOf(row, 0, SYMBOL_SAMPLES);
  let best = -1;
  for (let value = START_A; value <= START_C; value += 1) {
    best = Math.max(best, likeness(start, templates.symbols[value]));
  }
  return Math.min(best, likeness(windowOf(row, row.length - STOP_SAMPLES, STOP_SAMPLES), templates.stop));
}

interface Window {
  readonly values: Float32Array;
  readonly energy: number;
}

function windowOf(row: Float32Array, from: number, length: number): Window {
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

function likeness({ values, energy }: Window, template: Float32Array | undefined): number {
  if (template === undefined || energy === 0) return 0;
  let product = 0;
  for (let index = 0; index < values.length; index += 1)
    product += (values[index] ?? 0) * (template[index] ?? 0);
  return product / Math.sqrt(energy);
}

/** Candidates that one character leaves to the check character to choose from. */
const CHOICES = 6;

interface Choice {
  readonly value: number;
  readonly likeness: number;
  readonly miss: number;
}

/** How much of a row no characters explain, whatever its check character says: 0 is perfect. Cheap. */
export function roughMiss(row: Float32Array, templates: Templates): number {
  const count = symbolCountOf(row);
  let energy = 0;
  let miss = 0;
  for (let place = 0; place < count; place += 1) {
    const window = windowOf(row, place * SYMBOL_SAMPLES, SYMBOL_SAMPLES);
    const { first, last } = valuesAt(place);
    let best = 0;
    for (let value = first; value <= last; value += 1) {
      best = Math.max(best, likeness(window, templates.symbols[value]));
    }
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
    miss += window.energy * (1 - Math.max(0, likeness(window, templates.symbols[value])) ** 2);
  }
  return energy > 0 ? miss / energy : 1;
}

/** The best reading of a row (four samples a module, dark is low) whose check character is right. */
export function matchOf(row: Float32Array, templates: Templates): Match | null {
  const count = symbolCountOf(row);
  const choices: Choice[][] = [];
  const stop = stopOf(row, templates);
  let energy = stop.energy;
  for (let place = 0; place < count; place += 1) {
    const window = windowOf(row, place * SYMBOL_SAMPLES, SYMBOL_SAMPLES);
    choices.push(choicesOf(window, templates, place));
    energy += window.energy;
  }
  const [best, rival] = bestPaths(choices);
  if (best === undefined || energy === 0) return null;
  const chosen = best.path.map((choice, place) => choices[place]?.[choice]);
  return {
    values: chosen.map((choice) => choice?.value ?? 0),
    miss: (best.miss + stop.miss) / energy,
    rivalMiss: rival === undefined ? Number.POSITIVE_INFINITY : (rival.miss + stop.miss) / energy,
    worst: Math.min(...chosen.map((choice) => choice?.likeness ?? 0)),
  };
}

function symbolCountOf(row: Float32Array): number {
  return Math.round((row.length - STOP_SAMPLES) / SYMBOL_SAMPLES);
}

function stopOf(row: Float32Array, { stop }: Templates): { energy: number; miss: number } {
  const window = windowOf(row, row.length - STOP_SAMPLES, STOP_SAMPLES);
  return { energy: window.energy, miss: window.energy * (1 - Math.max(0, likeness(window, stop)) ** 2) };
}

function valuesAt(place: number): { first: number; last: number } {
  return place === 0 ? { first: START_A, last: START_C } : { first: 0, last: CHECK_MODULUS - 1 };
}

function choicesOf(window: Window, { symbols }: Templates, place: number): Choice[] {
  const { first, last } = valuesAt(place);
  const likenesses: { value: number; likeness: number }[] = [];
  for (let value = first; value <= last; value += 1) {
    const own = likeness(window, symbols[value]);
    const weakest = likenesses.at(-1);
    if (likenesses.length === CHOICES && weakest !== undefined && own <= weakest.likeness) continue;
    if (likenesses.length === CHOICES) likenesses.pop();
    const at = likenesses.findIndex((other) => other.likeness < own);
    likenesses.splice(at === -1 ? likenesses.length : at, 0, { value, likeness: own });
  }
  return likenesses.map((one) => ({ ...one, miss: window.energy * (1 - Math.max(0, one.likeness) ** 2) }));
}

interface Path {
  readonly miss: number;
  readonly path: readonly number[];
}

/** Readings carried along for each partial sum: the best and its rival. */
const KEPT = 2;
const SLOTS = CHECK_MODULUS * KEPT;

/**
 * The two readings with the least miss among all whose weighted sum fits the check character: by partial
 * sum modulo 103, the two best of each carried along.
 */
function bestPaths(choices: readonly (readonly Choice[])[]): Path[] {
  let misses = new Float64Array(SLOTS).fill(Number.POSITIVE_INFINITY);
  misses[0] = 0;
  // For each place and slot: the choice made there, and the slot that it was made from.
  const made = choices.map(() => new Int16Array(SLOTS));
  const before = choices.map(() => new Int16Array(SLOTS));
  for (const [place, own] of choices.entries()) {
    const next = new Float64Array(SLOTS).fill(Number.POSITIVE_INFINITY);
    // The check character has to equal the sum before it: what is left is 0.
    const weight = place === choices.length - 1 ? CHECK_MODULUS - 1 : Math.max(1, place);
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const miss = misses[slot] ?? Number.POSITIVE_INFINITY;
      if (miss === Number.POSITIVE_INFINITY) continue;
      for (let index = 0; index < own.length; index += 1) {
        const choice = own[index];
        if (choice === undefined) continue;
        const sum = ((slot >> 1) + weight * choice.value) % CHECK_MODULUS;
        keep({ misses: next, made: made[place], before: before[place] }, sum * KEPT, {
          miss: miss + choice.miss,
          index,
          slot,
        });
      }
    }
    misses = next;
  }
  return [0, 1].flatMap((slot) => {
    const miss = misses[slot] ?? Number.POSITIVE_INFINITY;
    return miss === Number.POSITIVE_INFINITY ? [] : [{ miss, path: pathTo(slot, made, before) }];
  });
}

interface Slots {
  readonly misses: Float64Array;
  readonly made: Int16Array | undefined;
  readonly before: Int16Array | undefined;
}

/** Keeps a step among the two best of its sum; the better one is first. */
function keep(
  { misses, made, before }: Slots,
  first: number,
  step: { readonly miss: number; readonly index: number; readonly slot: number },
): void {
  if (made === undefined || before === undefined || step.miss >= (misses[first + 1] ?? 0)) return;
  let target = first + 1;
  if (step.miss < (misses[first] ?? 0)) {
    misses[first + 1] = misses[first] ?? 0;
    made[first + 1] = made[first] ?? 0;
    before[first + 1] = before[first] ?? 0;
    target = first;
  }
  misses[target] = step.miss;
  made[target] = step.index;
  before[target] = step.slot;
}

function pathTo(last: number, made: readonly Int16Array[], before: readonly Int16Array[]): number[] {
  const path: number[] = [];
  let slot = last;
  for (let place = made.length - 1; place >= 0; place -= 1) {
    path.unshift(made[place]?.[slot] ?? 0);
    slot = before[place]?.[slot] ?? 0;
  }
  return path;
}
