import type { Item } from '../catalogue/catalogue.ts';
import type { PastUse } from '../decision/decision.ts';
import { type KnownUse, knownAmong } from '../journal/known-use.ts';

/** Earlier records of one question or line that are named; more are counted. */
export const NAMED_MAX = 2;

/** The uses of the item at the desk of which it is known when they are. */
export function usesHere(
  item: Item,
  { siteId }: { readonly siteId: string },
  uses: readonly PastUse[],
): readonly KnownUse[] {
  return knownAmong(uses).filter((use) => use.siteId === siteId && use.itemId === item.id);
}
