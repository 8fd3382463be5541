import { CHECK_MODULUS } from './code128-table.ts';

/** Which characters one place may be, the likeliest first, and how much of the row each leaves unexplained. */
export interface PlaceChoices {
  readonly values: readonly number[];
  readonly misses: readonly number[];
}

export interface Path {
  readonly miss: number;
  /** For each place, which of its choices. */
  readonly path: readonly number[];
}

/** How many readings are kept for each partial sum: the best one and the second best. */
const KEPT = 2;
const SLOTS = CHECK_MODULUS * KEPT;

/**
 * The two readings with the least miss among all whose weighted sum fits the check character: by partial
 * sum modulo 103, the two best of each carried along.
 */
export function bestPaths(choices: readonly PlaceChoices[]): Path[] {
  let misses = new Float64Array(SLOTS).fill(Number.POSITIVE_INFINITY);
  misses[0] = 0;
  // For each place and slot: the choice made there, and the slot that it was made from.
  const steps: Step[] = [];
  for (const [place, { values, misses: own }] of choices.entries()) {
    // The check character has to equal the sum before it: what is left is 0.
    const weight = place === choices.length - 1 ? CHECK_MODULUS - 1 : Math.max(1, place);
    const next = new Float64Array(SLOTS).fill(Number.POSITIVE_INFINITY);
    const step: Step = { made: new Int16Array(SLOTS), before: new Int16Array(SLOTS) };
    for (let index = 0; index < values.length; index += 1) {
      const ahead = (weight * (values[index] ?? 0)) % CHECK_MODULUS;
      advance({ misses, next, step, index, ahead, miss: own[index] ?? 0 });
    }
    steps.push(step);
    misses = next;
  }
  return [0, 1].flatMap((slot) => {
    const miss = misses[slot] ?? Number.POSITIVE_INFINITY;
    return miss === Number.POSITIVE_INFINITY ? [] : [{ miss, path: pathTo(slot, steps) }];
  });
}

interface Step {
  readonly made: Int16Array;
  readonly before: Int16Array;
}

/** Takes one choice from every sum to the sum `ahead` of it, keeping the two best of each, the better first. */
function advance({
  misses,
  next,
  step: { made, before },
  index,
  ahead,
  miss,
}: {
  misses: Float64Array;
  next: Float64Array;
  step: Step;
  index: number;
  ahead: number;
  miss: number;
}): void {
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const total = (misses[slot] ?? 0) + miss;
    if (total === Number.POSITIVE_INFINITY) continue;
    const sum = (slot >> 1) + ahead;
    const best = (sum >= CHECK_MODULUS ? sum - CHECK_MODULUS : sum) * KEPT;
    const rival = best + 1;
    if (total >= (next[rival] ?? 0)) continue;
    let target = rival;
    if (total < (next[best] ?? 0)) {
      next[rival] = next[best] ?? 0;
      made[rival] = made[best] ?? 0;
      before[rival] = before[best] ?? 0;
      target = best;
    }
    next[target] = total;
    made[target] = index;
    before[target] = slot;
  }
}

function pathTo(last: number, steps: readonly Step[]): number[] {
  const path: number[] = [];
  let slot = last;
  for (let place = steps.length - 1; place >= 0; place -= 1) {
    path.push(steps[place]?.made[slot] ?? 0);
    slot = steps[place]?.before[slot] ?? 0;
  }
  return path.reverse();
}
