import {
  CARDS,
  deltaChanges,
  expectedAt,
  markOf,
  numberAt,
  recordAt,
  recordTextOf,
  snapshotPages,
  type Taken,
  takenOf,
} from './generations.ts';
import { plantedRoster } from './planted-roster.ts';
import { realRoster } from './real-roster.ts';
import type { Phase } from './subject.ts';

/** What a restart found: one generation with so many deltas, whole, or else what is wrong with it. */
export interface Found {
  readonly taken: Taken | null;
  readonly wrong: readonly string[];
}

/** A snapshot, or this many deltas one after another. */
export type Work =
  | { readonly kind: 'snapshot'; readonly taken: Taken }
  | { readonly kind: 'deltas'; readonly steps: readonly Taken[] };

export type Report =
  | { readonly kind: 'phase'; readonly phase: Phase }
  | { readonly kind: 'taken'; readonly taken: Taken };

declare global {
  interface Window {
    killProof?: {
      open(): Promise<void>;
      verify(): Promise<Found>;
      work(work: Work): Promise<void>;
    };
    /** The runner's ear. */
    reportToRunner(report: Report): Promise<void>;
  }
}

const WRONG_MAX = 5;
const subject = location.search.includes('planted') ? plantedRoster : realRoster;

window.killProof = {
  open: () => subject.open(),
  verify,
  async work(work) {
    if (work.kind === 'snapshot') {
      await subject.snapshot(snapshotPages(work.taken.generation), markOf(work.taken), entered);
      return tell({ kind: 'taken', taken: work.taken });
    }
    for (const taken of work.steps) {
      entered('delta');
      await subject.delta(deltaChanges(taken), markOf(taken));
      tell({ kind: 'taken', taken });
    }
  },
};

/** Reads every card of the district, held or not, and compares it with what the cursor promises. */
async function verify(): Promise<Found> {
  const { cursor, cards } = await subject.state();
  const taken = takenOf(cursor);
  const expected = taken === null ? Array<null>(CARDS).fill(null) : expectedAt(taken);
  const wrong: string[] = [];
  const held = expected.filter((card) => card !== null).length;
  // After deltas the cache counts by a filter, which may take a new card for an old one.
  if (taken?.deltas === 0 && cards !== held) wrong.push(`${cards} cards by its own count instead of ${held}`);
  for (const [index, card] of expected.entries()) {
    const found = await subject.recordText(numberAt(index));
    const promised = card === null ? null : recordTextOf(recordAt(index, card));
    if (found !== promised) wrong.push(`card ${index}: ${found} instead of ${promised}`);
  }
  return { taken, wrong: wrong.slice(0, WRONG_MAX) };
}

function entered(phase: Phase): void {
  tell({ kind: 'phase', phase });
}

/** Without waiting: what is proved here must not depend on a runner that listens. */
function tell(report: Report): void {
  void window.reportToRunner(report);
}
