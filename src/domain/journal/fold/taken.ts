import { yearOf } from '../../base/wall-time.ts';
import type { Item } from '../../catalogue/catalogue.ts';
import type { PastUse } from '../../decision/decision.ts';

/** The parts of a use that say how much of a limit it takes. */
type Counted = Pick<PastUse, 'siteId' | 'itemId' | 'date' | 'quantity' | 'courts'>;

/** The sum of what these uses take: people, courts or times. */
export function quantityOf(uses: readonly Pick<Counted, 'quantity'>[]): number {
  return uses.reduce((sum, use) => sum + use.quantity, 0);
}

/** Uses of the item at any of its sites: a right that several sites give is one right. */
export function usesOfItem<Use extends Counted>(item: Item, uses: readonly Use[]): readonly Use[] {
  return uses.filter((use) => use.itemId === item.id && item.siteIds.includes(use.siteId));
}

export function usesOfYear<Use extends Counted>(year: string, uses: readonly Use[]): readonly Use[] {
  return uses.filter((use) => yearOf(use.date) === year);
}

/** Which courts of a slot are given, by number, and how many more by uses that name none, as the first kiosks did. */
export interface CourtsTaken {
  readonly named: ReadonlySet<number>;
  readonly unnamed: number;
}

/** `uses`: those of one slot. */
export function courtsTakenBy(uses: readonly Pick<Counted, 'quantity' | 'courts'>[]): CourtsTaken {
  return {
    named: new Set(uses.flatMap((use) => use.courts ?? [])),
    unnamed: uses.reduce((sum, { quantity, courts = [] }) => sum + Math.max(0, quantity - courts.length), 0),
  };
}
