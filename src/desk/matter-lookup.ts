import type { CardNumberRules } from '../domain/card/card-form.ts';
import type { Item } from '../domain/catalogue/catalogue.ts';
import { ownNumberOf } from '../domain/journal/own-number.ts';
import type { RecordKind } from '../domain/records/record.ts';
import { workflowOf } from '../domain/workflow/workflows.ts';

interface Hall {
  readonly siteId: string;
  readonly catalogue: CardNumberRules & { readonly items: readonly Item[] };
}

/** True for a desk that handles matters of the service hall. */
export function handlesMatters(desk: Hall): boolean {
  return opensAny(desk, ['matter']);
}

/**
 * The 办件编号, or the venue's own card number, in a text that was typed or scanned at a desk that keeps such numbers; null
 * for a talent card, and for any other text that cannot be one (`readOwnNumber`).
 */
export function recordNumberIn(text: string, desk: Hall): string | null {
  return opensAny(desk, ['matter', 'pass']) ? ownNumberOf(text, desk.catalogue) : null;
}

function opensAny({ siteId, catalogue: { items } }: Hall, kinds: readonly (RecordKind | null)[]): boolean {
  return items.some((item) => item.siteIds.includes(siteId) && kinds.includes(workflowOf(item).opens));
}
