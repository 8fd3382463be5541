import { courtsForItem } from '../catalogue/resource.ts';
import type { RulebookItem } from '../catalogue/rulebook.ts';
import type { Holdings } from '../shared/holdings.ts';
import type { CourtHoldings } from '../shared/lease.ts';
import type { DatedMinutes } from '../shared/minutes.ts';
import { courtsGivenOver, givenOf, leasesOver, placesOn } from './courts-in-use.ts';
import type { UseCounters } from './decision.ts';
import { isCount } from './item-choice.ts';
import type { Span } from './stretch.ts';
import { USE_BOUNDS } from './use-bounds.ts';

const NO_COURTS: readonly number[] = [];

/**
 * The numbers of the courts that this desk may still give for the whole span: it holds them for all of it, and nobody has
 * taken them for any minute, for this item or another one. Courts that the district asks back come last. Empty for an item
 * whose courts are not counted.
 */
export function freeCourts(
  { item, resource }: Pick<RulebookItem, 'item' | 'resource'>,
  span: Span,
  {
    counters,
    holdings,
  }: {
    readonly counters: UseCounters;
    /** Null if one desk keeps the count for all desks: it then holds all courts. */
    readonly holdings: Holdings | null;
  },
): readonly number[] {
  if (resource === null || !isCount(span.minutes) || span.minutes > USE_BOUNDS.journal.minutesMax) {
    return NO_COURTS;
  }
  const places = placesOn(resource, span);
  const held = holdings?.courts ?? null;
  const given = givenOf(counters, held);
  const taken = places.map((place) => courtsGivenOver(resource, place, given));
  const count = courtsForItem(resource, item);
  const free = courtsHeld({ resource, itemId: item.id, count, places }, held).filter((court) =>
    taken.every(({ named }) => !named.has(court)),
  );
  // A use that names no court takes any one.
  const unnamed = Math.max(0, ...taken.map((one) => one.unnamed));
  return free.slice(0, Math.max(0, free.length - unnamed));
}

function courtsHeld(
  wanted: {
    readonly resource: NonNullable<RulebookItem['resource']>;
    readonly itemId: string;
    readonly count: number;
    readonly places: readonly DatedMinutes[];
  },
  held: CourtHoldings | null,
): readonly number[] {
  const { count, places } = wanted;
  const courts = Array.from({ length: count }, (_, index) => index + 1);
  if (held === null) return courts;
  const ofCourts = courts.map((court) => ({
    court,
    leases: places.map((place) => leasesOver(held.leases, { ...wanted, court }, place)),
  }));
  return ofCourts
    .filter(({ leases }) => leases.every((over) => over.length > 0))
    .map(({ court, leases }) => ({ court, recalled: leases.flat().some(({ recalled }) => recalled) }))
    .toSorted((one, other) => Number(one.recalled) - Number(other.recalled) || one.court - other.court)
    .map(({ court }) => court);
}
