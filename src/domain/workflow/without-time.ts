import { AT_ONCE } from '../decision/item-details.ts';
import { unitPrice } from '../decision/price.ts';
import { nextStartOf, type Span, stretchesOf } from '../decision/stretch.ts';
import { useBodyOf } from './given-body.ts';
import { MINUTES_DEFAULT, type Workflow } from './workflow.ts';

/** An item that is entered or handed over: it begins now, at the price of this minute. */
export const WITHOUT_TIME = {
  hasSpan: false,
  isTimed: false,
  hasCourts: false,
  spanOf: (_entry, given, { now }) => ({
    start: given.start ?? now,
    minutes: given.minutes ?? MINUTES_DEFAULT,
  }),
  stretchesOf: ({ bands }, calendar, span) => stretchesOf(bands, calendar, minuteOf(span)),
  nextStartOf: ({ bands }, calendar, span) => nextStartOf(bands, calendar, minuteOf(span)),
  detailsOf: () => AT_ONCE,
  bodyOf: useBodyOf,
  priceOf: (stretches, pricing) => unitPrice(stretches, pricing, null),
} satisfies Partial<Workflow>;

function minuteOf({ start }: Span): Span {
  return { start, minutes: 1 };
}
