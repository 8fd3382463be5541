import { plusDays, type WallDate } from '../base/wall-time.ts';
import { ENDS_SOON_DAYS } from './pass.ts';
import type { RecordKind, RecordState } from './record.ts';

/**
 * What a record asks of an office. `open`: nothing yet. `due`: its day is today, or a pass ends soon. `late`: its day is
 * past, and nobody has said what became of it. `over`: nothing any more.
 */
export const RECORD_STANDINGS = ['open', 'due', 'late', 'over'] as const;
export type RecordStanding = (typeof RECORD_STANDINGS)[number];

/** How far away the last day of a record is; `soon` is within 30 days, `none` a record without one. */
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
};

/** What decides of the standing of a record. */
export interface RecordCase {
  readonly kind: RecordKind;
  readonly status: RecordStatus;
  readonly span: DaySpan;
}

/** Every case of these standings. */
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
