import { DAY_MS } from '../base/duration.ts';
import type { Fen } from '../base/money.ts';
import { dateOfMinute, plusDays, type WallDate } from '../base/wall-time.ts';
import type { GivenBody, JournalBody } from '../journal/entry-body.ts';

/** `paused`: it admits nobody (停卡). `returned`: the venue has taken it back (退卡). `taken-back`: sold by mistake. */
type PassStatus = 'valid' | 'paused' | 'returned' | 'taken-back';

export interface PassState {
  readonly kind: 'pass';
  readonly status: PassStatus;
  readonly siteId: string;
  readonly cardRef: string;
  readonly person: GivenBody['person'];
  readonly itemId: string;
  readonly from: WallDate;
  /** The last day that it admits; null for no end. */
  readonly until: WallDate | null;
  /** The venue's own card number; null if it has none. Undefined in a state that an earlier release kept. */
  readonly number?: string | null;
  /** The first day that it does not admit, while it is paused. */
  readonly pausedFrom: WallDate | null;
  readonly listTotalFen: Fen | null;
  readonly totalFen: Fen | null;
  /** What the venue gave back when it was returned. */
  readonly returnedFen: Fen;
}

/** `until`: the last day where the opening says none, as before there were records. */
export function openedPass(
  { siteId, body }: { readonly siteId: string; readonly body: GivenBody },
  until: WallDate | null,
): PassState {
  const { cardRef, person, itemId, start, listTotalFen, totalFen } = body;
  return {
    ...{ kind: 'pass', status: 'valid', siteId, cardRef, person, itemId },
    from: dateOfMinute(start),
    until: 'until' in body ? body.until : until,
    number: body.kind === 'pass-sold' ? (body.number ?? null) : null,
    ...{ pausedFrom: null, listTotalFen, totalFen, returnedFen: 0 },
  };
}

/** The state after a step; null if the step does not fit. */
export function passAfter(
  state: PassState,
  body: JournalBody | { readonly kind: 'newer' },
): PassState | null {
  const { status } = state;
  switch (body.kind) {
    case 'pass-paused':
      return status === 'valid' && isWithin(state, body.from)
        ? { ...state, status: 'paused', pausedFrom: body.from }
        : null;
    case 'pass-resumed':
      return resumed(state, body.from);
    case 'pass-returned':
      return status === 'valid' || status === 'paused'
        ? { ...state, status: 'returned', returnedFen: body.returnedFen }
        : null;
    default:
      return null;
  }
}

function isWithin({ from, until }: PassState, date: WallDate): boolean {
  return date >= from && (until === null || date <= until);
}

/** The end moves by the days that the pass did not admit. */
function resumed(state: PassState, from: WallDate): PassState | null {
  const { status, until, pausedFrom } = state;
  if (status !== 'paused' || pausedFrom === null || from < pausedFrom) return null;
  const days = daysBetween(pausedFrom, from);
  return {
    ...state,
    status: 'valid',
    pausedFrom: null,
    until: until === null ? null : plusDays(until, days),
  };
}

/** In this many days before its end a desk says that a pass ends soon. */
export const ENDS_SOON_DAYS = 30;

/** How many days a valid pass still has after this one, if it ends within 30 days; null for any other. */
export function daysLeftSoon(state: PassState, date: WallDate): number | null {
  if (state.status !== 'valid' || state.until === null || admissionOn(state, date) !== 'admits') return null;
  const days = daysBetween(date, state.until);
  return days <= ENDS_SOON_DAYS ? days : null;
}

function daysBetween(from: WallDate, until: WallDate): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS);
}

/**
 * What a pass is worth on a day. `before`: it has not begun. A paused pass does not expire: its end moves when it is
 * resumed.
 */
export function admissionOn(
  state: PassState,
  date: WallDate,
): 'admits' | 'before' | 'expired' | 'paused' | 'returned' | 'taken-back' {
  if (state.status === 'returned' || state.status === 'taken-back') return state.status;
  if (date < state.from) return 'before';
  if (state.pausedFrom !== null && date >= state.pausedFrom) return 'paused';
  return state.until !== null && date > state.until ? 'expired' : 'admits';
}
