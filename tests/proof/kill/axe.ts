import type { Taken } from './generations.ts';
import type { Work } from './page.ts';

/** When the browser is killed: so long after it began to work, or after it entered the last step. */
export interface Axe {
  readonly after: 'working' | 'flip';
  readonly delayMs: number;
}

/** How long the work takes where nobody kills it. */
export interface Pace {
  readonly snapshotMs: number;
  /** Its last step. */
  readonly flipMs: number;
  readonly deltaMs: number;
}

const OPENING_SHARE = 0.1;
const OPENING_MS_MAX = 150;
const FLIP_SHARE = 0.4;
/** Some kills fall just after the work: it must still be there. */
const BEYOND_THE_END = 1.1;
const SNAPSHOT_SHARE = 0.6;
const DELTAS_MAX = 4;

/** A snapshot of the next generation, or some deltas for the one that is kept. */
export function nextWork(random: () => number, held: Taken, lastGeneration: number): Work {
  if (random() < SNAPSHOT_SHARE) {
    return { kind: 'snapshot', taken: { generation: lastGeneration + 1, deltas: 0 } };
  }
  const count = 1 + Math.floor(random() * DELTAS_MAX);
  const steps = Array.from({ length: count }, (_, step) => ({ ...held, deltas: held.deltas + step + 1 }));
  return { kind: 'deltas', steps };
}

/** How long after it began to open its cache the browser is killed; null where it may open it. */
export function openingDelayMs(random: () => number): number | null {
  return random() < OPENING_SHARE ? random() * OPENING_MS_MAX : null;
}

export function nextAxe(random: () => number, work: Work, pace: Pace): Axe {
  if (work.kind === 'deltas') {
    return { after: 'working', delayMs: random() * pace.deltaMs * work.steps.length * BEYOND_THE_END };
  }
  if (random() < FLIP_SHARE) return { after: 'flip', delayMs: random() * pace.flipMs * BEYOND_THE_END };
  return { after: 'working', delayMs: random() * pace.snapshotMs * BEYOND_THE_END };
}

/** Work that nobody cut short has shown how long it takes: the machine may have grown quicker or slower. */
export function paceAfter(pace: Pace, work: Work, elapsedMs: number): Pace {
  return work.kind === 'snapshot'
    ? { ...pace, snapshotMs: (pace.snapshotMs + elapsedMs) / 2 }
    : { ...pace, deltaMs: (pace.deltaMs + elapsedMs / work.steps.length) / 2 };
}
