import { z } from 'zod';
import { Text } from '../base/text.ts';
import { CatalogueId, type Limit } from './catalogue-rule.ts';
import { OpeningHours } from './opening-hours.ts';

/** Stretches are leased for today and this many days ahead where the catalogue says nothing else. */
export const RESOURCE_LEASE_DAYS = 8;
const GRID_MINUTES_MAX = 240;
const LEASE_DAYS_MAX = 31;
export const COURT_MAX = 99;

const ResourceKind = z.enum(['court', 'table', 'room']);
type ResourceKind = z.infer<typeof ResourceKind>;

/**
 * Courts, tables or rooms of a site that several items may use: the free hour at night and the discounted one at noon are
 * on the same courts. The resource names its items, and an item does not name its resource, because kiosks of the release
 * before pass over an unknown part of the catalogue, but ask the staff about an item that has an unknown field.
 */
export const Resource = z.strictObject({
  id: CatalogueId,
  siteId: CatalogueId,
  kind: ResourceKind,
  name: Text,
  /** How many there are, numbered from 1. Where the guide does not say it, the office does. */
  count: z.int().min(1).max(COURT_MAX),
  /** The items of the site that are booked on them. */
  itemIds: z.array(CatalogueId).min(1).max(64),
  /** Minutes of one step of what is booked, for items that name no grid of their own. */
  grid: z.int().min(1).max(GRID_MINUTES_MAX).optional(),
  /** For how many days after today kiosks have stretches of their own. */
  leaseDays: z.int().min(0).max(LEASE_DAYS_MAX).optional(),
  /** When they are open, within the hours of the site, and the days that are not as others are. */
  hours: OpeningHours.optional(),
});
export type Resource = z.infer<typeof Resource>;

/** The fields of an item that are read here. */
interface BookedItem {
  readonly id: string;
  readonly name: Text;
  readonly limits: readonly Limit[];
}

/** A resource as the rules use it. */
export interface ReadyResource {
  readonly id: string;
  readonly siteId: string;
  /** Null if the catalogue has no such resource and only an item's limit gives the number. */
  readonly kind: ResourceKind | null;
  readonly name: Text;
  readonly count: number;
  readonly itemIds: readonly string[];
  readonly leaseDays: number;
  /**
   * The catalogue names none, as before there were resources: then the courts of a slot are a resource of its item's
   * own, and what is given of one is given for the day.
   */
  readonly isDerived: boolean;
}

export function readyResource({ grid: _, hours: __, ...resource }: Resource): ReadyResource {
  return { ...resource, leaseDays: resource.leaseDays ?? RESOURCE_LEASE_DAYS, isDerived: false };
}

/** The days that courts were leased ahead before there were resources. */
const DERIVED_LEASE_DAYS = 7;

/** The courts of a slot as a resource of their own; null for an item that has none. */
export function derivedResource(item: BookedItem, siteId: string): ReadyResource | null {
  const count = slotCourtsOf(item);
  if (count === null) return null;
  const { id, name } = item;
  return {
    ...{ id, siteId, kind: null, name, count, itemIds: [id] },
    ...{ leaseDays: DERIVED_LEASE_DAYS, isDerived: true },
  };
}

/** How many courts of a slot the guide gives for the item; null if it names no number. */
export function slotCourtsOf({ limits }: Pick<BookedItem, 'limits'>): number | null {
  const courts = limits.flatMap((limit) => (limit.kind === 'courts-per-slot' ? [limit.courts] : []));
  return courts.length === 0 ? null : Math.min(...courts);
}

/** How many of the resource an item may use: the first ones, as many as the guide gives. */
export function courtsForItem({ count }: ReadyResource, item: Pick<BookedItem, 'limits'>): number {
  return Math.min(count, slotCourtsOf(item) ?? count);
}
