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

/** The best reading of a row (four samples a module, dark is low) whose check character is right. */
export function matchOf(row: Float32Array, templates: Templates): Match | null {
  const symbolCount = (row.length - STOP_SAMPLES) / SYMBOL_SAMPLES;
  const choices: Choice[][] = [];
  let energy = 0;
  for (let place = 0; place < symbolCount; place += 1) {
    const window = windowOf(row, place * SYMBOL_SAMPLES, SYMBOL_SAMPLES);
    choices.push(choicesOf(window, templates, place === 0));
    energy += window.energy;
  }
  const stop = windowOf(row, row.length - STOP_SAMPLES, STOP_SAMPLES);
  const stopMiss = stop.energy * (1 - Math.max(0, likeness(stop, templates.stop)) ** 2);
  energy += stop.energy;
  const [best, rival] = bestPaths(choices);
  if (best === undefined || energy === 0) return null;
  const chosen = best.path.map((choice, place) => choices[place]?.[choice]);
  return {
    values: chosen.map((choice) => choice?.value ?? 0),
    miss: (best.miss + stopMiss) / energy,
    rivalMiss: rival === undefined ? Number.POSITIVE_INFINITY : (rival.miss + stopMiss) / energy,
    worst: Math.min(...chosen.map((choice) => choice?.likeness ?? 0)),
  };
}

function choicesOf(window: Window, { symbols }: Templates, isStart: boolean): Choice[] {
  const first = isStart ? START_A : 0;
  const last = isStart ? START_C : CHECK_MODULUS - 1;
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

/**
 * The two readings with the least miss among all whose weighted sum fits the check character: by partial
 * sum modulo 103, the two best of each carried along.
 */
function bestPaths(choices: readonly (readonly Choice[])[]): Path[] {
  let states = new Map<number, Path[]>([[0, [{ miss: 0, path: [] }]]]);
  for (const [place, own] of choices.entries()) {
    const isCheck = place === choices.length - 1;
    const next = new Map<number, Path[]>();
    for (const [sum, paths] of states) {
      for (const [index, choice] of own.entries()) {
        // The check character has to equal the sum before it: what is left is 0.
        const weight = isCheck ? -1 : Math.max(1, place);
        const after = (((sum + weight * choice.value) % CHECK_MODULUS) + CHECK_MODULUS) % CHECK_MODULUS;
        if (isCheck && after !== 0) continue;
        for (const { miss, path } of paths) {
          keepTwo(next, after, { miss: miss + choice.miss, path: [...path, index] });
        }
      }
    }
    states = next;
  }
  return states.get(0) ?? [];
}

function keepTwo(states: Map<number, Path[]>, sum: number, path: Path): void {
  const held = states.get(sum) ?? [];
  const at = held.findIndex((other) => path.miss < other.miss);
  if (at === -1 && held.length >= 2) return;
  held.splice(at === -1 ? held.length : at, 0, path);
  states.set(sum, held.slice(0, 2));
}
