import type { Text } from '../base/text.ts';
import type { GivenBody } from '../journal/entry-body.ts';
import type { RecordedUse } from '../journal/fold/recorded-uses.ts';
import type { BookedPlace } from '../records/booking.ts';
import { STATUS_WORDS } from '../records/record-words.ts';

/** What a receipt that is printed later has to say: the use as it is by now, and what became of it. */
export interface PresentUse {
  readonly body: GivenBody;
  /** Null while the use stands as the receipt says. */
  readonly standing: Text | null;
}

/** A booking that was moved is where it is now, and what was taken back, cancelled or returned says so. */
export function presentUse({ body, voidedBySeq, record }: RecordedUse): PresentUse {
  if (voidedBySeq !== null) return { body, standing: STATUS_WORDS['taken-back'] };
  const state = record?.state;
  if (state?.kind === 'booking') {
    const isMoved = record?.steps.some((step) => step.body.kind === 'booking-moved') === true;
    return {
      body: isMoved ? movedTo(body, state.place) : body,
      standing: state.status === 'cancelled' ? STATUS_WORDS.cancelled : null,
    };
  }
  if (state?.kind === 'pass') {
    return {
      body: body.kind === 'pass-sold' ? { ...body, until: state.until } : body,
      standing: state.status === 'valid' ? null : STATUS_WORDS[state.status],
    };
  }
  return { body, standing: null };
}

function movedTo(body: GivenBody, { minutes, courts, ...place }: BookedPlace): GivenBody {
  if (body.kind !== 'booking-opened' && body.kind !== 'use') return body;
  const { courts: _before, ...kept } = body;
  const there = { ...kept, ...place, minutes };
  return courts.length === 0 ? there : { ...there, courts: [...courts] };
}
