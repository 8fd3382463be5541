import { unreachable } from '../base/unreachable.ts';
import { dateOfMinute, LAST_DAY, type WallDate } from '../base/wall-time.ts';
import type { PastUse, UseCounters } from '../decision/decision.ts';
import { courtsIn } from '../journal/entry-body.ts';
import { dayOf, pastUseOf, standing } from '../journal/fold/recorded-uses.ts';
import { isBookingCounted, takesPlace } from './booking.ts';
import { type KnownRows, type PresentRecord, passOfPlain, presentRows } from './present-records.ts';

/** Whose uses are counted, and at which desk from which day on. */
export interface CountedFor {
  /** All cards of one holder; none if a desk alone is asked for. */
  readonly cardRefs: readonly string[];
  readonly siteId: string;
  readonly date: WallDate;
}

/** What limits are evaluated from: each record as it is now, and the uses that open none. */
export function countersOf(
  rows: KnownRows,
  { cardRefs, siteId, date }: CountedFor,
  hasNewer: boolean,
): UseCounters {
  const { records, plain } = presentRows(rows);
  const uses = standing(plain);
  const ofCard = records.filter(({ state }) => cardRefs.includes(state.cardRef));
  // Only the catalogue says which of them are passes.
  const plainOfCard = uses.filter(({ body }) => cardRefs.includes(body.cardRef));
  const passes = plainOfCard.flatMap((use) => passOfPlain(rows.journalId, use));
  const atDesk = records.filter(
    (record) => record.state.siteId === siteId && dayOfRecord(record) >= date && isInTheWay(record),
  );
  return {
    ofCard: inOrder([...plainOfCard.map(pastUseOf), ...ofCard.filter(isCounted).map(pastUseOfRecord)]),
    atDesk: inOrder([
      ...uses.filter((use) => use.siteId === siteId && dayOf(use) >= date).map(pastUseOf),
      ...atDesk.map(pastUseOfRecord),
    ]),
    records: [...ofCard, ...passes],
    hasNewer: hasNewer || [...ofCard, ...atDesk].some(({ folded }) => folded.hasNewer),
  };
}

/** The records of a desk on these days, the last one among them, whichever kiosk opened them. */
export function recordsOn(
  rows: KnownRows,
  { siteId, date, until }: Pick<CountedFor, 'siteId' | 'date'> & { readonly until: WallDate },
): readonly PresentRecord[] {
  return presentRows(rows).records.filter((record) => {
    const day = dayOfRecord(record);
    return record.state.siteId === siteId && day >= date && day <= until;
  });
}

/** Asks for what these cards have, and for nothing else of the desk. */
export function ofCardsAlone(cardRefs: readonly string[], siteId: string): CountedFor {
  return { cardRefs, siteId, date: LAST_DAY };
}

/** The matters of a hall with this 办件编号, or the passes of a venue; there is one, unless a clerk mistyped. */
export function mattersNumbered(
  rows: KnownRows,
  { cardRefs, siteId, number }: Pick<CountedFor, 'cardRefs' | 'siteId'> & { readonly number: string },
): readonly PresentRecord[] {
  return presentRows(rows).records.filter(
    ({ state }) =>
      state.kind !== 'booking' &&
      state.siteId === siteId &&
      state.number === number &&
      cardRefs.includes(state.cardRef),
  );
}

/** In the order of the own journal; what other kiosks recorded comes before. */
function inOrder(uses: readonly PastUse[]): readonly PastUse[] {
  return uses.toSorted((one, other) => (one.entry?.seq ?? 0) - (other.entry?.seq ?? 0));
}

/** True while it counts against the limits of its card. */
function isCounted({ state }: PresentRecord): boolean {
  switch (state.kind) {
    case 'booking':
      return isBookingCounted(state);
    case 'pass':
      return state.status === 'valid' || state.status === 'paused';
    case 'matter':
    case 'errand':
      return state.status !== 'taken-back';
    case 'agreement':
      return state.status === 'signed';
    default:
      return unreachable(state);
  }
}

/** True while nobody else may have its court or room. */
function isInTheWay(record: PresentRecord): boolean {
  return record.state.kind === 'booking' ? takesPlace(record.state) : isCounted(record);
}

/** The day that it is for: a booking's own, and the first of a pass. */
export function dayOfRecord({ state }: PresentRecord): WallDate {
  return state.kind === 'booking' ? dateOfMinute(state.place.start) : state.from;
}

function pastUseOfRecord(record: PresentRecord): PastUse {
  const { state, opening, ownSeq } = record;
  const { siteId, person } = state;
  const placed =
    state.kind === 'booking'
      ? { ...state.place, minutes: state.place.minutes === 0 ? null : state.place.minutes }
      : { ...opening.body, minutes: null, courts: courtsIn(opening.body) };
  const { itemId, quantity, start, minutes, courts } = placed;
  const { recordedAt } = opening;
  return {
    ...{ siteId, itemId, person, quantity, date: dayOfRecord(record) },
    ...(courts.length === 0 ? {} : { courts }),
    ...(ownSeq === null ? {} : { entry: { seq: ownSeq, start, minutes, recordedAt } }),
    record: { recordId: record.recordId, start, minutes, recordedAt, now: record },
  };
}
