import { dateOfMinute, plusDays, type WallDate, type WallMinute } from '../base/wall-time.ts';
import type { CardRecord } from '../card/card-record.ts';
import type { DataTrust } from '../card/card-standing.ts';
import { countOnRecord } from '../card/family.ts';
import type { Item } from '../catalogue/catalogue.ts';
import type { RulebookItem } from '../catalogue/rulebook.ts';
import { BOOKING_DAYS_AHEAD } from '../shared/lease.ts';
import type { TimeContext } from '../workflow/workflow.ts';
import { workflowOf } from '../workflow/workflows.ts';
import type {
  AgreementChoice,
  Choice,
  ChoiceBase,
  Explanation,
  GivenChoice,
  ItemReason,
  NextNumbers,
} from './decision.ts';
import {
  cardEndsBefore,
  DATA_TOO_OLD,
  notBookedOn,
  personNotEligible,
  personNotOnRecord,
  QUANTITY_OUT_OF_RANGE,
  SIGNED_ONLY,
  startOutOfRange,
} from './refusals.ts';
import type { Span } from './stretch.ts';
import { PASS_DAYS_AHEAD, USE_BOUNDS } from './use-bounds.ts';

const LIST_FEN_MAX = 100_000_000;

/** A whole number of at least 1. */
export function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}

/** What was given with the defaults filled in: the holder, one, an hour, now or when the venue books next. */
export function fillChoice(
  entry: RulebookItem,
  given: GivenChoice = {},
  context: TimeContext & { readonly nextNumbers?: NextNumbers },
): { readonly choice: Choice; readonly span: Span } {
  const { item } = entry;
  const workflow = workflowOf(item);
  const span = workflow.spanOf(entry, given, context);
  const listFen = given.listFen ?? null;
  const choice = workflow.choiceOf({
    person: given.person ?? (item.eligible.includes('holder') ? 'holder' : (item.eligible[0] ?? 'holder')),
    quantity: given.quantity ?? 1,
    start: span.start,
    minutes: span.minutes,
    listFen: listFen !== null && isPrice(listFen) ? listFen : null,
    court: 'court' in given ? (given.court ?? null) : null,
    party: ('party' in given ? given.party : null) ?? null,
    number: ('number' in given ? given.number : null) ?? context.nextNumbers?.[item.id] ?? null,
    agreement: agreementOf(given),
  });
  return { choice, span };
}

const NO_AGREEMENT: AgreementChoice = { number: null, team: null, insurance: null, personal: false };

function agreementOf(given: GivenChoice): AgreementChoice {
  const { number, team, insurance, personal } = { ...NO_AGREEMENT, ...given };
  return { number, team, insurance, personal };
}

function isPrice(fen: number): boolean {
  return Number.isInteger(fen) && fen >= 0 && fen <= LIST_FEN_MAX;
}

/** Why what was chosen cannot be, whatever the time; null if it can. */
export function refusalOfChoice(
  item: Item,
  choice: ChoiceBase,
  context: {
    readonly record: CardRecord;
    readonly dataTrust: DataTrust;
    readonly priceOnly: boolean;
    readonly now: WallMinute;
  },
): Explanation<ItemReason> | null {
  const { person, quantity } = choice;
  if (context.dataTrust === 'low-value-only' && !item.lowValue) return DATA_TOO_OLD;
  if (context.dataTrust === 'signed-only' && !item.lowValue) return SIGNED_ONLY;
  if (!item.eligible.includes(person)) return personNotEligible(item.eligible);
  if (countOnRecord(context.record, person) === 0) return personNotOnRecord(person);
  const { validUntil } = context.record;
  if (dateOfMinute(choice.start) > validUntil && !isAskedAfterCard(item, context))
    return cardEndsBefore(validUntil);
  const early = context.priceOnly ? null : refusalOfFirstDay(item, choice, dateOfMinute(context.now));
  if (early !== null) return early;
  const far = context.priceOnly ? null : refusalOfBookedDay(item, choice, dateOfMinute(context.now));
  if (far !== null) return far;
  const bounds = context.priceOnly ? USE_BOUNDS.journal : USE_BOUNDS.desk;
  const quantityMax = workflowOf(item).isSingle ? 1 : bounds.quantityMax;
  if (!isCount(quantity) || quantity > quantityMax) return QUANTITY_OUT_OF_RANGE;
  return null;
}

/** A booking may be for a day after the card ends: the clerk is asked whether the card is being renewed. */
export function isAskedAfterCard(item: Item, { priceOnly }: { readonly priceOnly: boolean }): boolean {
  return !priceOnly && workflowOf(item).opens === 'booking';
}

/** Refuses a pass that would begin before today, or too far ahead. */
function refusalOfFirstDay(
  item: Item,
  { start }: ChoiceBase,
  today: WallDate,
): Explanation<ItemReason> | null {
  if (!workflowOf(item).beginsOnDay) return null;
  const [first, last] = [dateOfMinute(start), plusDays(today, PASS_DAYS_AHEAD)];
  return first < today || first > last ? startOutOfRange(today, last) : null;
}

/**
 * Refuses to book, or to ask the district for, a court or a room further ahead than desks book. What began yesterday may
 * still be recorded after midnight; what lies before that is no booking.
 */
function refusalOfBookedDay(
  item: Item,
  { start }: ChoiceBase,
  today: WallDate,
): Explanation<ItemReason> | null {
  if (workflowOf(item).opens !== 'booking') return null;
  const [day, last] = [dateOfMinute(start), plusDays(today, BOOKING_DAYS_AHEAD)];
  return day < plusDays(today, -1) || day > last ? notBookedOn(today, last) : null;
}
