import type { WallDate } from '../base/wall-time.ts';

/** Courts are leased for today and this many days ahead: a kiosk without a line gives courts for a week. */
export const LEASE_DAYS_AHEAD = 7;

/**
 * As far ahead as a desk books a court or a room. For a day beyond those that are leased a clerk asks for a court, and
 * the district gives none of a later one.
 */
export const BOOKING_DAYS_AHEAD = 31;

/** One slot of one day: an item of the catalogue has one slot a day. */
export interface LeaseSlot {
  readonly siteId: string;
  readonly itemId: string;
  readonly date: WallDate;
}

/** A court that a kiosk may give away, and whether the district asks for it back. */
export interface Lease extends LeaseSlot {
  /** From 1; named by `courtNames`. */
  readonly court: number;
  /** The serial of the grant: another grant of the same court has a higher one. */
  readonly serial: number;
  /** Another kiosk wants it: to be given back unless it is used. */
  readonly recalled: boolean;
}

/** How many courts of a slot other kiosks hold, as the district last said. */
export interface CourtsElsewhere extends LeaseSlot {
  readonly courts: number;
}

/** What a kiosk holds of the slots at a desk. */
export interface CourtHoldings {
  readonly leases: readonly Lease[];
  readonly elsewhere: readonly CourtsElsewhere[];
}

export function isSameSlot(one: LeaseSlot, other: LeaseSlot): boolean {
  return one.siteId === other.siteId && one.itemId === other.itemId && one.date === other.date;
}
