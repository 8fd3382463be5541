import { MINUTE_MS } from '../base/duration.ts';
import type { Fen } from '../base/money.ts';
import { instantOf, type WallDate, type WallMinute } from '../base/wall-time.ts';
import type { JournalBody } from '../journal/entry-body.ts';
import type { RoomCharge, RoomRearrangement, RoomRefusal, RoomTermination } from '../journal/room-body.ts';

/** How far an application has come. What follows the approval is told by the times. */
type RoomStage = 'applied' | 'reviewed' | 'approved';

/** The application for a room, and its use. It is part of the booking of the time. */
export interface RoomState {
  readonly stage: RoomStage;
  readonly purpose: string;
  readonly audience: number;
  /** What was asked for. */
  readonly equipment: readonly string[];
  /** Who reviewed it, by the random id of the member; null at a desk without sign-in. */
  readonly reviewedBy: string | null;
  /**
   * True once any time of it was reviewed. The release before kept the approval over a move, so that a use may have begun
   * after one: what was recorded then still counts.
   */
  readonly wasReviewed: boolean;
  readonly refusal: RoomRefusal | null;
  /** The day on which the holder was reached about the use; null before that. */
  readonly calledOn: WallDate | null;
  readonly startedAt: WallMinute | null;
  readonly handedOut: readonly string[];
  readonly endedAt: WallMinute | null;
  /** What did not come back. */
  readonly lacking: readonly string[];
  readonly inOrder: readonly string[];
  readonly termination: RoomTermination | null;
  /** 节目单, 布置, 道具 that are there. */
  readonly received: readonly string[];
  /** What the venue has noted to charge; null for nothing. */
  readonly charge: { readonly reason: RoomCharge; readonly amountFen: Fen } | null;
  /** Why the venue must give another time, until it has; null otherwise. */
  readonly rearranging: RoomRearrangement | null;
}

/** The part of a booking that its room is about. */
interface RoomBooking {
  readonly status: 'open' | 'attended' | 'missed' | 'cancelled' | 'taken-back';
  readonly room: RoomState | null;
}

type RoomBody = Extract<JournalBody, { readonly kind: `room-${string}` }>;

/**
 * The state after a step of a room; null if the step does not fit. Whether one approval is enough, and whether a moved time
 * needs another one, is a matter of the desk: here a room may be started once it has been reviewed.
 */
export function roomAfter({ status, room }: RoomBooking, body: RoomBody): RoomBooking | null {
  if (body.kind === 'room-applied') {
    const { purpose, audience, equipment } = body;
    const isOpen = status === 'open' && (room === null || room.stage === 'applied');
    return isOpen ? { status, room: { ...NEW, ...kept(room), purpose, audience, equipment } } : null;
  }
  if (room === null) return null;
  if (status === 'attended') return inUse(room, body);
  if (body.kind === 'room-received') return received({ status, room }, body.things);
  // A late holder may still begin the use.
  if (status === 'missed' && body.kind === 'room-started') return started(room, body);
  if (status !== 'open') return null;
  switch (body.kind) {
    case 'room-reviewed':
      return room.stage === 'applied'
        ? { status, room: { ...room, stage: 'reviewed', reviewedBy: body.member, wasReviewed: true } }
        : null;
    case 'room-approved':
      return room.stage === 'reviewed' && isSecond(room, body.member)
        ? { status, room: { ...room, stage: 'approved' } }
        : null;
    case 'room-refused':
      return room.stage === 'approved'
        ? null
        : { status: 'cancelled', room: { ...room, refusal: body.reason } };
    case 'room-called':
      return body.answer === 'reached' ? { status, room: { ...room, calledOn: body.on } } : { status, room };
    case 'room-started':
      return started(room, body);
    case 'room-rearranged':
      return { status, room: { ...room, rearranging: body.reason, calledOn: null } };
    default:
      return null;
  }
}

/** What was handed in stays when the application is corrected. */
function kept(room: RoomState | null): Partial<RoomState> {
  if (room === null) return {};
  const { received, rearranging, wasReviewed } = room;
  return { received, rearranging, wasReviewed };
}

const NEW: Omit<RoomState, 'purpose' | 'audience' | 'equipment'> = {
  ...{ stage: 'applied', reviewedBy: null, refusal: null, calledOn: null, startedAt: null, handedOut: [] },
  ...{ received: [], charge: null, rearranging: null, wasReviewed: false },
  ...{ endedAt: null, lacking: [], inOrder: [], termination: null },
};

function started(
  room: RoomState,
  { at, handedOut }: Extract<RoomBody, { readonly kind: 'room-started' }>,
): RoomBooking | null {
  return !room.wasReviewed || room.rearranging !== null
    ? null
    : { status: 'attended', room: { ...room, startedAt: at, handedOut } };
}

function inUse(room: RoomState, body: RoomBody): RoomBooking | null {
  const status = 'attended';
  if (room.startedAt === null) return null;
  if (body.kind === 'room-charged') {
    const { reason, amountFen } = body;
    return { status, room: { ...room, charge: { reason, amountFen } } };
  }
  if (room.endedAt !== null) return null;
  switch (body.kind) {
    case 'room-ended': {
      const lacking = room.handedOut.filter((id) => !body.returned.includes(id));
      return { status, room: { ...room, endedAt: body.at, lacking, inOrder: body.inOrder } };
    }
    case 'room-terminated':
      return {
        status,
        room: { ...room, endedAt: body.at, lacking: room.handedOut, termination: body.reason },
      };
    default:
      return null;
  }
}

function received({ status, room }: RoomBooking, things: readonly string[]): RoomBooking | null {
  return room === null || status !== 'open' ? null : { status, room: { ...room, received: things } };
}

/**
 * After a move the holder is called again, and the time is to be approved again: only what the venue rearranges by itself
 * keeps its approval.
 */
export function roomMoved(room: RoomState | null): RoomState | null {
  if (room === null) return null;
  if (room.rearranging !== null) return { ...room, calledOn: null, rearranging: null };
  return { ...room, calledOn: null, stage: 'applied', reviewedBy: null };
}

/** True unless it is known that the same person reviewed it. A desk without sign-in knows nobody. */
export function isSecond({ reviewedBy }: RoomState, member: string | null): boolean {
  return member === null || reviewedBy === null || member !== reviewedBy;
}

/** True if the holder may have the room, by as many approvals as the venue asks for. */
export function isGiven({ stage }: RoomState, approvals: 1 | 2): boolean {
  return stage === 'approved' || (approvals === 1 && stage === 'reviewed');
}

/** True while somebody is in the room. */
export function isInUse({ status, room }: RoomBooking): boolean {
  return status === 'attended' && room?.startedAt != null && room.endedAt === null;
}

/** Minutes after the end of the booked time until the room was given back, or until now; 0 for none. */
export function overrunOf(
  { room }: Pick<RoomBooking, 'room'>,
  endOfTime: WallMinute,
  now: WallMinute,
): number {
  if (room === null || room.startedAt === null) return 0;
  const until = room.endedAt ?? now;
  return Math.max(0, (instantOf(until) - instantOf(endOfTime)) / MINUTE_MS);
}
