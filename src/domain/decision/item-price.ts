import { dateOfMinute } from '../base/wall-time.ts';
import type { DayFacts } from '../calendar/calendar.ts';
import { isInForce, type RulebookItem } from '../catalogue/rulebook.ts';
import type { TimeContext, Workflow } from '../workflow/workflow.ts';
import { workflowOf } from '../workflow/workflows.ts';
import type { ChoiceBase, Explanation, ItemReason, Price } from './decision.ts';
import { NOT_IN_FORCE, noPriceNow } from './refusals.ts';
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
  return noPriceNow(workflow, now, workflow.nextStartOf(entry, calendar, span));
}

function isSome(stretches: readonly Stretch[]): stretches is Stretches {
  return stretches.length > 0;
}

/** True where the card price is a share of a list price that only the venue knows. */
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
