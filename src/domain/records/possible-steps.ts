import { unreachable } from '../base/unreachable.ts';
import { dateOfMinute, plusMinutes, type WallDate, type WallMinute } from '../base/wall-time.ts';
import type { Item } from '../catalogue/catalogue.ts';
import type { ErrandTerms } from '../catalogue/errand-item.ts';
import type { RoomTerms } from '../catalogue/room-terms.ts';
import type { RecordedUse } from '../journal/fold/recorded-uses.ts';
import { type AgreementState, mayDissolve } from './agreement.ts';
import { type BookingState, endOfPlace } from './booking.ts';
import { type ErrandState, isFollowed } from './errand.ts';
import { isAllThere, lackingOf, type MatterState, type MatterStatus } from './matter.ts';
import { admissionOn, type PassState } from './pass.ts';
import type { PresentRecord } from './present-records.ts';
import { isGiven, isInUse } from './room.ts';

/** The steps that a clerk may make with a matter. `deliver` changes the 送达方式. */
export const MATTER_STEPS = [
  'number',
  'receive',
  'supply',
  'notice',
  'accept',
  'handle',
  'finish',
  'tell',
  'collect',
  'reject',
  'withdraw',
  'stop',
  'assign',
  'deliver',
] as const;
export type MatterStep = (typeof MATTER_STEPS)[number];

/** The steps that a clerk may make with a room that is applied for. */
export const ROOM_STEPS = [
  'room-apply',
  'room-review',
  'room-approve',
  'room-refuse',
  'room-call',
  'room-start',
  'room-end',
  'room-terminate',
  'room-receive',
  'room-charge',
  'room-rearrange',
] as const;
export type RoomStep = (typeof ROOM_STEPS)[number];

export function isRoomStep(kind: string): kind is RoomStep {
  return ROOM_STEPS.some((step) => step === kind);
}

/** The steps that a clerk may make with what a desk follows, the usual ones first. */
export const ERRAND_STEPS = [
  'errand-describe',
  'errand-complete',
  'errand-book',
  'errand-assign',
  'errand-urge',
  'errand-answer',
  'errand-call',
  'errand-number',
  'errand-finish',
] as const;
export type ErrandStep = (typeof ERRAND_STEPS)[number];

export function isErrandStep(kind: string): kind is ErrandStep {
  return ERRAND_STEPS.some((step) => step === kind);
}

/** What a clerk may do with a record. `take-back`: the last step, as if it had not been. */
export type StepKind =
  | 'admit'
  | 'move'
  | 'cancel'
  | 'attend'
  | 'miss'
  | 'pause'
  | 'resume'
  | 'return'
  | 'dissolve'
  | 'take-back'
  | MatterStep
  | RoomStep
  | ErrandStep;

/**
 * None for a record that a newer release has stepped: its state is not known here. The terms of the item say what may be done
 * with a room that is applied for, and with what a desk follows.
 */
export function possibleSteps(
  { state, folded }: PresentRecord,
  now: WallMinute,
  { room = null, errand = null }: StepTerms = {},
): readonly StepKind[] {
  if (folded.hasNewer || state.status === 'taken-back') return [];
  const back: readonly StepKind[] = folded.undoable === null ? [] : ['take-back'];
  switch (state.kind) {
    case 'booking':
      return [...(room === null ? bookingSteps(state, now) : roomSteps(state, room, now)), ...back];
    case 'pass':
      return [...passSteps(state, dateOfMinute(now)), ...back];
    case 'matter':
      return [...matterSteps(state), ...back];
    case 'agreement':
      return [...agreementSteps(state, dateOfMinute(now)), ...back];
    case 'errand':
      return [...errandSteps(state, errand), ...back];
    default:
      return unreachable(state);
  }
}

interface StepTerms {
  readonly room?: RoomTerms | null | undefined;
  readonly errand?: ErrandTerms | null | undefined;
}

export function termsOf({ room, errand }: Pick<Item, 'room' | 'errand'>): StepTerms {
  return { room, errand };
}

/** The steps whose part the terms have. */
function errandSteps(state: ErrandState, terms: ErrandTerms | null): readonly StepKind[] {
  if (!isFollowed(state)) return [];
  const { questions = [], complete, units, appointment, calls, number, answers } = terms ?? {};
  const fits: Readonly<Record<ErrandStep, boolean>> = {
    'errand-describe': questions.length > 0,
    'errand-complete': complete !== undefined && state.completeOn === null,
    'errand-book': appointment !== undefined,
    'errand-assign': units !== undefined,
    'errand-urge': state.status === 'waiting',
    'errand-answer': answers !== undefined,
    'errand-call': calls !== undefined,
    'errand-number': number !== undefined && state.number === null,
    'errand-finish': terms !== null,
  };
  return ERRAND_STEPS.filter((step) => fits[step]);
}

/** An agreement is dissolved before its end; changes of package and team wait for it (guide 8.4). */
function agreementSteps(state: AgreementState, today: WallDate): readonly StepKind[] {
  return mayDissolve(state, today) ? ['dissolve'] : [];
}

/** The steps that the state allows. The dialog of a step asks for the rest that the step needs. */
function matterSteps(state: MatterState): readonly StepKind[] {
  const next = NEXT_OF_MATTER[state.status] ?? [];
  const lacks = lackingOf(state).length > 0;
  const fits: Partial<Record<MatterStep, boolean>> = {
    number: state.number === null,
    supply: lacks,
    notice: lacks,
    accept: state.missingMain.length === 0,
    collect: isAllThere(state),
    tell: state.status === 'finished',
  };
  return next.filter((step) => fits[step] !== false);
}

const ALWAYS: readonly MatterStep[] = ['number', 'assign', 'deliver'];
const STOPPED: readonly MatterStep[] = ['reject', 'withdraw', 'stop'];
const NEXT_OF_MATTER: Readonly<Partial<Record<MatterStatus, readonly MatterStep[]>>> = {
  asked: ['receive', ...ALWAYS, 'withdraw'],
  received: ['accept', 'notice', 'supply', ...ALWAYS, ...STOPPED],
  correcting: ['supply', 'notice', ...ALWAYS, ...STOPPED],
  accepted: ['handle', 'finish', 'supply', ...ALWAYS, ...STOPPED],
  handling: ['finish', 'supply', ...ALWAYS, ...STOPPED],
  finished: ['tell', 'collect', 'supply', ...ALWAYS],
  told: ['collect', 'supply', ...ALWAYS],
};

/** The hall is set up before its time begins (布置场地). */
const SET_UP_MINUTES = 60;

/** A room is used once it is approved, from an hour before its time on. The desk says who the second person is. */
function roomSteps(state: BookingState, { approvals }: RoomTerms, now: WallMinute): readonly StepKind[] {
  const { status, place, room } = state;
  if (isInUse(state)) return ['room-end', 'room-terminate', 'room-charge'];
  if (status === 'attended' && room?.startedAt != null) return ['room-charge'];
  const isNear = plusMinutes(place.start, -SET_UP_MINUTES) <= now && now < endOfPlace(place);
  const mayStart = isNear && room?.rearranging == null;
  // A late holder may begin the use, too. Without approval nobody may.
  if (status === 'missed') return mayStart && room !== null && isGiven(room, approvals) ? ['room-start'] : [];
  if (status !== 'open') return [];
  const others = bookingSteps(state, now).filter((kind) => kind !== 'attend');
  if (room === null) return ['room-apply', ...others];
  const always = ['room-receive', 'room-rearrange'] as const;
  if (isGiven(room, approvals))
    return [...(mayStart ? (['room-start'] as const) : []), 'room-call', ...always, ...others];
  // What is reviewed is the other time, once it stands.
  if (room.rearranging !== null) return ['room-refuse', ...always, ...others];
  return room.stage === 'applied'
    ? ['room-review', 'room-refuse', 'room-apply', ...always, ...others]
    : ['room-approve', 'room-refuse', ...always, ...others];
}

/** Nobody comes on another day, and nobody is missed before the time has begun. */
function bookingSteps({ status, place }: BookingState, now: WallMinute): readonly StepKind[] {
  const hasCome = dateOfMinute(place.start) <= dateOfMinute(now);
  if (status === 'missed') return ['attend'];
  if (status !== 'open') return [];
  return [
    ...(hasCome ? (['attend'] as const) : []),
    ...(['move', 'cancel'] as const),
    ...(place.start <= now ? (['miss'] as const) : []),
  ];
}

function passSteps(state: PassState, today: WallDate): readonly StepKind[] {
  const admits = admissionOn(state, today) === 'admits';
  switch (state.status) {
    case 'valid':
      if (state.until !== null && today > state.until) return [];
      return [...(admits ? (['admit'] as const) : []), 'pause', 'return'];
    case 'paused':
      return [...(admits ? (['admit'] as const) : []), 'resume', 'return'];
    case 'returned':
    case 'taken-back':
      return [];
    default:
      return unreachable(state.status);
  }
}

/** What the venue still has of the holder's money for it. */
export function paidFen({ state }: PresentRecord): number {
  const total = (state.kind === 'booking' ? state.place.totalFen : state.totalFen) ?? 0;
  return state.status === 'taken-back' ? 0 : total - state.returnedFen;
}

/** Which item it is for now: a move may change it. */
export function itemIdOf({ state }: PresentRecord): string {
  return state.kind === 'booking' ? state.place.itemId : state.itemId;
}

/** What a void of this use gives back: by now it may have been moved to another price, or given back in part. */
export function refundFenOf({ body, record }: Pick<RecordedUse, 'body' | 'record'>): number {
  return record === undefined ? (body.totalFen ?? 0) : paidFen(record);
}

/** False for what was taken back, cancelled or returned already. */
export function isStillGiven({ voidedBySeq, record }: Pick<RecordedUse, 'voidedBySeq' | 'record'>): boolean {
  const ended: readonly string[] = ['taken-back', 'cancelled', 'returned', 'dissolved'];
  return voidedBySeq === null && (record === undefined || !ended.includes(record.state.status));
}
