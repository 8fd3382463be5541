import { dateOfMinute, type WallDate } from '../base/wall-time.ts';
import { type Calendar, type DayFacts, workdayAfter } from '../calendar/calendar.ts';
import type { GivenBody, JournalBody } from '../journal/entry-body.ts';
import type { ContactAnswer } from '../journal/errand-body.ts';

/** `waiting`: a unit has it and is to answer. `taken-back`: it was opened by mistake. */
export type ErrandStatus = 'followed' | 'waiting' | 'settled' | 'taken-back';

/** What a desk follows for a holder (跟进事项): a request, an appointment, a referral. */
export interface ErrandState {
  readonly kind: 'errand';
  readonly status: ErrandStatus;
  readonly siteId: string;
  readonly cardRef: string;
  readonly person: GivenBody['person'];
  readonly itemId: string;
  /** The number of another system (工单号); null until it is known. */
  readonly number: string | null;
  /** The day on which it was opened. */
  readonly from: WallDate;
  /** What it is about: ids of options of the catalogue. */
  readonly details: readonly string[];
  /** The day from which the promised working days count; null before it. */
  readonly completeOn: WallDate | null;
  readonly workdays: number | null;
  /** The unit that has it, or had it last; null for none. */
  readonly unit: string | null;
  /** The last day for the unit's answer; null if none is awaited. */
  readonly answerBy: WallDate | null;
  /** How often the unit was asked again (督办). */
  readonly urged: number;
  /** The last answer; null for none. */
  readonly answer: string | null;
  /** The day of the appointment or of the next call; null for none. */
  readonly nextOn: WallDate | null;
  readonly slot: string | null;
  /** The last call; null for none. */
  readonly call: { readonly on: WallDate; readonly answer: ContactAnswer } | null;
  readonly doneOn: WallDate | null;
  readonly result: string | null;
  readonly listTotalFen: null;
  readonly totalFen: 0;
  readonly returnedFen: 0;
}

/** Null for an opening of another kind, which says nothing of it. */
export function openedErrand({
  siteId,
  body,
}: {
  readonly siteId: string;
  readonly body: GivenBody;
}): ErrandState | null {
  if (body.kind !== 'errand-opened') return null;
  const { cardRef, person, itemId, start, workdays } = body;
  const from = dateOfMinute(start);
  return {
    ...{ kind: 'errand', status: 'followed', siteId, cardRef, person, itemId, number: null, from },
    ...{ details: [], completeOn: workdays === null ? null : from, workdays },
    ...{ unit: null, answerBy: null, urged: 0, answer: null, nextOn: null, slot: null, call: null },
    ...{ doneOn: null, result: null, listTotalFen: null, totalFen: 0, returnedFen: 0 },
  };
}

export function isFollowed({ status }: Pick<ErrandState, 'status'>): boolean {
  return status === 'followed' || status === 'waiting';
}

/** The state after a step; null if the step does not fit. */
export function errandAfter(
  state: ErrandState,
  body: JournalBody | { readonly kind: 'newer' },
): ErrandState | null {
  if (!isFollowed(state)) return null;
  switch (body.kind) {
    case 'errand-numbered':
      return state.number === null ? { ...state, number: body.number } : null;
    case 'errand-described':
      return { ...state, details: body.details };
    case 'errand-completed':
      return state.completeOn === null ? { ...state, completeOn: body.on, workdays: body.workdays } : null;
    case 'errand-assigned':
      return { ...state, status: 'waiting', unit: body.unit, answerBy: body.by, answer: null };
    case 'errand-urged':
      if (state.status !== 'waiting') return null;
      return { ...state, urged: state.urged + 1, answerBy: body.by ?? state.answerBy };
    case 'errand-booked':
      return { ...state, nextOn: body.on, slot: body.slot };
    case 'errand-called':
      return called(state, body);
    case 'errand-answered':
      return { ...state, status: 'followed', answer: body.answer, answerBy: null };
    case 'errand-finished':
      return {
        ...state,
        status: 'settled',
        result: body.result,
        doneOn: body.on,
        nextOn: null,
        answerBy: null,
      };
    default:
      return null;
  }
}

/**
 * A call that nobody takes is made again on the day that stands, or on the one that is agreed. A call before the day is a
 * reminder: the appointment stands.
 */
function called(
  state: ErrandState,
  {
    on,
    answer,
    again,
  }: { readonly on: WallDate; readonly answer: ContactAnswer; readonly again: WallDate | null },
): ErrandState {
  const isReminder = answer === 'reached' && state.nextOn !== null && on < state.nextOn;
  const nextOn = again ?? (answer === 'no-answer' || isReminder ? state.nextOn : null);
  return { ...state, call: { on, answer }, nextOn, slot: nextOn === state.nextOn ? state.slot : null };
}

/** The last day that was promised for its end; null if none was. */
export function promisedDayOf({ completeOn, workdays }: ErrandState, calendar: Calendar): DayFacts | null {
  return completeOn === null || workdays === null ? null : workdayAfter(calendar, completeOn, workdays);
}

/** The days on which it is to be looked at, of those that stand. */
export function errandDaysOf(
  state: ErrandState,
  calendar: Calendar,
): readonly { readonly kind: 'promised' | 'answer' | 'next'; readonly day: WallDate }[] {
  if (!isFollowed(state)) return [];
  const promised = promisedDayOf(state, calendar);
  return [
    ...(promised === null ? [] : [{ kind: 'promised' as const, day: promised.date }]),
    ...(state.answerBy === null ? [] : [{ kind: 'answer' as const, day: state.answerBy }]),
    ...(state.nextOn === null ? [] : [{ kind: 'next' as const, day: state.nextOn }]),
  ];
}

/** The next of these days; null for none. */
export function nextErrandDayOf(state: ErrandState, calendar: Calendar): WallDate | null {
  return (
    errandDaysOf(state, calendar)
      .map(({ day }) => day)
      .toSorted()[0] ?? null
  );
}
