import { unreachable } from '../../domain/base/unreachable.ts';
import { dateOfMinute, LAST_DAY, plusDays, type WallDate } from '../../domain/base/wall-time.ts';
import { type ErrandState, isFollowed } from '../../domain/records/errand.ts';
import { isAllThere, isGoingOn, type MatterState } from '../../domain/records/matter.ts';
import { foldRecord, type RecordKind, type StepsOfRecord } from '../../domain/records/record.ts';
import { soonUntil } from '../../domain/records/record-standing.ts';
import { isInUse } from '../../domain/records/room.ts';

/** Both ends are among the days. */
interface Days {
  readonly from: WallDate;
  readonly until: WallDate;
}

export function isWithin(date: WallDate, { from, until }: Days): boolean {
  return date >= from && date <= until;
}

/** The days by which records that may be due are looked up: of bookings, of the ends of passes and agreements, and of openings of matters. */
export type DueDays = Readonly<Record<RecordKind, Days>>;

/** A booking that nobody has recorded anything about is asked for at its desk for a week, and then left to the office. */
const BOOKING_DAYS_BACK = 7;

export function dueDaysOf(today: WallDate): DueDays {
  return {
    booking: { from: plusDays(today, -BOOKING_DAYS_BACK), until: today },
    pass: { from: today, until: soonUntil(today) },
    agreement: { from: today, until: soonUntil(today) },
    // If the clock was set back, what was opened before that is later than today.
    matter: { from: '', until: LAST_DAY },
    errand: { from: '', until: LAST_DAY },
  };
}

/** More rows of one kind are not looked at. Passes that end first come first, and otherwise the latest records. */
export const MAYBE_DUE_MAX = 500;
/** So many of the own latest matters are looked at, whether or not the feed has them. */
export const OWN_MATTERS_MAX = 100;

/**
 * The day by which a row of the feed is found when it may be due: the day of an open booking, the last day of a valid pass
 * or agreement, the first day of a matter that may still give a task. Null for what is over, and for what a newer release has stepped.
 */
export function dueMarkOf(row: StepsOfRecord): WallDate | null {
  const { state, hasNewer } = foldRecord(row);
  if (state === null || hasNewer) return null;
  switch (state.kind) {
    case 'booking':
      return state.status === 'open' || isInUse(state) ? dateOfMinute(state.place.start) : null;
    case 'pass':
      return state.status === 'valid' ? state.until : null;
    case 'matter':
      return mayGiveTask(state) ? state.from : null;
    case 'errand':
      return mayComeDue(state) ? state.from : null;
    case 'agreement':
      return state.status === 'signed' ? state.until : null;
    default:
      return unreachable(state);
  }
}

/** False while no day is promised, awaited or agreed, so that what only lies there does not crowd out what is due. */
function mayComeDue(state: ErrandState): boolean {
  const { workdays, completeOn, answerBy, nextOn } = state;
  const isPromised = workdays !== null && completeOn !== null;
  return isFollowed(state) && (isPromised || answerBy !== null || nextOn !== null);
}

/**
 * False for a matter of which nothing is left but 领证: no day counts any more. Where nobody records 领证 there are many of
 * these, and they must not crowd out those that are due.
 */
function mayGiveTask(state: MatterState): boolean {
  return isGoingOn(state) && (state.status !== 'told' || !isAllThere(state));
}
