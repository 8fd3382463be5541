/** Samples in milliseconds, in words: the middle one and the one that 19 of 20 stay below. */
export interface Spread {
  readonly medianMs: number;
  readonly p95Ms: number;
}

export function spreadOf(samplesMs: readonly number[]): Spread {
  const sorted = samplesMs.toSorted((left, right) => left - right);
  return { medianMs: at(sorted, 0.5), p95Ms: at(sorted, 0.95) };
}

function at(sorted: readonly number[], share: number): number {
  const sample = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (sample === undefined) throw new Error('no samples');
  return sample;
}
