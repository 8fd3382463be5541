import { deadlineText } from '../calendar/calendar.ts';
import type { Item } from '../catalogue/catalogue.ts';
import type { RulebookItem } from '../catalogue/rulebook.ts';
import type { GivenChoice, ItemDecision } from './decision.ts';
import { type Answer, answerOf } from './item-answer.ts';
import { type AskedItem, askedItemOf, factsOf, type ItemContext } from './item-facts.ts';
import { CARD_REFUSED } from './refusals.ts';

/**
 * The answer for one item: yes with a price, no with a reason, ask with the questions, or information. The
 * facts are gathered, the steps of `answerOf` go through them once, and the answer comes out.
 */
export function decideItem(
  entry: RulebookItem,
  given: GivenChoice | undefined,
  context: ItemContext,
): ItemDecision {
  const asked = askedItemOf(entry, given, context);
  const { record } = context;
  if (record === null) return decisionOf(asked, { kind: 'no', reason: CARD_REFUSED });
  return decisionOf(asked, answerOf(factsOf(asked, record, context)));
}

function decisionOf(asked: AskedItem, answer: Answer): ItemDecision {
  const { item } = asked.entry;
  const head = headOf(asked);
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

/** What counts from a later step (齐全) promises nothing when it is opened. */
function promisedAtOnce({ errand, finishWithinWorkdays }: Item): number | null {
  return errand?.complete === undefined ? (finishWithinWorkdays ?? null) : null;
}

function headOf({ entry, workflow, choice, courtsFree, quantityMax, deadline, priceChange }: AskedItem) {
  const { item, grid } = entry;
  const { person, quantity, start, listFen } = choice;
  return {
    itemId: item.id,
    name: item.name,
    workflow: item.workflow,
    unit: item.unit,
    clause: item.clause,
    basis: item.basis,
    ruleId: item.id,
    eligible: item.eligible,
    choice: { person, quantity, start, listFen },
    quantityMax,
    ...(priceChange === null ? {} : { priceChange }),
    details: workflow.detailsOf({
      choice,
      grid,
      unit: item.unit,
      terms: item.agreement,
      workdays: promisedAtOnce(item),
      courtsFree,
    }),
    steps: deadline === null ? item.steps : [...item.steps, deadlineText(deadline)],
  };
}
