import type { Calendar, DayFacts } from './calendar.ts';
import type { CardRecord } from './card-record.ts';
import type { Trust } from './card-standing.ts';
import { deadlineOf, deadlineText } from './deadline.ts';
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
  ASK_CHECK_IDENTITY,
  ASK_LIST_PRICE,
  ASK_MINUTES,
  ASK_UNKNOWN_RULE,
  askMoreThanOnRecord,
  CARD_REFUSED,
  tooLong,
} from './explanations.ts';
import { fillChoice, isCount, MINUTES_MAX, quantityMaxOf, refusalOfChoice } from './item-choice.ts';
import { isListPriceNeeded, priceOf, type Stretches, stretchesFor } from './item-price.ts';
import { answerOfLimit } from './quota.ts';
import type { RulebookItem } from './rulebook.ts';
import type { WallMinute } from './wall-time.ts';

/** What an item's answer depends on beside the item and the choice. */
export interface ItemContext {
  readonly calendar: Calendar;
  readonly siteId: string;
  readonly now: WallMinute;
  /** Null where the card as a whole is refused. */
  readonly record: CardRecord | null;
  readonly trust: Trust;
  readonly counters: UseCounters;
}

type FilledChoice = Required<Choice>;
/** Where the rule that decided is not the item as a whole. */
type RuleRef = { readonly ruleId?: string; readonly clause?: string };
type Answer = RuleRef &
  (
    | { readonly kind: 'yes'; readonly price: Price }
    | { readonly kind: 'ask'; readonly asks: readonly Explanation<ItemAsk>[]; readonly price: Price | null }
    | { readonly kind: 'no'; readonly reason: Explanation<ItemReason> }
    | { readonly kind: 'info' }
  );

/** The answer for one item: yes with a price, no with a reason, ask with the questions, or information. */
export function decideItem(
  entry: RulebookItem,
  choice: Choice | undefined,
  context: ItemContext,
): ItemDecision {
  const { item } = entry;
  const filled = fillChoice(entry, choice, context);
  const deadline = deadlineOf(item.finishWithinWorkdays, context.calendar, filled.start.slice(0, 10));
  const answer = answerOf(entry, filled, context, deadline);
  return {
    itemId: item.id,
    name: item.name,
    workflow: item.workflow,
    unit: item.unit,
    clause: item.clause,
    basis: item.basis,
    ruleId: item.id,
    eligible: item.eligible,
    choice: filled,
    quantityMax: quantityMaxOf(entry, filled, context),
    steps: deadline === null ? item.steps : [...item.steps, deadlineText(deadline)],
    ...answer,
  };
}

function answerOf(
  entry: RulebookItem,
  choice: FilledChoice,
  context: ItemContext,
  deadline: DayFacts | null,
): Answer {
  const { record } = context;
  if (record === null) return { kind: 'no', reason: CARD_REFUSED };
  if (entry.item.workflow === 'guidance' || context.trust === 'info-only') return { kind: 'info' };
  const refused = refusalOfChoice(entry, choice, { record, trust: context.trust });
  if (refused !== null) return { kind: 'no', reason: refused };
  if (entry.unknownRuleId !== null) {
    return { kind: 'ask', asks: [ASK_UNKNOWN_RULE], price: null, ruleId: entry.unknownRuleId };
  }
  if (!isCount(choice.minutes)) return { kind: 'ask', asks: [ASK_MINUTES], price: null };
  if (choice.minutes > MINUTES_MAX) return { kind: 'no', reason: tooLong(MINUTES_MAX) };
  const stretches = stretchesFor(entry, choice, context);
  if ('kind' in stretches) return { kind: 'no', reason: stretches };
  return answerWithin(entry, choice, { ...context, record }, { stretches, deadline });
}

/** The answer where the time has a price: the limits of the item, then what is left to ask. */
function answerWithin(
  entry: RulebookItem,
  choice: FilledChoice,
  context: ItemContext & { readonly record: CardRecord },
  found: { readonly stretches: Stretches; readonly deadline: DayFacts | null },
): Answer {
  const { item } = entry;
  const { stretches } = found;
  const asks: Explanation<ItemAsk>[] = [];
  const free = stretches.every(({ band }) => band.card.kind === 'free');
  const wanted = { ...choice, item, free, siteId: context.siteId, now: context.now, record: context.record };
  for (const limit of entry.limits) {
    const answer = answerOfLimit(limit, wanted, context.counters);
    if (answer.kind === 'no') {
      return { kind: 'no', reason: answer.reason, ruleId: answer.ruleId, clause: answer.clause };
    }
    if (answer.kind === 'ask') asks.push(answer.ask);
  }
  const quantityMax = quantityMaxOf(entry, choice, context);
  if (choice.quantity > quantityMax) asks.push(askMoreThanOnRecord(quantityMax));
  if (context.trust !== 'full') asks.push(ASK_CHECK_IDENTITY);
  const ruleId = stretches[0].band.ruleId;
  if (choice.listFen === null && stretches.some(isListPriceNeeded)) {
    return { kind: 'ask', asks: [ASK_LIST_PRICE, ...asks], price: null, ruleId };
  }
  const price = priceOf(entry, choice, stretches, found.deadline);
  if (asks.length > 0) return { kind: 'ask', asks, price, ruleId };
  return { kind: 'yes', price, ruleId };
}
