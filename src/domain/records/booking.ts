import type { Fen } from '../base/money.ts';
import { plusMinutes, type WallMinute } from '../base/wall-time.ts';
import type { GivenBody, JournalBody } from '../journal/entry-body.ts';
import { type RoomState, roomAfter, roomMoved } from './room.ts';

/**
 * `open`: the time is the holder's. `missed`: nobody came, so that the court is free again; who comes late is attended
 * anyway. `taken-back`: it was opened by mistake.
 */
type BookingStatus = 'open' | 'attended' | 'missed' | 'cancelled' | 'taken-back';

/** Which court or room, when, and at which price: what a move replaces. */
export interface BookedPlace {
  readonly itemId: string;
  readonly quantity: number;
  readonly start: WallMinute;
  /** 0 for an opening that names none. */
  readonly minutes: number;
  /** By number; empty if none is named. */
  readonly courts: readonly number[];
  readonly listTotalFen: Fen | null;
  readonly totalFen: Fen | null;
  readonly ruleId: string;
  readonly catalogueVersion: number;
}

export interface BookingState {
  readonly kind: 'booking';
  readonly status: BookingStatus;
  readonly siteId: string;
  readonly cardRef: string;
  readonly person: GivenBody['person'];
  readonly place: BookedPlace;
  /** What the venue gave back when it was cancelled. */
  readonly returnedFen: Fen;
  /** The application for a room; null before it, and for a court. */
  readonly room: RoomState | null;
}

export function openedBooking({
  siteId,
  body,
}: {
  readonly siteId: string;
  readonly body: GivenBody;
}): BookingState {
  const { cardRef, person } = body;
  return {
    ...{ kind: 'booking', status: 'open', siteId, cardRef, person, place: placeOf(body), returnedFen: 0 },
    room: null,
  };
}

/** The state after a step; null if the step does not fit. */
export function bookingAfter(
  state: BookingState,
  body: JournalBody | { readonly kind: 'newer' },
): BookingState | null {
  const { status } = state;
  switch (body.kind) {
    case 'booking-moved':
      return status === 'open' ? { ...state, place: placeOf(body), room: roomMoved(state.room) } : null;
    case 'booking-cancelled':
      return status === 'open' ? { ...state, status: 'cancelled', returnedFen: body.returnedFen } : null;
    case 'booking-attended':
      return status === 'open' || status === 'missed' ? { ...state, status: 'attended' } : null;
    case 'booking-missed':
      return status === 'open' ? { ...state, status: 'missed' } : null;
    case 'room-applied':
    case 'room-reviewed':
    case 'room-approved':
    case 'room-refused':
    case 'room-called':
    case 'room-started':
    case 'room-ended':
    case 'room-terminated':
    case 'room-received':
    case 'room-charged':
    case 'room-rearranged': {
      const next = roomAfter(state, body);
      return next === null ? null : { ...state, ...next };
    }
    default:
      return null;
  }
}

/** True while nobody else may have the court or room. */
export function takesPlace({ status }: BookingState): boolean {
  return status === 'open' || status === 'attended';
}

/** True while it counts against the limits of its card. */
export function isBookingCounted({ status }: BookingState): boolean {
  return status !== 'cancelled' && status !== 'taken-back';
}

/** The first minute after it. */
export function endOfPlace({ start, minutes }: BookedPlace): WallMinute {
  return plusMinutes(start, minutes);
}

type Placed = Pick<
  BookedPlace,
  'itemId' | 'quantity' | 'start' | 'listTotalFen' | 'totalFen' | 'ruleId' | 'catalogueVersion'
> & { readonly minutes?: number | null; readonly courts?: readonly number[] | undefined };

function placeOf(body: Placed): BookedPlace {
  const { itemId, quantity, start, listTotalFen, totalFen, ruleId, catalogueVersion } = body;
  const { minutes, courts = [] } = body;
  return {
    ...{ itemId, quantity, start, minutes: minutes ?? 0, courts },
    ...{ listTotalFen, totalFen, ruleId, catalogueVersion },
  };
}
