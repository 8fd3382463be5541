import { countEligible, countOnRecord } from '../card/family.ts';
import type { RulebookItem } from '../catalogue/rulebook.ts';
import type { Explanation, ItemAsk, ItemDetails } from '../decision/decision.ts';
import { AT_ONCE } from '../decision/item-details.ts';
import { unitPrice } from '../decision/price.ts';
import { nextStartOf, type Span, stretchesOf } from '../decision/stretch.ts';
import { useBodyOf } from './given-body.ts';
import { type AskedUse, type Chosen, type CountFacts, MINUTES_DEFAULT, type Workflow } from './workflow.ts';

/** An item that is entered or handed over: it begins now, at the price of this minute. */
export const WITHOUT_TIME = {
  hasSpan: false,
  isTimed: false,
  hasCourts: false,
  beginsOnDay: false,
  spanOf: (_entry, given, { now }) => ({
    start: given.start ?? now,
    minutes: given.minutes ?? MINUTES_DEFAULT,
  }),
  stretchesOf: ({ bands }, calendar, span) => stretchesOf(bands, calendar, minuteOf(span)),
  nextStartOf: ({ bands }, calendar, span) => nextStartOf(bands, calendar, minuteOf(span)),
  detailsOf: (): ItemDetails => AT_ONCE,
  bodyOf: useBodyOf,
  priceOf: (stretches, pricing) => unitPrice(stretches, pricing, null),
} satisfies Partial<Workflow>;

/** The fields that a choice for an item of this kind has. */
export function choiceAtOnce<Kind extends 'guidance' | 'service' | 'errand'>(kind: Kind) {
  return ({ person, quantity, start, listFen }: Chosen) => ({ kind, person, quantity, start, listFen });
}

/** Another record of the site has the number that is typed. */
export function numberHeldAsks({ numberQuestion }: AskedUse): readonly Explanation<ItemAsk>[] {
  return numberQuestion === null ? [] : [{ kind: 'number-held', text: numberQuestion }];
}

function minuteOf({ start }: Span): Span {
  return { start, minutes: 1 };
}

/** How many people of the card's record may have one: those of one relation where the limit is a person's own. */
export function peopleOnRecord({ item, limits }: RulebookItem, { record, person }: CountFacts): number {
  const onePersonEach = limits.some((limit) => limit.kind === 'uses-per-person');
  return Math.max(1, onePersonEach ? countOnRecord(record, person) : countEligible(record, item.eligible));
}
