import type { Text } from '../base/text.ts';
import { unreachable } from '../base/unreachable.ts';
import { dateOfMinute, plusDays, type WallDate, type WallMinute } from '../base/wall-time.ts';
import { type Calendar, workdayBefore } from '../calendar/calendar.ts';
import { openAt, openMinutesOn } from '../calendar/opening.ts';
import type { Item } from '../catalogue/catalogue.ts';
import type { RoomTerms } from '../catalogue/room-terms.ts';
import type { RulebookItem } from '../catalogue/rulebook.ts';
import { passUntil } from '../journal/known-use.ts';
import { type AgreementState, phaseOn } from './agreement.ts';
import { type BookingState, endOfPlace } from './booking.ts';
import { type ErrandState, errandDaysOf } from './errand.ts';
import { dueDayOf, givenDaysOf, isGoingOn, type MatterState } from './matter.ts';
import { daysLeftSoon, type PassState } from './pass.ts';
import { itemIdOf, possibleSteps, type StepKind, termsOf } from './possible-steps.ts';
import { type PresentRecord, withUntil } from './present-records.ts';
import { isGiven, isInUse } from './room.ts';
import { ROOM_REARRANGEMENTS } from './room-words.ts';

/**
 * `finish`: a matter is due by its 承诺时限. `correct` and `supply`: papers are due by a 一次性告知单 or a 容缺承诺书. `tell`: the
 * holder is to be called about a finished matter. `send`: its result is to be posted or sent. `attend`: nobody has
 * recorded whether the holder of a booking came. `rearrange`: a booking lies in a time in which the venue is closed by now,
 * since the office entered the hours after it was made. `renew`: a pass or a family doctor agreement ends soon and has none
 * after it. `apply`, `decide`, `call` and `return`: a room is to be applied for, approved, talked about the day before, and
 * given back. `settle`, `answer` and `next`: what a desk follows is to be finished by the promised day, a unit is to answer, or
 * the day that was agreed with the holder has come.
 */
export type TaskKind =
  | 'finish'
  | 'correct'
  | 'supply'
  | 'tell'
  | 'send'
  | 'attend'
  | 'rearrange'
  | 'renew'
  | RoomTask
  | ErrandTask;
type ErrandTask = 'settle' | 'answer' | 'next';
type RoomTask = 'apply' | 'decide' | 'call' | 'return';

/** What a desk has to do because of a record, though nobody asks for it. */
export interface Task {
  readonly kind: TaskKind;
  readonly record: PresentRecord;
  readonly item: Item;
  /** The day by which it is to be done. */
  readonly dueOn: WallDate;
  readonly isLate: boolean;
  /** Why the venue is closed then; absent for a usual day, and for any other kind. */
  readonly reason?: Text;
  /** The steps that are possible and end it, the usual one first. None for a renewal, which is a sale. */
  readonly steps: readonly StepKind[];
}

/** The desk and the minute for which tasks are counted, and the catalogue in force. */
export interface TaskAround {
  readonly siteId: string;
  readonly now: WallMinute;
  readonly calendar: Calendar;
  /** The items of the desk. */
  readonly entries: readonly RulebookItem[];
}

type Due = Pick<Task, 'kind' | 'dueOn' | 'isLate' | 'reason' | 'steps'>;

/**
 * What is due at the desk because of these records, the most overdue first. No task is stored: one that is done is gone,
 * because the record's steps say so. A record that was stepped by a newer release, and one whose item the catalogue does
 * not know, gives none.
 */
export function tasksOf(records: readonly PresentRecord[], around: TaskAround): readonly Task[] {
  const known = records.flatMap((record) => withItem(record, around));
  return known.flatMap((one) => dueOf(one, known, around)).toSorted(byLateness);
}

interface KnownRecord {
  readonly record: PresentRecord;
  readonly item: Item;
  readonly entry: RulebookItem;
}

/** Items of several sites may have one id. */
function withItem(record: PresentRecord, { siteId, entries }: TaskAround): readonly KnownRecord[] {
  const { state, folded } = record;
  if (state.siteId !== siteId || folded.hasNewer) return [];
  const itemId = itemIdOf(record);
  const entry = entries.find(({ item }) => item.id === itemId);
  if (entry === undefined) return [];
  const { item } = entry;
  const whole = state.kind === 'pass' ? withUntil(record, passUntil(item, state.from)) : record;
  return [{ record: whole, item, entry }];
}

function dueOf(one: KnownRecord, known: readonly KnownRecord[], around: TaskAround): readonly Task[] {
  const possible = possibleSteps(one.record, around.now, termsOf(one.item));
  const { record, item } = one;
  return dues(one, known, around).map((due) => ({
    ...{ record, item },
    ...due,
    steps: due.steps.filter((step) => possible.includes(step)),
  }));
}

function dues(one: KnownRecord, known: readonly KnownRecord[], around: TaskAround): readonly Due[] {
  const { state } = one.record;
  switch (state.kind) {
    case 'booking':
      return duesOfBooking(state, one.entry, around);
    case 'pass':
      return hasFollower(one, known) ? [] : dueOfPass(state, dateOfMinute(around.now));
    case 'matter':
      return duesOfMatter(state, around);
    case 'agreement':
      return hasNextAgreement(one, known) ? [] : dueOfAgreement(state, dateOfMinute(around.now));
    case 'errand':
      return duesOfErrand(state, around);
    default:
      return unreachable(state);
  }
}

/** It is late once the time is over, and may be recorded from its beginning on. */
function duesOfBooking(state: BookingState, entry: RulebookItem, around: TaskAround): readonly Due[] {
  const { status, place } = state;
  const { now } = around;
  const { room: terms } = entry.item;
  const ofRoom = terms === undefined ? [] : duesOfRoom(state, entry, terms, around);
  if (status !== 'open') return ofRoom;
  if (place.start > now) return [...rearrangeOf(state, entry, around), ...ofRoom];
  const dueOn = dateOfMinute(place.start);
  const steps: readonly StepKind[] = terms === undefined ? ['attend', 'miss'] : ['room-start', 'miss'];
  return [{ kind: 'attend', dueOn, isLate: endOfPlace(place) <= now, steps }, ...ofRoom];
}

/** An application and its approval are due by the last open day before the use, and so is the talk about the equipment. */
function duesOfRoom(
  state: BookingState,
  entry: RulebookItem,
  { approvals }: RoomTerms,
  { now, calendar }: TaskAround,
): readonly Due[] {
  const { status, place, room } = state;
  const [today, dayOfUse] = [dateOfMinute(now), dateOfMinute(place.start)];
  if (isInUse(state)) {
    const isLate = endOfPlace(place) <= now;
    return isLate ? [{ kind: 'return', dueOn: dayOfUse, isLate, steps: ['room-end', 'room-terminate'] }] : [];
  }
  if (status === 'open' && room !== null && room.rearranging !== null) {
    const reason = ROOM_REARRANGEMENTS[room.rearranging];
    const isLate = today > dayOfUse;
    return [{ kind: 'rearrange', dueOn: dayOfUse, isLate, reason, steps: ['room-rearrange', 'cancel'] }];
  }
  if (status !== 'open' || endOfPlace(place) <= now) return [];
  const dueOn = openDayBefore(entry, calendar, dayOfUse);
  const due = { dueOn, isLate: today > dueOn };
  if (room === null) return [{ ...due, kind: 'apply', steps: ['room-apply'] }];
  if (!isGiven(room, approvals)) {
    return [{ ...due, kind: 'decide', steps: ['room-review', 'room-approve', 'room-refuse'] }];
  }
  return room.calledOn === null && today >= dueOn ? [{ ...due, kind: 'call', steps: ['room-call'] }] : [];
}

/** The search for an open day stops after this many. */
const OPEN_DAYS_BACK_MAX = 14;

/** The day before, or the last one before it on which the venue is open. */
function openDayBefore({ hours }: RulebookItem, calendar: Calendar, date: WallDate): WallDate {
  for (let days = 1; days <= OPEN_DAYS_BACK_MAX; days += 1) {
    const before = plusDays(date, -days);
    if (hours.length === 0 || openMinutesOn(hours, calendar, before).length > 0) return before;
  }
  return plusDays(date, -1);
}

/**
 * Hours that this release does not understand close nothing. The holder should know before the day. A move needs the
 * card.
 */
function rearrangeOf({ place }: BookingState, entry: RulebookItem, { calendar }: TaskAround): readonly Due[] {
  if (entry.unread !== null || entry.unreadYears !== null) return [];
  const opening = openAt(entry.hours, calendar, { start: place.start, minutes: Math.max(1, place.minutes) });
  if (opening.kind === 'open') return [];
  const { reason } = opening;
  return [
    {
      ...{ kind: 'rearrange', dueOn: dateOfMinute(place.start), isLate: false, steps: ['cancel'] },
      ...(reason === null ? {} : { reason }),
    },
  ];
}

function dueOfPass(state: PassState, today: WallDate): readonly Due[] {
  if (state.until === null || daysLeftSoon(state, today) === null) return [];
  return [{ kind: 'renew', dueOn: state.until, isLate: false, steps: [] }];
}

/** True if the same person has a later pass of the item already. */
function hasFollower({ record, item }: KnownRecord, known: readonly KnownRecord[]): boolean {
  const { state } = record;
  if (state.kind !== 'pass') return false;
  return known.some(({ record: { state: other }, item: { id } }) => {
    if (other.kind !== 'pass' || id !== item.id || other.cardRef !== state.cardRef) return false;
    const isGood = other.status === 'valid' || other.status === 'paused';
    return isGood && other.person === state.person && other.from > state.from;
  });
}

function dueOfAgreement(state: AgreementState, today: WallDate): readonly Due[] {
  if (phaseOn(state, today) !== 'soon') return [];
  return [{ kind: 'renew', dueOn: state.until, isLate: false, steps: [] }];
}

/** True if the same person already has a later agreement, of either package. */
function hasNextAgreement({ record: { state } }: KnownRecord, known: readonly KnownRecord[]): boolean {
  if (state.kind !== 'agreement') return false;
  return known.some(({ record: { state: other } }) => {
    if (other.kind !== 'agreement' || other.cardRef !== state.cardRef) return false;
    return other.status === 'signed' && other.person === state.person && other.from > state.from;
  });
}

function duesOfMatter(state: MatterState, { calendar, now }: TaskAround): readonly Due[] {
  const today = dateOfMinute(now);
  const papers = givenDaysOf(state).flatMap(({ kind, day: dueOn }): readonly Due[] => {
    // Nobody is at the counter on a day off, so it is due from the last working day before that day on.
    if (today < workdayBefore(calendar, dueOn)) return [];
    const isOver = today > dueOn;
    return [{ kind, dueOn, isLate: isOver, steps: isOver ? ['supply', 'reject', 'stop'] : ['supply'] }];
  });
  return [...finishOf(state, calendar, today), ...tellOf(state, today), ...papers];
}

function finishOf(state: MatterState, calendar: Calendar, today: WallDate): readonly Due[] {
  const due = dueDayOf(state, calendar);
  if (due === null || state.finishedOn !== null || !isGoingOn(state) || today < due.date) return [];
  return [{ kind: 'finish', dueOn: due.date, isLate: today > due.date, steps: ['finish'] }];
}

/** The holder is told on the day of 办结. What goes by post or electronically needs no call. */
function tellOf({ status, finishedOn, delivery }: MatterState, today: WallDate): readonly Due[] {
  if (status !== 'finished' || finishedOn === null) return [];
  const due = { dueOn: finishedOn, isLate: today > finishedOn };
  if (delivery !== 'window') return [{ ...due, kind: 'send', steps: ['collect'] }];
  return [{ ...due, kind: 'tell', steps: ['tell', 'collect'] }];
}

const STEPS_OF_ERRAND_TASK: Readonly<Record<ErrandTask, readonly StepKind[]>> = {
  settle: ['errand-finish'],
  answer: ['errand-answer', 'errand-urge'],
  next: ['errand-call', 'errand-finish', 'errand-book'],
};

/** A promise and an answer are due from the working day before their day on, and what was agreed on its day. */
function duesOfErrand(state: ErrandState, { calendar, now }: TaskAround): readonly Due[] {
  const today = dateOfMinute(now);
  return errandDaysOf(state, calendar).flatMap(({ kind: what, day: dueOn }): readonly Due[] => {
    const kind: ErrandTask = what === 'promised' ? 'settle' : what;
    if (today < (kind === 'next' ? dueOn : workdayBefore(calendar, dueOn))) return [];
    return [{ kind, dueOn, isLate: today > dueOn, steps: STEPS_OF_ERRAND_TASK[kind] }];
  });
}

function byLateness(one: Task, other: Task): number {
  return (
    Number(other.isLate) - Number(one.isLate) ||
    one.dueOn.localeCompare(other.dueOn) ||
    startOf(one).localeCompare(startOf(other)) ||
    one.record.recordId.localeCompare(other.record.recordId)
  );
}

function startOf({ record: { state } }: Task): string {
  return state.kind === 'booking' ? state.place.start : state.from;
}
