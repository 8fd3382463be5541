import type { BarArea } from '../bars/bar-area-fit.ts';
import { stripOf } from '../bars/strip.ts';
import type { GreyPicture } from './picture.ts';

const ROWS = 14;
const REACH_SHARE = 0.8;
/** Tiles may mistake the direction of the bars by this much, as a tangent, if the bars are as narrow as pixels. */
const LEAN_ERROR_MAX = 0.34;
/** How much further the bars may lean at either end than in the middle. */
const GROWTH_ERROR_MAX = 0.12;
/** The outermost rows move by this many samples from one trial to the next. */
const TRIAL_SAMPLES = 3;
const TRIALS_MAX = 40;

/** Measures the direction of the bars again: it is the one in which the mean of all rows is sharpest. */
export function upright(grey: GreyPicture, area: BarArea): BarArea {
  const strip = stripOf(grey, area, { rowCount: ROWS, linesPerRow: 1 });
  const reachSamples = (area.halfHeight * REACH_SHARE) / strip.step;
  const halfLength = strip.length / 2;
  const leanStep = Math.max(TRIAL_SAMPLES / reachSamples, (2 * LEAN_ERROR_MAX) / TRIALS_MAX);
  let best = { lean: 0, growth: 0, sharpness: sharpnessOf(strip.rows, { lean: 0, growth: 0, reachSamples }) };
  const consider = (lean: number, growth: number) => {
    const sharpness = sharpnessOf(strip.rows, { lean, growth, reachSamples });
    if (sharpness > best.sharpness) best = { lean, growth, sharpness };
  };
  for (let lean = -LEAN_ERROR_MAX; lean <= LEAN_ERROR_MAX; lean += leanStep) consider(lean, 0);
  const middle = best.lean;
  for (const lean of [middle - leanStep / 2, middle, middle + leanStep / 2]) {
    for (let share = -1; share <= 1; share += 0.25) {
      consider(lean, (share * GROWTH_ERROR_MAX) / halfLength);
    }
  }
  const { lean, growth } = best;
  for (const part of [-0.33, -0.17, 0.17, 0.33]) consider(lean + part * leanStep, growth);
  return {
    ...area,
    lean: area.lean + best.lean,
    leanGrowth: area.leanGrowth + best.growth / strip.step,
  };
}

/**
 * How much the mean of all rows changes from sample to sample, after each row was moved as its place and this lean say.
 */
function sharpnessOf(
  rows: readonly Float32Array[],
  { lean, growth, reachSamples }: { lean: number; growth: number; reachSamples: number },
): number {
  const length = rows[0]?.length ?? 0;
  const middle = length / 2;
  const mean = new Float32Array(length >> 1);
  for (const [index, row] of rows.entries()) {
    const away = ((index + 0.5) / rows.length - 0.5) * 2 * reachSamples;
    for (let at = 0; at < mean.length; at += 1) {
      const from = (at * 2 + (lean + growth * (at * 2 - middle)) * away + 0.5) | 0;
      mean[at] = (mean[at] ?? 0) + (row[from < 0 ? 0 : from >= length ? length - 1 : from] ?? 0);
    }
  }
  let sum = 0;
  for (let at = 1; at < mean.length; at += 1) {
    const change = (mean[at] ?? 0) - (mean[at - 1] ?? 0);
    sum += change * change;
  }
  return sum;
}
