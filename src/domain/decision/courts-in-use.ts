import type { ReadyResource } from '../catalogue/resource.ts';
import { type CourtHoldings, isSameResourceDay, type Lease } from '../shared/lease.ts';
import { covers, type DatedMinutes, daysOfSpan, joined, overlaps, WHOLE_DAY } from '../shared/minutes.ts';
import type { PublicStretch } from '../shared/public-stretch.ts';
import type { PastUse, UseCounters } from './decision.ts';
import type { Span } from './stretch.ts';

/** What is given on a resource, as far as a kiosk knows. */
export interface GivenOnResource {
  readonly atDesk: readonly PastUse[];
  readonly taken: readonly PublicStretch[];
}

/** Collects what a kiosk knows to be given: the uses of its counters, and the stretches of the public. */
export function givenOf(
  { atDesk }: Pick<UseCounters, 'atDesk'>,
  held: CourtHoldings | null,
): GivenOnResource {
  return { atDesk, taken: (held?.taken ?? []).filter(({ isFreed }) => !isFreed) };
}

/** The stretches that a booking takes of its resource: of one that the catalogue does not name, whole days. */
export function placesOn({ isDerived }: ReadyResource, span: Span): readonly DatedMinutes[] {
  const days = daysOfSpan(span);
  return isDerived ? days.slice(0, 1).map(({ date }) => ({ date, ...WHOLE_DAY })) : days;
}

/** The courts that are given for some minute of a place, and how many more by bookings that name none. */
export function courtsGivenOver(
  resource: ReadyResource,
  place: DatedMinutes,
  { atDesk, taken }: GivenOnResource,
): { readonly named: ReadonlySet<number>; readonly unnamed: number } {
  const uses = atDesk.filter((use) => isUseOver(resource, place, use));
  const stretches = taken.filter(
    (one) =>
      one.siteId === resource.siteId &&
      one.resourceId === resource.id &&
      one.date === place.date &&
      overlaps(one, place),
  );
  return {
    named: new Set([...uses, ...stretches].flatMap(({ courts = [] }) => courts)),
    unnamed: uses.reduce((sum, { quantity, courts = [] }) => sum + Math.max(0, quantity - courts.length), 0),
  };
}

/** True if the use takes some minute of the place on its resource. */
export function isUseOver(resource: ReadyResource, place: DatedMinutes, use: PastUse): boolean {
  if (use.siteId !== resource.siteId || !resource.itemIds.includes(use.itemId)) return false;
  // The district already counts a use that another kiosk gave without a number: it leases one court less.
  if (resource.isDerived) return use.date === place.date && !isUnnamedElsewhere(use);
  const span = use.record ?? use.entry;
  if (span === undefined) return use.date === place.date;
  const days = daysOfSpan({ start: span.start, minutes: span.minutes ?? 1 });
  return days.some((day) => day.date === place.date && overlaps(day, place));
}

function isUnnamedElsewhere({ record, entry, courts }: PastUse): boolean {
  return record !== undefined && entry === undefined && courts === undefined;
}

/** The leases that give a court, or some of it, for all of a place; empty for a court that is not held all that time. */
export function leasesOver(
  leases: readonly Lease[],
  {
    resource,
    itemId,
    court,
  }: { readonly resource: ReadyResource; readonly itemId: string; readonly court: number },
  place: DatedMinutes,
): readonly Lease[] {
  const { siteId, id } = resource;
  const ofCourt = leases.filter((lease) => lease.court === court && lease.date === place.date);
  const over = ofCourt.filter(
    (lease) =>
      isSameResourceDay(lease, { siteId, resourceId: id, date: place.date }) && overlaps(lease, place),
  );
  if (covers(joined(over), place)) return over;
  // The lease may be older than the resource in the catalogue: then it has the item's id.
  const ofItem = { siteId, resourceId: itemId, date: place.date };
  return ofCourt.filter((lease) => isSameResourceDay(lease, ofItem));
}
