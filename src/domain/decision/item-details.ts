import type { ItemDecision, ItemDetails } from './decision.ts';

export const AT_ONCE: ItemDetails = { kind: 'at-once' };

/** The minutes that belong to the record; null for an item that takes no stretch of time. */
export function minutesOf({ details }: Pick<ItemDecision, 'details'>): number | null {
  return 'minutes' in details ? details.minutes : null;
}

/** The courts that are given, by number; empty for an item that gives none. */
export function courtsGivenIn({ details }: Pick<ItemDecision, 'details'>): readonly number[] {
  return 'courts' in details ? details.courts : [];
}

/** The terms of a family doctor agreement; null for any other item. */
export function agreementIn({ details }: Pick<ItemDecision, 'details'>) {
  return details.kind === 'agreement' ? details : null;
}

/** The 办件编号 of a matter; null if it is not known, or if the item is no matter. */
export function matterNumberIn({ details }: Pick<ItemDecision, 'details'>): string | null {
  return details.kind === 'matter' ? details.number : null;
}
