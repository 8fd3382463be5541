/**
 * Counts what an outage held back. In ordinary times every use goes out at once and is no news; after an
 * outage, or a start with uses waiting, the sum is news once, when nothing waits any more.
 */
export interface OutageTally {
  /** Answers how many entries were delivered since the outage began, when this round has ended it; else null. */
  roundEnded(round: {
    readonly isLineDown: boolean;
    readonly delivered: number;
    readonly waiting: number;
  }): number | null;
}

export function createOutageTally(): OutageTally {
  /** Null as long as there is no outage. */
  let deliveredSince: number | null = 0;
  return {
    roundEnded({ isLineDown, delivered, waiting }) {
      if (isLineDown) deliveredSince ??= 0;
      if (deliveredSince === null) return null;
      deliveredSince += delivered;
      if (isLineDown || waiting > 0) return null;
      const total = deliveredSince;
      deliveredSince = null;
      return total === 0 ? null : total;
    },
  };
}
