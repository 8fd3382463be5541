import {
  dateOfMinute,
  plusDays,
  type WallDate,
  type WallMinute,
  wallDateOf,
  wallMinuteOf,
} from '../domain/base/wall-time.ts';
import { type Calendar, calendarOf } from '../domain/calendar/calendar.ts';
import type { Item } from '../domain/catalogue/catalogue.ts';
import { rulebookOf } from '../domain/catalogue/rulebook.ts';
import { hasCardEnded, outlivesCard } from '../domain/decision/outliving-passes.ts';
import { PASS_DAYS_AHEAD } from '../domain/decision/use-bounds.ts';
import { passUntil } from '../domain/journal/known-use.ts';
import { type NoteRef, notesIn } from '../domain/notes/note.ts';
import { type AgreementState, phaseOn, renewableFrom } from '../domain/records/agreement.ts';
import { endOfPlace } from '../domain/records/booking.ts';
import { dayOfRecord } from '../domain/records/counted-records.ts';
import { isFollowed } from '../domain/records/errand.ts';
import { isGoingOn } from '../domain/records/matter.ts';
import { itemIdOf, possibleSteps, termsOf } from '../domain/records/possible-steps.ts';
import { type PresentRecord, withUntil } from '../domain/records/present-records.ts';
import { isInUse } from '../domain/records/room.ts';
import { workflowOf } from '../domain/workflow/workflows.ts';
import type { DeskScreen, DeskState } from './desk-state.ts';
import type { MattersFound } from './desk-work.ts';
import type { ShownRecord } from './step-parts.ts';

/** More would push what is offered off the screen. */
const SHOWN_MAX = 8;

/**
 * The card's records at this desk: passes, the last expired one of a person among them, and bookings from today on or
 * still going on, those that were cancelled among them, because a step may be taken back. None if no card is on the
 * screen or the card is refused. For an expired or revoked card these are only the passes that were paid for and still
 * admit.
 */
export function recordsOfCard(screen: DeskScreen): readonly ShownRecord[] {
  if (screen.kind !== 'decided') return [];
  const { facts, decision } = screen.check;
  if (decision.cardReason !== null && !hasCardEnded(decision.cardReason)) return [];
  const now = wallMinuteOf(facts.at);
  const { items } = facts.catalogue;
  const { calendar } = rulebookOf(facts.catalogue);
  const here = (facts.counters.records ?? [])
    .flatMap((record) => shownOf(record, itemOfRecord(items, record), { now, calendar }))
    .filter(({ record, item }) => isHere(record, item, facts.siteId));
  if (decision.cardReason !== null) return here.flatMap((shown) => admittedStill(shown, dateOfMinute(now)));
  return here
    .map((shown) => ({ ...shown, renewsFrom: renewalOf(shown, here, dateOfMinute(now)) }))
    .filter((shown) => !isOver(shown.record, now) || isLastPass(shown, here))
    .toSorted(inOrder)
    .slice(0, SHOWN_MAX);
}

/** Today's bookings of this desk. Nothing is moved without the card: its price depends on it. */
export function recordsOfDesk(
  { deskRecords }: Pick<DeskState, 'deskRecords'>,
  { now, items }: { readonly now: WallMinute; readonly items: readonly Item[] },
): readonly ShownRecord[] {
  return deskRecords
    .filter(({ kind, state }) => kind === 'booking' && state.status !== 'taken-back')
    .flatMap((record) => shownOf(record, itemOfRecord(items, record), { now, calendar: NO_NOTICES }))
    .map((shown) => ({ ...shown, possible: shown.possible.filter((kind) => kind !== 'move') }))
    .toSorted(inOrder);
}

/**
 * Shows matters and passes that were looked up by their number. A person who brings the 受理回执 need not bring the card; a
 * pass has no steps before its card is on the screen.
 */
export function shownMatters(
  records: readonly PresentRecord[],
  how: Pick<MattersFound, 'calendar' | 'holders'> & {
    readonly now: WallMinute;
    readonly items: readonly Item[];
  },
): readonly ShownRecord[] {
  return records
    .flatMap((record) => shownOf(record, itemOfRecord(how.items, record), how))
    .map((shown) => ({ ...shown, possible: shown.record.kind === 'pass' ? [] : shown.possible }))
    .map((shown) => ({ ...shown, holder: how.holders.get(shown.record.state.cardRef) ?? null }))
    .toSorted(inOrder);
}

/** Items of several sites may have one id. Null for what the catalogue does not know. */
function itemOfRecord(items: readonly Item[], record: PresentRecord): Item | null {
  const itemId = itemIdOf(record);
  return items.find(({ id, siteIds }) => id === itemId && siteIds.includes(record.state.siteId)) ?? null;
}

/** Stands for the calendar of bookings, which promise no working days. */
const NO_NOTICES = calendarOf([]);

/** None for what the catalogue does not know, or what is no record by its item. */
function shownOf(
  before: PresentRecord,
  item: Item | null,
  { now, calendar }: { readonly now: WallMinute; readonly calendar: Calendar },
): readonly ShownRecord[] {
  if (item === null || workflowOf(item).opens === null) return [];
  const { state } = before;
  const record = state.kind === 'pass' ? withUntil(before, passUntil(item, state.from)) : before;
  const possible = possibleSteps(record, now, termsOf(item)).filter(
    (kind) => kind !== 'admit' || admits(item),
  );
  return [{ record, item, possible, calendar, renewsFrom: null }];
}

/** The venue's own number may admit nobody by itself. */
function admits({ ownNumbers }: Item): boolean {
  return ownNumbers === undefined || ownNumbers.admits;
}

/** A pass is good at each site of its item, a booking only at the site that it names. */
function isHere({ kind, state }: PresentRecord, item: Item, siteId: string): boolean {
  return state.siteId === siteId || (kind === 'pass' && item.siteIds.includes(siteId));
}

/** A booking of yesterday evening goes on past midnight, and a paused pass waits for its holder. */
function isOver(record: PresentRecord, now: WallMinute): boolean {
  const { state } = record;
  const today = dateOfMinute(now);
  if (state.status === 'taken-back') return true;
  if (state.kind === 'pass') return state.status !== 'paused' && state.until !== null && state.until < today;
  // The last agreement of a person is shown, even after it has ended.
  if (state.kind === 'agreement') return phaseOn(state, today) === 'over' || state.status === 'dissolved';
  // A matter that was collected today stays, since that step may be taken back today.
  if (state.kind === 'matter') return !isGoingOn(state) && lastDayOf(record) < today;
  if (state.kind === 'errand') return !isFollowed(state) && lastDayOf(record) < today;
  // A room is shown until it is given back.
  if (state.kind === 'booking' && isInUse(state)) return false;
  return dateOfMinute(state.place.start) < today && endOfPlace(state.place) <= now;
}

/** The day on which the record was last stepped, or opened. */
function lastDayOf({ steps, opening }: PresentRecord): string {
  return wallDateOf((steps.at(-1) ?? opening).recordedAt);
}

/** A pass that was paid for admits after the end of its card. No other step is possible then. */
function admittedStill(shown: ShownRecord, date: WallDate): readonly ShownRecord[] {
  return outlivesCard(shown.record, [shown.item], date) ? [{ ...shown, possible: ['admit'] }] : [];
}

/** An expired pass is shown until the same person has another one of the item. */
function isLastPass({ record, item }: ShownRecord, here: readonly ShownRecord[]): boolean {
  const { state } = record;
  if (state.kind === 'agreement') return isLastAgreement(record, here);
  if (state.kind !== 'pass' || state.status !== 'valid') return false;
  return !here.some(({ item: { id }, record: { state: other } }) => {
    if (other.kind !== 'pass' || id !== item.id || other.person !== state.person) return false;
    return (other.status === 'valid' || other.status === 'paused') && other.from > state.from;
  });
}

/** An agreement is shown until the same person has a later one here, of either package. */
function isLastAgreement({ recordId, state }: PresentRecord, here: readonly ShownRecord[]): boolean {
  if (state.kind !== 'agreement' || state.status === 'taken-back') return false;
  return !here.some(({ record: { recordId: otherId, state: other } }) => {
    if (other.kind !== 'agreement' || otherId === recordId || other.person !== state.person) return false;
    return (
      other.status !== 'taken-back' &&
      (other.from > state.from || (other.from === state.from && other.status === 'signed'))
    );
  });
}

/**
 * A pass is renewed without a gap: by another one that begins on the day after its end, or today if it has expired. The
 * end of a paused pass is not known yet.
 */
function renewalOf(shown: ShownRecord, here: readonly ShownRecord[], today: WallDate): WallDate | null {
  const { state } = shown.record;
  if (state.kind === 'agreement')
    return renewalOfAgreement(state, isLastAgreement(shown.record, here), today);
  if (state.kind !== 'pass' || state.until === null || !isLastPass(shown, here)) return null;
  const from = state.until < today ? today : plusDays(state.until, 1);
  return from <= plusDays(today, PASS_DAYS_AHEAD) ? from : null;
}

/** An agreement is renewed in its last 30 days, for the day after its end; later from today on. */
function renewalOfAgreement(state: AgreementState, isLast: boolean, today: WallDate): WallDate | null {
  if (!isLast || state.status !== 'signed' || today < renewableFrom(state)) return null;
  return state.until < today ? today : plusDays(state.until, 1);
}

/** The pass or agreement that is renewed if the command names none: the one that ends first. */
export function renewable(screen: DeskScreen, recordId?: string): ShownRecord | null {
  const passes = recordsOfCard(screen).filter(({ renewsFrom }) => renewsFrom !== null);
  if (recordId !== undefined) return passes.find(({ record }) => record.recordId === recordId) ?? null;
  return (
    passes.toSorted((one, other) => (one.renewsFrom ?? '').localeCompare(other.renewsFrom ?? ''))[0] ?? null
  );
}

/** Passes first, then by time. */
function inOrder({ record: one }: ShownRecord, { record: other }: ShownRecord): number {
  const kinds = Number(other.kind === 'pass') - Number(one.kind === 'pass');
  return kinds || startOf(one).localeCompare(startOf(other)) || one.recordId.localeCompare(other.recordId);
}

function startOf(record: PresentRecord): string {
  return record.state.kind === 'booking' ? record.state.place.start : dayOfRecord(record);
}

/** The one record that Enter admits; null if there is none, or the clerk has to choose. */
export function onlyOneAdmitted(records: readonly ShownRecord[]): ShownRecord | null {
  const admitting = records.filter(({ possible }) => possible.includes('admit'));
  return admitting.length === 1 ? (admitting[0] ?? null) : null;
}

/** The notes that its opening and its moves name, the newest first. */
export function notesOfRecord({ steps }: Pick<PresentRecord, 'steps'>): readonly NoteRef[] {
  return steps.flatMap(({ body }) => notesIn(body)).toReversed();
}
