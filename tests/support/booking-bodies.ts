import type { JournalBody } from '../../src/domain/journal/entry-body.ts';

/** The journal that the bodies here point into. */
export const JOURNAL = '0c9f6a52-0d3e-4b61-8d0c-2f6a9c1b7e11';
/** The one booking that is opened and moved here. */
export const RECORD = 'cd'.repeat(16);

const GIVEN = {
  cardRef: 'ab'.repeat(16),
  itemId: 'outdoor-ticket',
  person: 'holder' as const,
  quantity: 1,
  start: '2026-11-23T15:00',
  ruleId: 'half',
  clause: '5.6',
  catalogueVersion: 1,
  verdict: 'yes' as const,
  confirmed: [],
};

/** A ticket at half its price. */
export function ticket(totalFen: number, itemId = GIVEN.itemId): JournalBody {
  return { kind: 'use', ...GIVEN, itemId, minutes: null, listTotalFen: 2 * totalFen, totalFen };
}

export function booking(totalFen: number): JournalBody {
  return {
    ...{ kind: 'booking-opened', recordId: RECORD, ...GIVEN },
    ...{ minutes: 60, listTotalFen: totalFen, totalFen },
  };
}

/** A move of the booking at another price, made after entry `afterSeq`. */
export function moved(afterSeq: number, totalFen: number): JournalBody {
  const { cardRef: _card, person: _person, ...rest } = GIVEN;
  const after = { journalId: JOURNAL, seq: afterSeq };
  return {
    ...{ kind: 'booking-moved', recordId: RECORD, after, ...rest },
    ...{ minutes: 60, listTotalFen: totalFen, totalFen },
  };
}

export function voided(seq: number): JournalBody {
  return { kind: 'void', voidsSeq: seq, reason: 'mistyped' };
}
