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

/** The 办件编号 of a matter, or the venue's own number of a pass; null if there is none. */
export function numberIn({ details }: Pick<ItemDecision, 'details'>): string | null {
  return details.kind === 'matter' || details.kind === 'lasting' ? details.number : null;
}
