import type { Item } from '../catalogue/catalogue.ts';
import type { PastUse } from '../decision/decision.ts';
import { isKnown, type KnownUse } from '../journal/known-use.ts';

/** Earlier records of one question or line that are named; more are counted. */
export const NAMED_MAX = 2;

/** The uses of the item that this kiosk recorded itself at the desk. */
export function usesHere(
  item: Item,
  { siteId }: { readonly siteId: string },
  uses: readonly PastUse[],
): readonly KnownUse[] {
  return uses.filter(isKnown).filter((use) => use.siteId === siteId && use.itemId === item.id);
}
