import type { Instant, WallDate } from '../base/wall-time.ts';
import type { Minutes } from './minutes.ts';
import type { PublicStretch } from './public-stretch.ts';

/**
 * As far ahead as a desk books a court or a room. For a day beyond those that are leased a clerk asks for a court, and
 * the district gives none of a later one.
 */
export const BOOKING_DAYS_AHEAD = 31;

/** The courts of a resource on one day. A lease of a release before resources has its item's id for the resource's. */
export interface ResourceDay {
  readonly siteId: string;
  readonly resourceId: string;
  readonly date: WallDate;
}

/** A stretch of one court's day. */
export interface CourtStretch extends ResourceDay, Minutes {
  /** From 1; named by `courtNames`. */
  readonly court: number;
}

/** A stretch that a kiosk may give away, and whether the district asks for it back. */
export interface Lease extends CourtStretch {
  /** The serial of the grant: another grant of the same minutes has a higher one. */
  readonly serial: number;
  /** Another kiosk wants it: to be given back unless it is used. */
  readonly recalled: boolean;
}

/** A stretch that another kiosk holds, as the district last said. */
export interface HeldElsewhere extends CourtStretch {
  /** When its holder was last heard, if that is so long ago that a clerk may take it over; else null. */
  readonly silentSince: Instant | null;
}

/** What a kiosk holds of the courts at a desk. */
export interface CourtHoldings {
  readonly leases: readonly Lease[];
  readonly elsewhere: readonly HeldElsewhere[];
  /** What the venue has given to the public, as the district last said; absent if it has never said so. */
  readonly taken?: readonly PublicStretch[];
}

export function isSameCourtDay(
  one: ResourceDay & { readonly court: number },
  other: ResourceDay & { readonly court: number },
): boolean {
  return isSameResourceDay(one, other) && one.court === other.court;
}

export function isSameResourceDay(one: ResourceDay, other: ResourceDay): boolean {
  return one.siteId === other.siteId && one.resourceId === other.resourceId && one.date === other.date;
}
