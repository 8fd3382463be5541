import type { Catalogue, Item } from '../catalogue/catalogue.ts';
import type { Limit } from '../catalogue/catalogue-rule.ts';

type LimitOf<Kind extends Limit['kind']> = Extract<Limit, { kind: Kind }>;

const known = new WeakMap<Catalogue, ReadonlyMap<string, Item>>();

/** The items whose uses are counted over several kiosks, by id; built once a catalogue. */
export function limitedItemsOf(catalogue: Catalogue): ReadonlyMap<string, Item> {
  const before = known.get(catalogue);
  if (before !== undefined) return before;
  const booked = new Set(catalogue.resources?.flatMap(({ itemIds }) => itemIds));
  const isBooked = ({ id, unread }: Item): boolean => booked.has(id) && unread === undefined;
  const counted = catalogue.items.filter((item) => isLimited(item) || isBooked(item));
  const items = new Map(counted.map((item) => [item.id, item]));
  known.set(catalogue, items);
  return items;
}

function isLimited({ limits }: Item): boolean {
  return limits.some((limit) => limit.kind !== 'minutes' && limit.kind !== 'unknown');
}

/** True for a desk that gives a right which the holder has at one of several sites. */
export function givesRights({ items }: Catalogue, siteId: string): boolean {
  return items.some((item) => item.siteIds.includes(siteId) && rightLimitOf(item) !== null);
}

/** The limit of a right that the holder has at one of several sites; null for an item that is none. */
export function rightLimitOf(item: Item): LimitOf<'uses-per-card-and-year'> | null {
  if (item.siteIds.length < 2) return null;
  return item.limits.find((limit) => limit.kind === 'uses-per-card-and-year') ?? null;
}
