/** Counts each kind of fault that happened, and each pair of kinds that happened in one run. */
export interface FaultTally {
  fired(kind: string): void;
  /** Times by kind, in the order in which they first happened. */
  counts(): ReadonlyMap<string, number>;
}

export function faultTally(onFired: (kind: string) => void = () => {}): FaultTally {
  const counts = new Map<string, number>();
  return {
    fired(kind) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      onFired(kind);
    },
    counts: () => counts,
  };
}
