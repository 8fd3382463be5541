import type { WallDate } from '../base/wall-time.ts';
import { type Calendar, type DayFacts, workdayAfter } from '../calendar/calendar.ts';
import type { GivenBody, JournalBody } from '../journal/entry-body.ts';
import type { Delivery } from '../journal/matter-body.ts';

/**
 * The statuses in their order are 咨询, 收件, 补正, 受理, 承办, 办结, 告知 and 领证. A matter may also end by 退件, 撤回 or 终止.
 * `taken-back`: it was opened by mistake.
 */
export type MatterStatus =
  | 'asked'
  | 'received'
  | 'correcting'
  | 'accepted'
  | 'handling'
  | 'finished'
  | 'told'
  | 'collected'
  | 'rejected'
  | 'withdrawn'
  | 'ended'
  | 'taken-back';

/** A matter of the service hall (办件). */
export interface MatterState {
  readonly kind: 'matter';
  readonly status: MatterStatus;
  readonly siteId: string;
  readonly cardRef: string;
  readonly person: GivenBody['person'];
  /** The 事项: an item of the catalogue. */
  readonly itemId: string;
  /** The hall's own 办件编号; null until it is known. */
  readonly number: string | null;
  /** The day on which it was opened. */
  readonly from: WallDate;
  /** The materials that were handed in, by their ids in the catalogue. */
  readonly handed: readonly string[];
  /** 容缺材料 that are still to come. */
  readonly missing: readonly string[];
  /** 主件 that are still to come. */
  readonly missingMain: readonly string[];
  /** The number of 一次性告知单 that were given. */
  readonly notices: number;
  /** The last day for the missing materials, by the latest notice. */
  readonly correctBy: WallDate | null;
  /** The day of 受理; null before it. */
  readonly acceptedOn: WallDate | null;
  /** 承诺时限 in working days, as promised at 受理. */
  readonly workdays: number | null;
  /** The last day for the 容缺材料; null if they are due at 领证. */
  readonly supplyBy: WallDate | null;
  readonly finishedOn: WallDate | null;
  readonly isGranted: boolean;
  /** 跟办人 */
  readonly member: string | null;
  readonly delivery: Delivery;
  readonly listTotalFen: null;
  readonly totalFen: 0;
  readonly returnedFen: 0;
}

export function openedMatter({
  siteId,
  body,
}: {
  readonly siteId: string;
  readonly body: GivenBody;
}): MatterState {
  const { cardRef, person, itemId, start } = body;
  return {
    ...{ kind: 'matter', status: 'asked', siteId, cardRef, person, itemId },
    number: body.kind === 'matter-opened' ? body.number : null,
    from: start.slice(0, 10),
    ...{ handed: [], missing: [], missingMain: [], notices: 0, correctBy: null },
    ...{ acceptedOn: null, workdays: null, supplyBy: null, finishedOn: null, isGranted: true },
    ...{ member: null, delivery: 'window' },
    ...{ listTotalFen: null, totalFen: 0, returnedFen: 0 },
  };
}

/** In these statuses, before 办结, the holder may withdraw the matter, and the hall may hand it back or stop it. */
const OPEN: readonly MatterStatus[] = ['asked', 'received', 'correcting', 'accepted', 'handling'];
const DONE: readonly MatterStatus[] = ['finished', 'told'];

/** True until the matter is collected or ended. */
export function isGoingOn({ status }: Pick<MatterState, 'status'>): boolean {
  return OPEN.includes(status) || DONE.includes(status);
}

/** The state after a step; null if the step does not fit. */
export function matterAfter(
  state: MatterState,
  body: JournalBody | { readonly kind: 'newer' },
): MatterState | null {
  const { status } = state;
  if (!isGoingOn(state)) return null;
  switch (body.kind) {
    case 'matter-numbered':
      return state.number === null ? { ...state, number: body.number } : null;
    case 'matter-received': {
      const { handed, missing, missingMain } = body;
      return status === 'asked' ? { ...state, status: 'received', handed, missing, missingMain } : null;
    }
    case 'matter-supplied':
      return supplied(state, body.handed);
    case 'matter-noticed':
      return noticed(state, body);
    case 'matter-accepted': {
      if (status !== 'received' || state.missingMain.length > 0) return null;
      const { on, workdays, supplyBy, isDone } = body;
      const accepted = { ...state, acceptedOn: on, workdays, supplyBy };
      return isDone
        ? { ...accepted, status: 'finished', finishedOn: on }
        : { ...accepted, status: 'accepted' };
    }
    case 'matter-handled':
      return status === 'accepted' ? { ...state, status: 'handling' } : null;
    case 'matter-finished': {
      if (status !== 'accepted' && status !== 'handling') return null;
      return { ...state, status: 'finished', finishedOn: body.on, isGranted: body.result === 'granted' };
    }
    case 'matter-told':
      if (!DONE.includes(status)) return null;
      return body.answer === 'reached' ? { ...state, status: 'told' } : state;
    case 'matter-collected':
      return DONE.includes(status) && isAllThere(state)
        ? { ...state, status: 'collected', delivery: body.way }
        : null;
    case 'matter-rejected':
      return OPEN.includes(status) && status !== 'asked' ? { ...state, status: 'rejected' } : null;
    case 'matter-withdrawn':
      return OPEN.includes(status) ? { ...state, status: 'withdrawn' } : null;
    case 'matter-ended':
      return OPEN.includes(status) && status !== 'asked' ? { ...state, status: 'ended' } : null;
    case 'matter-assigned':
      return { ...state, member: body.member };
    case 'matter-delivery':
      return { ...state, delivery: body.way };
    default:
      return null;
  }
}

/** True if 领证 need not wait: all materials are there, or the matter was denied and has no certificate. */
export function isAllThere(state: MatterState): boolean {
  return !state.isGranted || lackingOf(state).length === 0;
}

/** All materials that are still to come, the 主件 first. */
export function lackingOf({ missing, missingMain }: MatterState): readonly string[] {
  return [...missingMain, ...missing];
}

/** Only missing materials can be handed in later. With the last 主件, a matter in 补正 is received again. */
function supplied(state: MatterState, ids: readonly string[]): MatterState | null {
  const all = lackingOf(state);
  if (state.status === 'asked' || !ids.every((id) => all.includes(id))) return null;
  const rest = (from: readonly string[]) => from.filter((id) => !ids.includes(id));
  const missingMain = rest(state.missingMain);
  const isComplete = state.status === 'correcting' && missingMain.length === 0;
  return {
    ...state,
    status: isComplete ? 'received' : state.status,
    handed: [...new Set([...state.handed, ...ids])],
    missing: rest(state.missing),
    missingMain,
  };
}

/** The first notice names all that is missing; another one needs a reason. */
function noticed(
  state: MatterState,
  { until, again }: Extract<JournalBody, { readonly kind: 'matter-noticed' }>,
): MatterState | null {
  const { status, notices } = state;
  if (status !== 'received' && status !== 'correcting') return null;
  if (lackingOf(state).length === 0 || notices > 0 !== (again !== null)) return null;
  return { ...state, status: 'correcting', notices: notices + 1, correctBy: until };
}

/** The last day for 办结, which is so many working days after 受理; null before 受理, or if nothing was promised. */
export function dueDayOf({ acceptedOn, workdays }: MatterState, calendar: Calendar): DayFacts | null {
  return acceptedOn === null || workdays === null ? null : workdayAfter(calendar, acceptedOn, workdays);
}

/**
 * The next day that a matter must not pass: 补正期限 while it is corrected, 承诺时限 until 办结, and the last day for the
 * 容缺材料 while one is missing. Null if it has none, or is over.
 */
export function nextDeadlineOf(state: MatterState, calendar: Calendar): WallDate | null {
  if (!isGoingOn(state)) return null;
  const promised = state.finishedOn === null ? (dueDayOf(state, calendar)?.date ?? null) : null;
  const days = [promised, ...givenDaysOf(state).map(({ day }) => day)].filter((day) => day !== null);
  return days.toSorted()[0] ?? null;
}

/** The days that the holder was given and that still matter. `correct` is 补正期限, `supply` the one for 容缺材料. */
export function givenDaysOf(
  state: MatterState,
): readonly { readonly kind: 'correct' | 'supply'; readonly day: WallDate }[] {
  if (!isGoingOn(state)) return [];
  const { status, correctBy, supplyBy } = state;
  return [
    ...(status === 'correcting' && correctBy !== null ? [{ kind: 'correct' as const, day: correctBy }] : []),
    ...(supplyBy !== null && !isAllThere(state) ? [{ kind: 'supply' as const, day: supplyBy }] : []),
  ];
}

/** True for 超承诺时限: the matter was finished after its due day, or that day is over and it is not finished. */
export function isLate(state: MatterState, calendar: Calendar, today: WallDate): boolean {
  return isLateAfter(state, dueDayOf(state, calendar)?.date ?? null, today);
}

/** The same for a due day that was counted before. */
export function isLateAfter(state: MatterState, due: WallDate | null, today: WallDate): boolean {
  const isOver = state.finishedOn === null && !isGoingOn(state);
  return due !== null && !isOver && (state.finishedOn ?? today) > due;
}
