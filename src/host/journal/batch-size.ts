/** How many entries a push may have; fewer if something on the way to the district refuses large requests. */
export interface BatchSize {
  entriesMax(): number;
  /** Reports that a request with this many entries was too large for the district or for a proxy. Later ones have fewer. */
  tooLarge(entries: number): void;
  /** There was no answer. Some proxies cut off what is too large for them, and a slow line needs less at once. */
  unanswered(entries: number): void;
  taken(): void;
}

export function batchSize(entriesMax: number): BatchSize {
  let ceiling = entriesMax;
  let current = entriesMax;
  return {
    entriesMax: () => current,
    tooLarge(entries) {
      ceiling = halfOf(entries);
      current = ceiling;
    },
    unanswered(entries) {
      if (entries > 0) current = Math.min(current, halfOf(entries));
    },
    taken() {
      current = Math.min(ceiling, current * 2);
    },
  };
}

function halfOf(entries: number): number {
  return Math.max(1, Math.floor(entries / 2));
}
