import bwip from 'bwip-js/generic';
import { type Random, randomOf } from '../corpus/random.ts';

interface RowOptions {
  /** Samples a module. */
  readonly module?: number;
  /** Deviation of the blur in modules. */
  readonly blur?: number;
  readonly noise?: number;
  /** How much wider modules are at one end. */
  readonly bend?: number;
}

const BLANK = 60;
const [INK, PAPER] = [40, 210];

/** One row of light across a printed bar code, as a strip gives it. */
export function printedRow(kind: string, text: string, options: RowOptions = {}): Float32Array {
  const { module = 5, blur = 0.3, noise = 0, bend = 0 } = options;
  const modules = modulesOf(kind, text);
  const span = modules.length * module;
  const sharp = Float32Array.from({ length: Math.round(span + 2 * BLANK) }, (_, at) => {
    const place = (at - BLANK) / span;
    return modules[Math.floor((place / (1 + bend - bend * place)) * modules.length)] === 1 ? INK : PAPER;
  });
  return noisy(blurred(sharp, blur * module), noise, randomOf(`${kind} ${text}`));
}

function modulesOf(kind: string, text: string): number[] {
  const [code] = bwip.raw(kind, text, '');
  if (code === undefined || !('sbs' in code)) throw new Error(`no ${kind} for ${text}`);
  return code.sbs.flatMap((width, index) => Array<number>(Math.round(width)).fill(index % 2 === 0 ? 1 : 0));
}

function blurred(row: Float32Array, sigma: number): Float32Array {
  const reach = Math.ceil(sigma * 3);
  return row.map((_, at) => {
    let sum = 0;
    let total = 0;
    for (let shift = -reach; shift <= reach; shift += 1) {
      const weight = Math.exp(-(shift ** 2) / (2 * sigma ** 2));
      sum += weight * (row[Math.min(row.length - 1, Math.max(0, at + shift))] ?? 0);
      total += weight;
    }
    return sum / total;
  });
}

function noisy(row: Float32Array, noise: number, random: Random): Float32Array {
  return row.map((light) => light + random.normal() * noise);
}
