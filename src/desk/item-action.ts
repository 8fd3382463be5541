import { z } from 'zod';
import type { Text } from '../domain/base/text.ts';
import {
  dateOfMinute,
  plusDays,
  plusMinutes,
  type WallDate,
  type WallMinute,
} from '../domain/base/wall-time.ts';
import type { CardLookup } from '../domain/card/card-record.ts';
import { recordOf } from '../domain/card/card-standing.ts';
import type { Person } from '../domain/card/family.ts';
import { countOnRecord, nextParty, partySize } from '../domain/card/family.ts';
import { steppedOnGrid } from '../domain/decision/booking-grid.ts';
import type { GivenChoice, ItemDecision } from '../domain/decision/decision.ts';
import { agreementIn, partyIn } from '../domain/decision/item-details.ts';
import { PASS_DAYS_AHEAD, USE_BOUNDS } from '../domain/decision/use-bounds.ts';
import { BOOKING_DAYS_AHEAD } from '../domain/shared/lease.ts';
import type { WorkflowKind } from '../domain/workflow/workflow-kind.ts';
import { workflowOf } from '../domain/workflow/workflows.ts';

const { quantityMax: QUANTITY_MAX, minutesMax: MINUTES_MAX } = USE_BOUNDS.desk;
const MINUTES_PER_DAY = 1440;

/** What the next Enter does with the chosen item; `blocked` does nothing and says why. */
export type EnterAction =
  | { readonly kind: 'record' }
  | { readonly kind: 'move-to'; readonly start: WallMinute }
  | { readonly kind: 'list-price' }
  /** The district is asked for a court of the slot. */
  | { readonly kind: 'ask-court' }
  | { readonly kind: 'blocked'; readonly why: Text }
  | { readonly kind: 'nothing-to-record' };

/**
 * The family members that the item may be for, if it is in one person's name. Only people on the card's record count,
 * so a holder without family is never asked. All other items are the holder's.
 */
export function personsAsked(item: ItemDecision, lookup: CardLookup): readonly Person[] {
  const record = recordOf(lookup);
  if (!workflowOf(item).isPersonal || record === null) return [];
  const persons = item.eligible.filter((person) => countOnRecord(record, person) > 0);
  const isSettled = persons.length < 2 && (persons[0] ?? item.choice.person) === item.choice.person;
  return isSettled ? [] : persons;
}

export function enterOf(item: ItemDecision): EnterAction {
  const lacks = item.kind === 'yes' || item.kind === 'ask' ? (agreementIn(item)?.lacks ?? null) : null;
  if (lacks !== null) return { kind: 'blocked', why: lacks };
  switch (item.kind) {
    case 'yes':
      return { kind: 'record' };
    case 'ask':
      if (item.price !== null) return { kind: 'record' };
      if (isListPriceAsked(item)) return { kind: 'list-price' };
      return { kind: 'blocked', why: item.asks[0]?.text ?? item.name };
    case 'no': {
      const { nextStart, text } = item.reason;
      const { isTimed, beginsOnDay } = workflowOf(item);
      if (nextStart !== undefined && (isTimed || beginsOnDay)) return { kind: 'move-to', start: nextStart };
      if (item.reason.kind === 'court-not-held') return { kind: 'ask-court' };
      return { kind: 'blocked', why: text };
    }
    case 'info':
      return { kind: 'nothing-to-record' };
  }
}

/** True if Enter does something with the item, and does not only say why it cannot. */
export function isConfirmed({ kind }: EnterAction): boolean {
  return kind === 'record' || kind === 'move-to' || kind === 'ask-court';
}

/** The guide leaves the list price to the venue, and this desk does not know it yet. */
export function isListPriceAsked(item: ItemDecision): boolean {
  return item.kind === 'ask' && item.asks.some((ask) => ask.kind === 'list-price');
}

/** A refusal that another time or person may turn into a yes does not bar the choice. */
export function isChoosable(item: ItemDecision): boolean {
  if (item.kind !== 'no') return true;
  if (item.reason.kind === 'court-not-held') return true;
  const { isTimed, isPersonal } = workflowOf(item);
  return (isTimed || isPersonal) && item.reason.kind !== 'card-refused';
}

/** One step more or fewer of what the item counts; null at the end, or where nothing is counted. */
export function countedChoice(item: ItemDecision, by: 1 | -1): GivenChoice | null {
  return COUNTED[item.workflow](item, by);
}

type Counted = (item: ItemDecision, by: 1 | -1) => GivenChoice | null;

/** How + and − count each kind of item. */
const COUNTED = {
  ticket: peopleCounted,
  hourly: minutesCounted,
  slot: nothingCounted,
  pass: nothingCounted,
  booking: minutesCounted,
  service: nothingCounted,
  matter: nothingCounted,
  agreement: nothingCounted,
  errand: nothingCounted,
  guidance: nothingCounted,
} satisfies Record<WorkflowKind, Counted>;

function peopleCounted({ choice }: ItemDecision, by: 1 | -1): GivenChoice | null {
  const quantity = choice.quantity + by;
  return quantity >= 1 && quantity <= QUANTITY_MAX ? { quantity, party: null } : null;
}

/** The kinds of people that tickets of the item may be for, with the most of each; none where the holder has no family on record. */
export function partyAsked(item: ItemDecision, lookup: CardLookup): readonly Person[] {
  const record = recordOf(lookup);
  if (!workflowOf(item).countsPeople || record === null) return [];
  const persons = item.eligible.filter((person) => countOnRecord(record, person) > 0);
  return persons.length > 1 ? persons : [];
}

/** One more of a kind of person, or none of it after the last; null where nobody of that kind may come. */
export function partyChoice(item: ItemDecision, lookup: CardLookup, person: Person): GivenChoice | null {
  const record = recordOf(lookup);
  if (record === null || !partyAsked(item, lookup).includes(person)) return null;
  const party = nextParty(partyIn(item), record, person);
  return partySize(party) === 0 ? null : { party };
}

function minutesCounted({ details }: ItemDecision, by: 1 | -1): GivenChoice | null {
  if (details.kind !== 'booked') return null;
  const { grid } = details;
  const minutes = steppedOnGrid(details.minutes, { grid, by });
  return minutes >= grid && minutes <= MINUTES_MAX ? { minutes } : null;
}

function nothingCounted(): null {
  return null;
}

/** The next or previous court that may be given; null at the end of the list, or if there is no choice. */
export function courtChoice({ details }: ItemDecision, by: 1 | -1): GivenChoice | null {
  if (details.kind !== 'in-slot') return null;
  const { courtsFree } = details;
  const [given] = details.courts;
  const court = given === undefined ? undefined : courtsFree[courtsFree.indexOf(given) + by];
  return court === undefined ? null : { court };
}

/** The start or the first day, moved by one step of the grid or one day, but not before today; null at the end. */
export function movedChoice(
  { choice, details }: ItemDecision,
  move: { readonly by: 1 | -1; readonly unit: 'grid' | 'day'; readonly today: string },
): GivenChoice | null {
  if (details.kind === 'lasting' || details.kind === 'agreement')
    return move.unit === 'day' ? laterFirstDay(details.from, move) : null;
  if (details.kind !== 'booked') return null;
  const { start } = choice;
  const midnight = `${dateOfMinute(start)}T00:00`;
  const minute = Number(start.slice(11, 13)) * 60 + Number(start.slice(14));
  const moved =
    move.unit === 'day'
      ? plusMinutes(start, move.by * MINUTES_PER_DAY)
      : plusMinutes(midnight, steppedOnGrid(minute, { grid: details.grid, by: move.by }));
  const last = plusMinutes(`${move.today}T23:59`, BOOKING_DAYS_AHEAD * MINUTES_PER_DAY);
  return moved >= `${move.today}T00:00` && moved <= last ? { start: moved } : null;
}

/** A pass begins a day earlier or later, today at the earliest. */
function laterFirstDay(
  from: WallDate,
  { by, today }: { readonly by: 1 | -1; readonly today: WallDate },
): GivenChoice | null {
  const date = plusDays(from, by);
  return date >= today && date <= plusDays(today, PASS_DAYS_AHEAD) ? firstDayChoice(date) : null;
}

/** The choice of the day on which a pass begins. */
export function firstDayChoice(date: WallDate): GivenChoice {
  return { start: `${date}T00:00` };
}

/** A telephone number as it is dialled: digits, perhaps with a plus, blanks and hyphens. It may be empty. */
export const TELEPHONE = /^(?:[+]?[0-9][0-9 -]{4,23})?$/;
export const TelephoneText = z.string().regex(TELEPHONE);

/** True if the item opens a booking: the venue may have to call back. */
export function takesTelephone(item: ItemDecision): boolean {
  return workflowOf(item).opens === 'booking';
}
