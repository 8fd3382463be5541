import { readCardCode } from '../domain/card/card-code.ts';
import { type CardNumberRules, formsOf } from '../domain/card/card-form.ts';
import type { Item } from '../domain/catalogue/catalogue.ts';
import { matterNumberOf } from '../domain/journal/matter-number.ts';
import { workflowOf } from '../domain/workflow/workflows.ts';

interface Hall {
  readonly siteId: string;
  readonly catalogue: CardNumberRules & { readonly items: readonly Item[] };
}

/** True for a desk that handles matters of the service hall. */
export function handlesMatters({ siteId, catalogue: { items } }: Hall): boolean {
  return items.some((item) => item.siteIds.includes(siteId) && workflowOf(item).opens === 'matter');
}

/**
 * The 办件编号 in a text that was typed or scanned at a hall. Null for a card, and for a text that begins as the number of
 * a card does: such a text was mistyped or misread, and the clerk must read the card again.
 */
export function matterNumberIn(text: string, hall: Hall): string | null {
  const number = matterNumberOf(text);
  const { kind } = readCardCode(text, hall.catalogue);
  if (number === null || (kind !== 'not-a-card' && kind !== 'misread') || !handlesMatters(hall)) return null;
  return formsOf(hall.catalogue).some(({ prefix }) => number.startsWith(prefix)) ? null : number;
}
