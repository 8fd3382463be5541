import { dateOfMinute, plusMinutes, type WallMinute } from '../base/wall-time.ts';
import type { Calendar, DayFacts } from '../calendar/calendar.ts';
import { isOpenAt, nextOpening, openAt } from '../calendar/opening.ts';
import { isInForce, MINUTES_PER_DAY, type RulebookItem } from '../catalogue/rulebook.ts';
import type { TimeContext, Workflow } from '../workflow/workflow.ts';
import { workflowOf } from '../workflow/workflows.ts';
import { nextOnGrid } from './booking-grid.ts';
import type { ChoiceBase, Explanation, ItemReason, Price } from './decision.ts';
import { closedAt, NOT_IN_FORCE, noPriceNow } from './refusals.ts';
import type { Span, Stretch, Stretches } from './stretch.ts';

/**
 * The stretches that the choice is priced by, or why there are none: no rule of the item is in force on
 * the day, or no band covers some minute of it.
 */
export function stretchesFor(
  entry: RulebookItem,
  span: Span,
  { calendar, now }: TimeContext,
): Stretches | Explanation<ItemReason> {
  const workflow = workflowOf(entry.item);
  const stretches = workflow.stretchesOf(entry, calendar, span);
  if (stretches !== null && isSome(stretches)) return stretches;
  const date = dateOfMinute(span.start);
  if (!entry.bands.some((band) => isInForce(band, date))) return NOT_IN_FORCE;
  return noPriceNow(workflow, now, nextStartFor(entry, calendar, span));
}

/** Why the item is not open all that time; null if it is, or where nobody has entered hours. */
export function closedReason(
  entry: RulebookItem,
  { start, minutes }: Span,
  { calendar, now }: TimeContext,
): Explanation<ItemReason> | null {
  if (entry.hours.length === 0) return null;
  const { hasSpan, beginsOnDay } = workflowOf(entry.item);
  // A pass that begins on a later day is sold now.
  const span = { start: beginsOnDay ? now : start, minutes: hasSpan ? minutes : 1 };
  const opening = openAt(entry.hours, calendar, span);
  return opening.kind === 'open' ? null : closedAt(now, opening, nextStartFor(entry, calendar, span));
}

/** How far ahead the next start is looked for. */
const NEXT_DAYS_MAX = 31;
/** The search stops after this many openings and band starts; a month has fewer. */
const NEXT_STEPS_MAX = 200;

/**
 * The next start at which all minutes of a span have a price and the item is open; null for none within a month. Such a
 * start is an opening or the beginning of a band. What is booked by time begins on the venue's grid.
 */
export function nextStartFor(
  entry: RulebookItem,
  calendar: Calendar,
  span: Span,
  workflow: Pick<Workflow, 'isTimed' | 'stretchesOf' | 'nextStartOf'> = workflowOf(entry.item),
): WallMinute | null {
  const { item, hours, grid } = entry;
  if (hours.length === 0) return workflow.nextStartOf(entry, calendar, span);
  const step = workflow.isTimed && item.byTheMinute !== true ? grid : 1;
  const openingAfter = (start: WallMinute) => {
    const opening = nextOpening(hours, calendar, start);
    return opening === null ? null : nextOnGrid(opening, step);
  };
  const last = plusMinutes(span.start, NEXT_DAYS_MAX * MINUTES_PER_DAY);
  let { start } = span;
  let opening = openingAfter(start);
  for (let looked = 0; looked < NEXT_STEPS_MAX; looked += 1) {
    if (opening !== null && opening <= start) opening = openingAfter(start);
    // While it is closed no beginning of a band is of use.
    const isOpen = isOpenAt(hours, calendar, { start, minutes: 1 });
    const next = isOpen
      ? earlier(opening, workflow.nextStartOf(entry, calendar, { ...span, start }))
      : opening;
    if (next === null || next > last) return null;
    start = next;
    const stretches = workflow.stretchesOf(entry, calendar, { ...span, start }) ?? [];
    if (isSome(stretches) && isOpenAt(hours, calendar, { ...span, start })) return start;
  }
  return null;
}

function earlier(one: WallMinute | null, other: WallMinute | null): WallMinute | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

function isSome(stretches: readonly Stretch[]): stretches is Stretches {
  return stretches.length > 0;
}

/** True if the card price is a share of a list price that only the venue knows. */
export function isListPriceNeeded({ band }: Stretch): boolean {
  return band.listFen === null && band.card.kind === 'ratio';
}

interface Priced {
  readonly entry: RulebookItem;
  readonly workflow: Workflow;
  readonly choice: ChoiceBase;
  readonly span: Span;
  readonly deadline: DayFacts | null;
}

/** The price of a choice, by its stretches. */
export function priceOf({ entry, workflow, choice, span, deadline }: Priced, stretches: Stretches): Price {
  const { quantity, listFen } = choice;
  const pricing = { unit: entry.item.unit, quantity, venueListFen: listFen ?? 0 };
  const price = workflow.priceOf(stretches, pricing, span.minutes);
  const provisional = price.provisional || deadline?.provisional === true;
  return provisional === price.provisional ? price : { ...price, provisional };
}
