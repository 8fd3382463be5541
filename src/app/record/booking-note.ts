import { instantOf } from '../../domain/base/wall-time.ts';
import { type NoteKeeping, noteEndOf } from '../../domain/notes/note.ts';
import { endOfPlace } from '../../domain/records/booking.ts';
import type { ClockPort, NotesPort } from '../ports.ts';
import type { UseDraft } from './record.ts';

export interface BookingNotePorts {
  readonly notes: Pick<NotesPort, 'put'>;
  readonly clock: Pick<ClockPort, 'now'>;
  /** How long the catalogue keeps each kind. */
  readonly keeping: () => readonly NoteKeeping[] | undefined;
}

/**
 * Seals the telephone that the clerk wrote down for the call-back, and names it in the opening. A device that takes no
 * note leaves it out: the sale goes on, and its entry names none.
 */
export async function withTelephone(
  { notes, clock, keeping }: BookingNotePorts,
  draft: UseDraft,
  telephone: string,
): Promise<UseDraft> {
  const { siteId, body } = draft;
  if (body.kind !== 'booking-opened') return draft;
  const kind = 'telephone';
  const recordEndsMs = instantOf(endOfPlace({ ...body, courts: body.courts ?? [] }));
  const endsMs = noteEndOf({ kind, writtenMs: clock.now(), recordEndsMs }, keeping());
  const put = await notes
    .put({ kind, recordId: body.recordId, siteId, text: telephone, endsMs })
    .catch(() => null);
  return put?.ok ? { siteId, body: { ...body, notes: [{ kind, hash: put.value.hash }] } } : draft;
}
