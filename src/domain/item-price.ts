import type { Calendar, DayFacts } from './calendar.ts';
import type { Choice, Explanation, ItemReason, Price } from './decision.ts';
import { NOT_IN_FORCE, noPriceNow } from './explanations.ts';
import { hourlyPrice, nextStartOf, type Span, type Stretch, stretchesOf, unitPrice } from './price.ts';
import { isForDay, isInForce, type RulebookItem } from './rulebook.ts';
import type { WallMinute } from './wall-time.ts';

/** At least one stretch: what a price is made of. */
export type Stretches = readonly [Stretch, ...Stretch[]];

/**
 * The stretches that the choice is priced by, or why there are none: no rule of the item is in force on
 * the day, or no band covers some minute of it.
 */
export function stretchesFor(
  { item, bands }: RulebookItem,
  choice: Required<Choice>,
  context: { readonly calendar: Calendar; readonly now: WallMinute },
): Stretches | Explanation<ItemReason> {
  const { calendar, now } = context;
  const day = calendar.dayFacts(choice.start.slice(0, 10));
  if (!bands.some((band) => isInForce(band, day.date))) return NOT_IN_FORCE;
  if (item.workflow === 'pass') {
    // A pass is sold at any time; its band is when the pass admits.
    const band = bands.find((candidate) => isForDay(candidate, day));
    return band === undefined ? noPriceNow(item.workflow, now, null) : [{ band, day, minutes: 1 }];
  }
  const span = spanOf(item.workflow, choice);
  const [first, ...rest] = stretchesOf(bands, calendar, span) ?? [];
  if (first !== undefined) return [first, ...rest];
  return noPriceNow(item.workflow, now, nextStartOf(bands, calendar, span));
}

/** What is entered or handed over has a minute; what is booked has a length. */
function spanOf(workflow: RulebookItem['item']['workflow'], choice: Required<Choice>): Span {
  const isBooked = workflow === 'hourly' || workflow === 'slot' || workflow === 'booking';
  return { start: choice.start, minutes: isBooked ? choice.minutes : 1 };
}

/** True where the card price is a share of a list price that only the venue knows. */
export function isListPriceNeeded({ band }: Stretch): boolean {
  return band.listFen === null && band.card.kind === 'ratio';
}

/** The price of a choice, by its stretches. */
export function priceOf(
  { item }: RulebookItem,
  choice: Required<Choice>,
  stretches: Stretches,
  deadline: DayFacts | null,
): Price {
  const pricing = { unit: item.unit, quantity: choice.quantity, venueListFen: choice.listFen ?? 0 };
  const timed = item.workflow === 'slot' || item.workflow === 'booking';
  const price =
    item.workflow === 'hourly'
      ? hourlyPrice(stretches, pricing)
      : unitPrice(stretches[0], pricing, timed ? choice.minutes : null);
  const provisional = price.provisional || deadline?.provisional === true;
  return provisional === price.provisional ? price : { ...price, provisional };
}
