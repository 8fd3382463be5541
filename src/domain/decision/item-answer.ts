import type { Text } from '../base/text.ts';
import { dateOfMinute, plusDays } from '../base/wall-time.ts';
import { exceedsFamily, type Party } from '../card/family.ts';
import type { AskedUse } from '../workflow/workflow.ts';
import { courtsReason, isHeldElsewhere } from './court-reason.ts';
import { placesOn } from './courts-in-use.ts';
import type { Choice, Explanation, ItemAsk, ItemReason, Price } from './decision.ts';
import { isAskedAfterCard, refusalOfChoice } from './item-choice.ts';
import { type ItemContext, type ItemFacts, isInUnreadYear, type TimeFacts } from './item-facts.ts';
import { isListPriceNeeded, priceOf } from './item-price.ts';
import {
  ASK_CHECK_IDENTITY,
  ASK_COURT_LATER,
  ASK_COURT_UNHELD,
  ASK_LIST_PRICE,
  ASK_NEWER_ENTRIES,
  ASK_SIGNED_ONLY,
  ASK_UNKNOWN_RULE,
  askCardEndsBefore,
  askMoreThanOnRecord,
  askUnknownPart,
} from './questions.ts';
import { answerOfLimit } from './quota.ts';
import { NUMBER_NEEDED } from './refusals.ts';

/** `ruleId` and `clause` where one rule decided and not the item as a whole. */
export type Answer =
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

/** The result of a step: an answer that ends the pass, or questions; null for neither. */
type StepAnswer = Answer | { readonly kind: 'asks'; readonly asks: readonly Explanation<ItemAsk>[] } | null;

/**
 * What may stand in the way, in the order in which a clerk is told: the first answer ends the pass, and
 * questions add up.
 */
const STEPS: readonly ((facts: ItemFacts) => StepAnswer)[] = [
  tooOldForAny,
  partUnknown,
  ruleUnknown,
  informationOnly,
  choiceRefused,
  timeRefused,
  listPriceAsked,
  moreThanOnRecordAsked,
  knownUsesRefused,
  limitsHeld,
  numberNeeded,
  courtsCounted,
  choiceAsked,
  knownUsesAsked,
  cardEndAsked,
  identityAsked,
];

/** One pass through the steps, and the price if nothing ends it before. */
export function answerOf(facts: ItemFacts): Answer {
  const asks: Explanation<ItemAsk>[] = [];
  for (const step of STEPS) {
    const found = step(facts);
    if (found === null) continue;
    if (found.kind !== 'asks') return found;
    asks.push(...found.asks);
  }
  return pricedAnswer(facts, asks);
}

function asksOf(asks: readonly Explanation<ItemAsk>[]): StepAnswer {
  return asks.length === 0 ? null : { kind: 'asks', asks };
}

function tooOldForAny({ context }: ItemFacts): StepAnswer {
  return context.dataTrust === 'info-only' ? { kind: 'info' } : null;
}

/** Before all else: neither a refusal nor a price can be believed of what is not understood. */
function partUnknown({ asked, context }: ItemFacts): StepAnswer {
  const { unread, item } = asked.entry;
  if (unread === null && !isInUnreadYear(asked)) return null;
  return { kind: 'ask', asks: [askUnknownPart(context.hotline)], price: null, ruleId: item.id };
}

function ruleUnknown({ asked }: ItemFacts): StepAnswer {
  const { unknownRuleId } = asked.entry;
  if (unknownRuleId === null) return null;
  return { kind: 'ask', asks: [ASK_UNKNOWN_RULE], price: null, ruleId: unknownRuleId };
}

function informationOnly({ asked }: ItemFacts): StepAnswer {
  return asked.workflow.isRecorded ? null : { kind: 'info' };
}

function choiceRefused({ asked, record, context }: ItemFacts): StepAnswer {
  const { dataTrust, priceOnly, now } = context;
  const reason = refusalOfChoice(asked.entry.item, asked.choice, { record, dataTrust, priceOnly, now });
  return reason === null ? null : { kind: 'no', reason };
}

function timeRefused({ time }: ItemFacts): StepAnswer {
  return time.kind === 'priced' ? null : unpricedAnswer(time);
}

function unpricedAnswer(time: Exclude<TimeFacts, { kind: 'priced' }>): Answer {
  if (time.kind === 'no') return time;
  return { kind: 'ask', asks: [time.ask], price: null };
}

function listPriceAsked(facts: ItemFacts): StepAnswer {
  return lacksListPrice(facts) ? { kind: 'asks', asks: [ASK_LIST_PRICE] } : null;
}

function lacksListPrice({ asked, time }: ItemFacts): boolean {
  return asked.choice.listFen === null && time.kind === 'priced' && time.stretches.some(isListPriceNeeded);
}

function moreThanOnRecordAsked(facts: ItemFacts): StepAnswer {
  if (!exceedsRecord(facts)) return null;
  const { quantityMax, entry } = facts.asked;
  return { kind: 'asks', asks: [askMoreThanOnRecord(quantityMax, entry.item)] };
}

/** Who comes by kind, for a choice that may say it. */
function partyOf(choice: Choice): Party | null {
  return 'party' in choice ? choice.party : null;
}

function exceedsRecord({ asked: { choice, quantityMax, entry }, record }: ItemFacts): boolean {
  const party = partyOf(choice);
  return (
    choice.quantity > quantityMax || (party !== null && exceedsFamily(party, record, entry.item.eligible))
  );
}

/** The first limit that refuses ends the pass. */
function limitsHeld({ asked, record, time, context }: ItemFacts): StepAnswer {
  const { item, limits } = asked.entry;
  if (limits.length === 0) return null;
  const { siteId, now, counters, holdings, sites } = context;
  const free = time.kind === 'priced' && time.stretches.every(({ band }) => band.card.kind === 'free');
  const { person, quantity, start } = asked.choice;
  const { minutes } = asked.span;
  const { resource } = asked.entry;
  const wanted = {
    person,
    quantity,
    start,
    minutes,
    item,
    resource,
    siteId,
    now,
    free,
    record,
    holdings,
    sites,
  };
  const known = { ofCard: counters.ofCard, courtsFree: asked.courtsFree };
  const asks: Explanation<ItemAsk>[] = counters.hasNewer === true ? [ASK_NEWER_ENTRIES] : [];
  for (const limit of limits) {
    const answer = answerOfLimit(limit, wanted, known);
    if (answer.kind === 'no') return answer;
    if (answer.kind === 'ask') asks.push(answer.ask);
  }
  return asksOf(asks);
}

/** A pass with the venue's own number is not sold without one. */
function numberNeeded({ asked: { entry, choice }, context }: ItemFacts): StepAnswer {
  if (entry.item.ownNumbers === undefined || context.priceOnly || !('number' in choice)) return null;
  return choice.number === null ? { kind: 'no', reason: NUMBER_NEEDED } : null;
}

/**
 * Courts are counted if the catalogue says how many there are, even if the item has no limit. If no kiosk is known to hold
 * one at that time, the clerk is asked. That is so on a day that is not leased yet (`court-later`), and at a kiosk that has
 * had no line since its cache was lost (`court-unheld`).
 */
function courtsCounted({ asked, context }: ItemFacts): StepAnswer {
  const { entry, choice, span, courtsFree } = asked;
  const { resource, item } = entry;
  if (resource === null || resource.isDerived || context.priceOnly) return null;
  if (item.limits.some(({ kind }) => kind === 'courts-per-slot')) return null;
  const { now, holdings } = context;
  const wanted = { resource, item, now, holdings, ...span, quantity: choice.quantity, free: null };
  const reason = courtsReason(wanted, courtsFree.length);
  if (reason === null) return null;
  const elsewhere = holdings?.courts.elsewhere ?? [];
  const isUnknown =
    reason.kind === 'court-not-held' && !isHeldElsewhere(resource, placesOn(resource, span), { elsewhere });
  if (!isUnknown) return { kind: 'no', reason };
  const lastLeased = plusDays(dateOfMinute(now), resource.leaseDays);
  return asksOf([dateOfMinute(span.start) > lastLeased ? ASK_COURT_LATER : ASK_COURT_UNHELD]);
}

/** This is asked before the limits, which know less of a record than its kind does. */
function knownUsesRefused(facts: ItemFacts): StepAnswer {
  const { asked, context } = facts;
  if (context.priceOnly) return null;
  const reason = asked.workflow.refusalOf?.(asked.entry.item, askedUseOf(facts), context.counters) ?? null;
  return reason === null ? null : { kind: 'no', reason };
}

function choiceAsked({ asked }: ItemFacts): StepAnswer {
  return asksOf(asked.workflow.choiceAsks?.(asked.choice) ?? []);
}

function knownUsesAsked(facts: ItemFacts): StepAnswer {
  const { asked, context } = facts;
  return asksOf(asked.workflow.knownAsks(asked.entry.item, askedUseOf(facts), context.counters));
}

function askedUseOf({ asked, context }: ItemFacts): AskedUse {
  const { siteId, now, kiosk } = context;
  const { person, quantity, start } = asked.choice;
  const { minutes } = asked.span;
  const { resource } = asked.entry;
  const areCourtsCounted = resource !== null && !resource.isDerived && asked.courtsFree.length > 0;
  return {
    ...{ siteId, person, quantity, quantityMax: asked.quantityMax, start, minutes, now, kiosk },
    areCourtsCounted,
    party: partyOf(asked.choice),
    numberQuestion: numberQuestion(asked.choice, context),
  };
}

/** Null if another number was looked up than the one that is typed now. */
function numberQuestion(choice: Choice, { numbered }: ItemContext): Text | null {
  const isSame = 'number' in choice && choice.number !== null && choice.number === numbered?.number;
  return isSame ? numbered.question : null;
}

function cardEndAsked({ asked, record, context }: ItemFacts): StepAnswer {
  if (dateOfMinute(asked.choice.start) <= record.validUntil) return null;
  return isAskedAfterCard(asked.entry.item, context) ? asksOf([askCardEndsBefore(record.validUntil)]) : null;
}

function identityAsked({ context }: ItemFacts): StepAnswer {
  if (context.dataTrust === 'full') return null;
  return { kind: 'asks', asks: [context.dataTrust === 'signed-only' ? ASK_SIGNED_ONLY : ASK_CHECK_IDENTITY] };
}

/** The price, unless a question must be answered before there is one. */
function pricedAnswer(facts: ItemFacts, asks: readonly Explanation<ItemAsk>[]): Answer {
  const { asked, time, context } = facts;
  if (time.kind !== 'priced') return unpricedAnswer(time);
  const { ruleId } = time.stretches[0].band;
  // The guide names who may have it: no question answered with yes makes more of them.
  const isUnpriced = lacksListPrice(facts) || (exceedsRecord(facts) && !context.priceOnly);
  if (isUnpriced) return { kind: 'ask', asks, price: null, ruleId };
  const price = priceOf(asked, time.stretches);
  return asks.length > 0 ? { kind: 'ask', asks, price, ruleId } : { kind: 'yes', price, ruleId };
}
