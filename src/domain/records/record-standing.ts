import { plusDays, type WallDate } from '../base/wall-time.ts';
import { ENDS_SOON_DAYS } from './pass.ts';
import type { RecordKind, RecordState } from './record.ts';

/**
 * Says whether an office must act on a record. `open`: not yet. `due`: its day is today, a pass ends soon, or a finished
 * matter waits for somebody who tells the holder. `late`: its day is past, and nobody has recorded what became of it; for
 * a matter, its next deadline has passed (`nextDeadlineOf`).
 * `over`: never again.
 */
export const RECORD_STANDINGS = ['open', 'due', 'late', 'over'] as const;
export type RecordStanding = (typeof RECORD_STANDINGS)[number];

/** The distance to the last day of a record. `soon` is within 30 days; `none` is for a record without a last day. */
const DAY_SPANS = ['past', 'today', 'soon', 'later', 'none'] as const;
export type DaySpan = (typeof DAY_SPANS)[number];

export type RecordStatus = RecordState['status'];

/** The last day that still counts as soon. */
export function soonUntil(today: WallDate): WallDate {
  return plusDays(today, ENDS_SOON_DAYS);
}

export function spanOf(lastDay: WallDate | null, today: WallDate): DaySpan {
  if (lastDay === null) return 'none';
  if (lastDay <= today) return lastDay === today ? 'today' : 'past';
  return lastDay <= soonUntil(today) ? 'soon' : 'later';
}

type BySpan = Readonly<Record<DaySpan, RecordStanding>>;

const OVER: BySpan = { past: 'over', today: 'over', soon: 'over', later: 'over', none: 'over' };

const OPEN: BySpan = { past: 'open', today: 'open', soon: 'open', later: 'open', none: 'open' };

/** Due on its day alone: a promise of ten working days is not due for a month before. */
const DATED: BySpan = { past: 'late', today: 'due', soon: 'open', later: 'open', none: 'open' };

const STANDINGS: {
  readonly [Kind in RecordKind]: Readonly<
    Record<Extract<RecordState, { readonly kind: Kind }>['status'], BySpan>
  >;
} = {
  booking: {
    open: { past: 'late', today: 'due', soon: 'open', later: 'open', none: 'open' },
    attended: OVER,
    missed: OVER,
    cancelled: OVER,
    'taken-back': OVER,
  },
  pass: {
    valid: { past: 'over', today: 'due', soon: 'due', later: 'open', none: 'open' },
    // A paused pass does not expire: somebody resumes it or takes it back.
    paused: { past: 'late', today: 'due', soon: 'due', later: 'open', none: 'open' },
    returned: OVER,
    'taken-back': OVER,
  },
  // The day of a matter is its next deadline. A finished one waits for somebody who tells the holder.
  matter: {
    asked: OPEN,
    received: OPEN,
    correcting: DATED,
    accepted: DATED,
    handling: DATED,
    finished: { past: 'late', today: 'due', soon: 'due', later: 'due', none: 'due' },
    told: DATED,
    collected: OVER,
    rejected: OVER,
    withdrawn: OVER,
    ended: OVER,
    'taken-back': OVER,
  },
  // An agreement that ends soon waits for the next one; after its end there is nothing to do.
  agreement: {
    signed: { past: 'over', today: 'due', soon: 'due', later: 'open', none: 'open' },
    dissolved: OVER,
    'taken-back': OVER,
  },
  // Its day is the next one that counts: the promised end, the answer of a unit, or what was agreed with the holder.
  errand: { followed: DATED, waiting: DATED, settled: OVER, 'taken-back': OVER },
};

/** The facts that decide the standing of a record. */
export interface RecordCase {
  readonly kind: RecordKind;
  readonly status: RecordStatus;
  readonly span: DaySpan;
}

/** All cases that have one of these standings. */
export function casesOf(standings: readonly RecordStanding[]): readonly RecordCase[] {
  return Object.entries(STANDINGS).flatMap(([kind, statuses]) =>
    Object.entries(statuses).flatMap(([status, spans]) =>
      DAY_SPANS.filter((span) => standings.includes(spans[span])).map((span) => ({
        kind: kind as RecordKind,
        status: status as RecordStatus,
        span,
      })),
    ),
  );
}

export function standingIn({ kind, status, span }: RecordCase): RecordStanding {
  const spans: BySpan | undefined = (STANDINGS[kind] as Partial<Record<RecordStatus, BySpan>>)[status];
  return spans?.[span] ?? 'over';
}
