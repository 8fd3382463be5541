/** Samples in milliseconds: the middle one, and those that 19 of 20 and 99 of 100 stay below. */
export interface Spread {
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

export function spreadOf(samplesMs: readonly number[]): Spread {
  const sorted = samplesMs.toSorted((left, right) => left - right);
  return { medianMs: at(sorted, 0.5), p95Ms: at(sorted, 0.95), p99Ms: at(sorted, 0.99) };
}

function at(sorted: readonly number[], share: number): number {
  const sample = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (sample === undefined) throw new Error('no samples');
  return sample;
}
