import type { CardNumberRules } from '../domain/card/card-form.ts';
import type { Item } from '../domain/catalogue/catalogue.ts';
import { ownNumberOf } from '../domain/journal/own-number.ts';
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
 * The 办件编号 in a text that was typed or scanned at a hall; null for a card, and for any other text that cannot be one
 * (`readOwnNumber`).
 */
export function matterNumberIn(text: string, hall: Hall): string | null {
  return handlesMatters(hall) ? ownNumberOf(text, hall.catalogue) : null;
}
