import { dateOfMinute, type WallMinute } from '../base/wall-time.ts';
import type { Calendar, DayFacts } from '../calendar/calendar.ts';
import type { Item } from '../catalogue/catalogue.ts';
import { type Band, isForDay, isInForce, type RulebookItem } from '../catalogue/rulebook.ts';
import { isBookedByTime } from './booking-grid.ts';
import type { Choice, Explanation, ItemReason, Price } from './decision.ts';
import { hourlyPrice, unitPrice } from './price.ts';
import { NOT_IN_FORCE, noPriceNow } from './refusals.ts';
import { nextStartOf, type Span, type Stretch, type Stretches, stretchesOf } from './stretch.ts';

/**
 * The stretches that the choice is priced by, or why there are none: no rule of the item is in force on
 * the day, or no band covers some minute of it.
 */
export function stretchesFor(
  { item, bands, grid }: RulebookItem,
  choice: Required<Choice>,
  context: { readonly calendar: Calendar; readonly now: WallMinute },
): Stretches | Explanation<ItemReason> {
  const { calendar, now } = context;
  const isPass = item.workflow === 'pass';
  const span = { start: choice.start, minutes: isBooked(item.workflow) ? choice.minutes : 1 };
  const stretches = isPass ? passStretch(bands, calendar, span) : stretchesOf(bands, calendar, span);
  if (stretches !== null && isSome(stretches)) return stretches;
  const date = dateOfMinute(span.start);
  if (!bands.some((band) => isInForce(band, date))) return NOT_IN_FORCE;
  const step = isBookedByTime(item.workflow) && item.byTheMinute !== true ? grid : 1;
  return noPriceNow(item.workflow, now, isPass ? null : nextStartOf(bands, calendar, span, step));
}

/** What is booked has a length; what is entered or handed over has but a minute. */
function isBooked(workflow: Item['workflow']): boolean {
  return workflow === 'hourly' || workflow === 'slot' || workflow === 'booking';
}

/** A pass is sold at any time of the day; its band is when the pass admits. */
function passStretch(
  bands: readonly Band[],
  calendar: Calendar,
  { start, minutes }: Span,
): readonly Stretch[] | null {
  const day = calendar.dayFacts(dateOfMinute(start));
  const band = bands.find((candidate) => isForDay(candidate, day));
  return band === undefined ? null : [{ band, day, minutes }];
}

function isSome(stretches: readonly Stretch[]): stretches is Stretches {
  return stretches.length > 0;
}

/** True where the card price is a share of a list price that only the venue knows. */
export function isListPriceNeeded({ band }: Stretch): boolean {
  return band.listFen === null && band.card.kind === 'ratio';
}

/** The price of a choice, by its stretches. */
export function priceOf(
  item: Item,
  choice: Required<Choice>,
  stretches: Stretches,
  deadline: DayFacts | null,
): Price {
  const pricing = { unit: item.unit, quantity: choice.quantity, venueListFen: choice.listFen ?? 0 };
  const timed = item.workflow === 'slot' || item.workflow === 'booking';
  const price =
    item.workflow === 'hourly'
      ? hourlyPrice(stretches, pricing)
      : unitPrice(stretches, pricing, timed ? choice.minutes : null);
  const provisional = price.provisional || deadline?.provisional === true;
  return provisional === price.provisional ? price : { ...price, provisional };
}
