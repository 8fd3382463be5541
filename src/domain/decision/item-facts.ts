import { dateOfMinute, plusDays, type WallMinute, yearOf } from '../base/wall-time.ts';
import { type Calendar, type DayFacts, deadlineOf } from '../calendar/calendar.ts';
import type { CardRecord } from '../card/card-record.ts';
import type { DataTrust } from '../card/card-standing.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { RulebookItem } from '../catalogue/rulebook.ts';
import type { Holdings } from '../shared/holdings.ts';
import type { Workflow } from '../workflow/workflow.ts';
import { workflowOf } from '../workflow/workflows.ts';
import { offGridReason } from './booking-grid.ts';
import type {
  Choice,
  Explanation,
  GivenChoice,
  ItemAsk,
  ItemReason,
  NextNumbers,
  NumberedMatters,
  PriceChange,
  UseCounters,
} from './decision.ts';
import { freeCourts } from './free-courts.ts';
import { fillChoice, isCount } from './item-choice.ts';
import { closedReason, stretchesFor } from './item-price.ts';
import { priceChangeOf } from './price-change.ts';
import { ASK_MINUTES } from './questions.ts';
import { tooLong } from './refusals.ts';
import type { Span, Stretches } from './stretch.ts';
import { USE_BOUNDS } from './use-bounds.ts';

/** What an item's answer depends on beside the item and the choice. */
export interface ItemContext {
  readonly calendar: Calendar;
  readonly siteId: string;
  readonly now: WallMinute;
  /** Null if the card as a whole is refused. */
  readonly record: CardRecord | null;
  readonly dataTrust: DataTrust;
  readonly counters: UseCounters;
  /** Null if one desk counts for all. */
  readonly holdings: Holdings | null;
  /** The sites of the catalogue, for their names. */
  readonly sites: Catalogue['sites'];
  /** Where the catalogue sends whoever has a question. */
  readonly hotline: string;
  /** The short name of this kiosk; null if it has none. */
  readonly kiosk: string | null;
  /** What was found under the 办件编号 of the order; null if nothing was looked up. */
  readonly numbered: NumberedMatters | null;
  /** The number that the next pass of an item gets. */
  readonly nextNumbers: NextNumbers;
  /** A price and no use is asked for. */
  readonly priceOnly: boolean;
}

/** The item that is asked for, and the facts that do not depend on the card. They show even if the card is refused. */
export interface AskedItem {
  readonly entry: RulebookItem;
  readonly workflow: Workflow;
  /** The clerk's choice with its defaults. */
  readonly choice: Choice;
  /** The stretch of time that is priced; for an item without one, the time at which it is handed over. */
  readonly span: Span;
  /** The courts that this desk may still give then; empty if courts are not counted. */
  readonly courtsFree: readonly number[];
  /** The highest number that may be counted without a question; 1 if nothing is counted. */
  readonly quantityMax: number;
  /** When the price of a ticket next changes today; null if it does not. */
  readonly priceChange: PriceChange | null;
  /** The day until which the matter is finished; null if the guide names none. */
  readonly deadline: DayFacts | null;
}

/** The time that was chosen, in the bands of its prices, or what is in the way. */
export type TimeFacts =
  | { readonly kind: 'priced'; readonly stretches: Stretches }
  | { readonly kind: 'no'; readonly reason: Explanation<ItemReason> }
  | { readonly kind: 'ask'; readonly ask: Explanation<ItemAsk> };

/** All that the answer for a card that stands is made of. */
export interface ItemFacts {
  readonly asked: AskedItem;
  readonly record: CardRecord;
  readonly time: TimeFacts;
  readonly context: ItemContext;
}

export function askedItemOf(
  entry: RulebookItem,
  given: GivenChoice | undefined,
  context: ItemContext,
): AskedItem {
  const { item } = entry;
  const { record } = context;
  const workflow = workflowOf(item);
  const { choice, span } = fillChoice(entry, given, context);
  const courtsFree = freeCourts(entry, span, context);
  return {
    entry,
    workflow,
    choice,
    span,
    courtsFree,
    quantityMax:
      record === null ? 1 : workflow.quantityMaxOf(entry, { record, person: choice.person, courtsFree }),
    priceChange: workflow.countsPeople && !context.priceOnly ? priceChangeOf(entry, context) : null,
    deadline: deadlineOf(item.finishWithinWorkdays, context.calendar, choice.start),
  };
}

export function factsOf(asked: AskedItem, record: CardRecord, context: ItemContext): ItemFacts {
  return { asked, record, time: timeFactsOf(asked, context), context };
}

/** A use ends the day after at the latest. */
const USE_DAYS_MAX = 1;
/** The 60 working days within which a matter may have to be finished, and the days off between them. */
const DEADLINE_DAYS_MAX = 180;

/** True if the use, or the day by which it is finished, may lie in a year whose holidays are not understood. */
export function isInUnreadYear({ entry: { item, unreadYears }, choice }: AskedItem): boolean {
  if (unreadYears === null || unreadYears === 'all') return unreadYears === 'all';
  const first = dateOfMinute(choice.start);
  const days = item.finishWithinWorkdays === undefined ? USE_DAYS_MAX : DEADLINE_DAYS_MAX;
  const years = [yearOf(first), yearOf(plusDays(first, days))];
  return unreadYears.some((year) => years.includes(String(year)));
}

function timeFactsOf({ entry, workflow, span }: AskedItem, context: ItemContext): TimeFacts {
  if (!isCount(span.minutes)) return { kind: 'ask', ask: ASK_MINUTES };
  const isBooked = !context.priceOnly && workflow.isTimed;
  const { minutesMax } = isBooked ? USE_BOUNDS.desk : USE_BOUNDS.journal;
  if (span.minutes > minutesMax) return { kind: 'no', reason: tooLong(minutesMax) };
  const offGrid = isBooked ? offGridReason(entry, span) : null;
  if (offGrid !== null) return { kind: 'no', reason: offGrid };
  // A price alone is asked for at any hour.
  const closed = context.priceOnly ? null : closedReason(entry, span, context);
  if (closed !== null) return { kind: 'no', reason: closed };
  const stretches = stretchesFor(entry, span, context);
  return 'kind' in stretches ? { kind: 'no', reason: stretches } : { kind: 'priced', stretches };
}
