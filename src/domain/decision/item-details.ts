import type { Party } from '../card/family.ts';
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

/** The 办件编号 of a matter, the 协议编号 of an agreement, or the venue's own number of a pass; null if there is none. */
export function numberIn({ details }: Pick<ItemDecision, 'details'>): string | null {
  return 'number' in details ? details.number : null;
}

/** The working days that are promised from the opening; null for none. */
export function workdaysIn({ details }: Pick<ItemDecision, 'details'>): number | null {
  return details.kind === 'errand' ? details.workdays : null;
}

/** Who comes by kind; null if the clerk did not say it. */
export function partyIn({ details }: Pick<ItemDecision, 'details'>): Party | null {
  return details.kind === 'at-once' ? (details.party ?? null) : null;
}
