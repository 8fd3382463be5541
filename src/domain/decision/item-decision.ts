import type { WallMinute } from '../base/wall-time.ts';
import type { Calendar, DayFacts } from '../calendar/calendar.ts';
import { deadlineOf, deadlineText } from '../calendar/deadline.ts';
import type { CardRecord } from '../card/card-record.ts';
import type { Trust } from '../card/card-standing.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { RulebookItem } from '../catalogue/rulebook.ts';
import type { Holdings } from '../shared/holdings.ts';
import { workflowOf } from '../workflow/workflows.ts';
import { offGridReason } from './booking-grid.ts';
import type {
  Choice,
  Explanation,
  ItemAsk,
  ItemDecision,
  ItemReason,
  Price,
  UseCounters,
} from './decision.ts';
import {
  courtsFree,
  courtsGiven,
  fillChoice,
  isCount,
  quantityMaxOf,
  refusalOfChoice,
} from './item-choice.ts';
import { isListPriceNeeded, priceOf, stretchesFor } from './item-price.ts';
import {
  ASK_CHECK_IDENTITY,
  ASK_LIST_PRICE,
  ASK_MINUTES,
  ASK_SIGNED_ONLY,
  ASK_UNKNOWN_RULE,
  askMoreThanOnRecord,
} from './questions.ts';
import { answerOfLimit } from './quota.ts';
import { CARD_REFUSED, tooLong } from './refusals.ts';
import type { Stretches } from './stretch.ts';
import { USE_BOUNDS } from './use-bounds.ts';

/** What an item's answer depends on beside the item and the choice. */
export interface ItemContext {
  readonly calendar: Calendar;
  readonly siteId: string;
  readonly now: WallMinute;
  /** Null where the card as a whole is refused. */
  readonly record: CardRecord | null;
  readonly trust: Trust;
  readonly counters: UseCounters;
  /** Null where one desk counts for all. */
  readonly holdings: Holdings | null;
  /** The sites of the catalogue, for their names. */
  readonly sites: Catalogue['sites'];
  /** The short name of this kiosk; null where nobody has said which. */
  readonly kiosk: string | null;
  /** A price and no use is asked for. */
  readonly priceOnly: boolean;
}

/** What is asked of an item: the choice with its defaults, and what follows from it. */
interface Asked {
  readonly choice: Required<Choice>;
  readonly quantityMax: number;
  readonly deadline: DayFacts | null;
}

/** `ruleId` and `clause` where one rule decided and not the item as a whole. */
type Answer =
  | { readonly kind: 'yes'; readonly price: Price; readonly ruleId: string }
  | {
      readonly kind: 'ask';
      readonly asks: readonly Explanation<ItemAsk>[];
      readonly price: Price | null;
      readonly ruleId?: string;
    }
  | {
      readonly kind: 'no';
      readonly reason: Explanation<ItemReason>;
      readonly ruleId?: string;
      readonly clause?: string;
    }
  | { readonly kind: 'info' };

/** The answer for one item: yes with a price, no with a reason, ask with the questions, or information. */
export function decideItem(
  entry: RulebookItem,
  choice: Choice | undefined,
  context: ItemContext,
): ItemDecision {
  const { item } = entry;
  const filled = fillChoice(entry, choice, context);
  const deadline = deadlineOf(item.finishWithinWorkdays, context.calendar, filled.start);
  const quantityMax = quantityMaxOf(entry, filled, context);
  const free = courtsFree(entry, filled, context);
  const answer = answerOf(entry, { choice: filled, quantityMax, deadline }, context);
  const head = {
    itemId: item.id,
    name: item.name,
    workflow: item.workflow,
    unit: item.unit,
    clause: item.clause,
    basis: item.basis,
    ruleId: item.id,
    eligible: item.eligible,
    choice: filled,
    quantityMax,
    grid: entry.grid,
    courts: courtsGiven(free, filled),
    courtsFree: free.length > 1 ? free.toSorted((one, other) => one - other) : free,
    steps: deadline === null ? item.steps : [...item.steps, deadlineText(deadline)],
  };
  // One literal a kind: two spreads into one object cost as much as the rest of the decision.
  switch (answer.kind) {
    case 'yes':
      return { ...head, kind: 'yes', ruleId: answer.ruleId, price: answer.price };
    case 'ask':
      return {
        ...head,
        kind: 'ask',
        ruleId: answer.ruleId ?? item.id,
        asks: answer.asks,
        price: answer.price,
      };
    case 'no':
      return {
        ...head,
        kind: 'no',
        ruleId: answer.ruleId ?? item.id,
        clause: answer.clause ?? item.clause,
        reason: answer.reason,
      };
    case 'info':
      return { ...head, kind: 'info' };
  }
}

function answerOf(entry: RulebookItem, asked: Asked, context: ItemContext): Answer {
  const { record, trust } = context;
  const { choice } = asked;
  if (record === null) return { kind: 'no', reason: CARD_REFUSED };
  if (!workflowOf(entry.item).isRecorded || trust === 'info-only') return { kind: 'info' };
  const refused = refusalOfChoice(entry.item, choice, { record, trust, priceOnly: context.priceOnly });
  if (refused !== null) return { kind: 'no', reason: refused };
  if (entry.unknownRuleId !== null) {
    return { kind: 'ask', asks: [ASK_UNKNOWN_RULE], price: null, ruleId: entry.unknownRuleId };
  }
  if (!isCount(choice.minutes)) return { kind: 'ask', asks: [ASK_MINUTES], price: null };
  const unbooked = refusalOfTime(entry, choice, context);
  if (unbooked !== null) return { kind: 'no', reason: unbooked };
  const stretches = stretchesFor(entry, choice, context);
  if ('kind' in stretches) return { kind: 'no', reason: stretches };
  const { asks, refusal } = answersOfLimits(entry, { choice, stretches, record }, context);
  if (refusal !== null) return refusal;
  const known = workflowOf(entry.item).knownAsks(
    entry.item,
    { ...context, ...choice, quantityMax: asked.quantityMax },
    context.counters,
  );
  return pricedAnswer(entry, asked, {
    stretches,
    asks: [...asks, ...known],
    trust,
    priceOnly: context.priceOnly,
  });
}

/** Why no venue books such a time: too long, or between two points of its grid. */
function refusalOfTime(
  entry: RulebookItem,
  choice: Required<Choice>,
  { priceOnly }: ItemContext,
): Explanation<ItemReason> | null {
  const isBooked = !priceOnly && workflowOf(entry.item).isTimed;
  const { minutesMax } = isBooked ? USE_BOUNDS.desk : USE_BOUNDS.journal;
  if (choice.minutes > minutesMax) return tooLong(minutesMax);
  return isBooked ? offGridReason(entry, choice) : null;
}

/** Holds the choice against the limits of the item: the first refusal, and what they ask. */
function answersOfLimits(
  { item, limits }: RulebookItem,
  found: {
    readonly choice: Required<Choice>;
    readonly stretches: Stretches;
    readonly record: CardRecord;
  },
  { siteId, now, counters, holdings, sites }: ItemContext,
): { readonly asks: readonly Explanation<ItemAsk>[]; readonly refusal: Answer | null } {
  if (limits.length === 0) return NO_LIMITS;
  const asks: Explanation<ItemAsk>[] = [];
  const free = found.stretches.every(({ band }) => band.card.kind === 'free');
  const wanted = { ...found.choice, item, siteId, now, free, record: found.record, holdings, sites };
  for (const limit of limits) {
    const answer = answerOfLimit(limit, wanted, counters);
    if (answer.kind === 'no') return { asks, refusal: answer };
    if (answer.kind === 'ask') asks.push(answer.ask);
  }
  return { asks, refusal: null };
}

const NO_LIMITS = { asks: [], refusal: null } as const;

/** The price, and what is left to ask before it may be recorded. */
function pricedAnswer(
  entry: RulebookItem,
  { choice, quantityMax, deadline }: Asked,
  found: {
    readonly stretches: Stretches;
    readonly asks: readonly Explanation<ItemAsk>[];
    readonly trust: Trust;
    readonly priceOnly: boolean;
  },
): Answer {
  const { stretches, trust } = found;
  const asks = [...found.asks];
  const isMoreThanOnRecord = choice.quantity > quantityMax;
  if (isMoreThanOnRecord) asks.unshift(askMoreThanOnRecord(quantityMax, entry.item));
  if (trust === 'signed-only') asks.push(ASK_SIGNED_ONLY);
  else if (trust !== 'full') asks.push(ASK_CHECK_IDENTITY);
  const { ruleId } = stretches[0].band;
  if (choice.listFen === null && stretches.some(isListPriceNeeded)) {
    return { kind: 'ask', asks: [ASK_LIST_PRICE, ...asks], price: null, ruleId };
  }
  // The guide names who may have it: no question answered with yes makes more of them.
  if (isMoreThanOnRecord && !found.priceOnly) return { kind: 'ask', asks, price: null, ruleId };
  const price = priceOf(entry.item, choice, stretches, deadline);
  return asks.length > 0 ? { kind: 'ask', asks, price, ruleId } : { kind: 'yes', price, ruleId };
}
