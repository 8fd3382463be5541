import type { Fen } from '../../domain/base/money.ts';
import type { GivenBody } from '../../domain/journal/entry-body.ts';
import type { BookedPlace } from '../../domain/records/booking.ts';
import type { RecordState } from '../../domain/records/record.ts';

/** What an entry adds to the sums of a report. */
export type StandingCounts =
  /** What was given; a booking that was moved as it is now. */
  | { readonly kind: 'given'; readonly body: GivenBody }
  /** A booking or a pass that was given back: no use any more, but what the venue kept of the money. */
  | { readonly kind: 'given-back'; readonly keptFen: Fen }
  /** A pass let its person in. */
  | { readonly kind: 'admitted' };

interface ItemCounts {
  readonly itemId: string;
  readonly counts: StandingCounts;
}

/** What a record adds to the sums by its state; null if it adds nothing. `body` is that of its opening. */
export function countsOfRecord(body: GivenBody, state: RecordState): ItemCounts | null {
  switch (state.status) {
    case 'taken-back':
      return null;
    case 'cancelled':
      return givenBack(state.place, state);
    case 'returned':
      return givenBack(state, state);
    case 'open':
    case 'attended':
    case 'missed':
      return { itemId: state.place.itemId, counts: { kind: 'given', body: bodyAt(body, state.place) } };
    case 'valid':
    case 'paused':
    case 'asked':
    case 'received':
    case 'correcting':
    case 'accepted':
    case 'handling':
    case 'finished':
    case 'told':
    case 'collected':
    case 'rejected':
    case 'withdrawn':
    case 'ended':
    case 'signed':
    case 'dissolved':
    case 'followed':
    case 'waiting':
    case 'settled':
      return { itemId: state.itemId, counts: { kind: 'given', body } };
  }
}

/** The body of an opening as if it had been opened where it is now. */
function bodyAt(body: GivenBody, place: BookedPlace): GivenBody {
  const { minutes, courts, ...rest } = place;
  if (!('minutes' in body)) return body;
  const { courts: _, ...opened } = body;
  const named = courts.length === 0 ? {} : { courts: [...courts] };
  return { ...opened, ...rest, minutes: Math.max(1, minutes), ...named };
}

/** Nothing less than nothing was kept: what gives back more than was paid is a discrepancy. */
function givenBack(
  { itemId, totalFen }: { readonly itemId: string; readonly totalFen: Fen | null },
  { returnedFen }: { readonly returnedFen: Fen },
): ItemCounts | null {
  const keptFen = Math.max(0, (totalFen ?? 0) - returnedFen);
  return keptFen === 0 ? null : { itemId, counts: { kind: 'given-back', keptFen } };
}
