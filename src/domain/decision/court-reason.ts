import type { Instant, WallMinute } from '../base/wall-time.ts';
import type { Item } from '../catalogue/catalogue.ts';
import { courtsForItem, type ReadyResource } from '../catalogue/resource.ts';
import type { Holdings } from '../shared/holdings.ts';
import { type CourtHoldings, isSameResourceDay } from '../shared/lease.ts';
import { covers, type DatedMinutes, joined, overlaps } from '../shared/minutes.ts';
import { leasesOver, placesOn } from './courts-in-use.ts';
import type { Explanation, ItemReason } from './decision.ts';
import { courtNotHeld, slotFull } from './refusals.ts';

interface WantedCourts {
  readonly resource: ReadyResource;
  readonly item: Item;
  readonly start: WallMinute;
  readonly minutes: number;
  readonly quantity: number;
  /** True for a free benefit; null if the price decides it. */
  readonly free: boolean | null;
  readonly now: WallMinute;
  /** Null if one desk counts for all. */
  readonly holdings: Holdings | null;
}

/** Why this desk cannot give as many courts; null if it can. `left`: courts that it may still give then. */
export function courtsReason(wanted: WantedCourts, left: number): Explanation<ItemReason> | null {
  if (wanted.quantity <= left) return null;
  const held = wanted.holdings?.courts ?? null;
  if (held === null || left > 0) return slotFull(wanted.now, wanted, left);
  const { resource, item } = wanted;
  const places = placesOn(resource, wanted);
  const isElsewhere = isHeldElsewhere(resource, places, held);
  const courts = Array.from({ length: courtsForItem(resource, item) }, (_, index) => index + 1);
  const holdsSome = courts.some((court) =>
    places.every((place) => leasesOver(held.leases, { resource, itemId: item.id, court }, place).length > 0),
  );
  if (holdsSome && !isElsewhere) return slotFull(wanted.now, wanted, left);
  return courtNotHeld(wanted.now, wanted, {
    elsewhere: isElsewhere,
    silentSince: silentSinceOf(wanted, places, held),
  });
}

/** True if another kiosk holds some of that time, as the district last said. */
export function isHeldElsewhere(
  { siteId, id: resourceId }: ReadyResource,
  places: readonly DatedMinutes[],
  { elsewhere }: Pick<CourtHoldings, 'elsewhere'>,
): boolean {
  return places.some((place) =>
    elsewhere.some(
      (one) => isSameResourceDay(one, { siteId, resourceId, date: place.date }) && overlaps(one, place),
    ),
  );
}

/**
 * When a kiosk was last heard that holds one of the courts for all of the time, if the district has said that a clerk may
 * take its court over; else null.
 */
function silentSinceOf(
  { resource, item }: WantedCourts,
  places: readonly DatedMinutes[],
  { leases, elsewhere }: CourtHoldings,
): Instant | null {
  for (let court = 1; court <= courtsForItem(resource, item); court += 1) {
    const times: Instant[] = [];
    const isTakeable = places.every((place) => {
      const day = { siteId: resource.siteId, resourceId: resource.id, date: place.date };
      const isHere = (one: CourtHoldings['elsewhere'][number] | CourtHoldings['leases'][number]) =>
        isSameResourceDay(one, day) && one.court === court && overlaps(one, place);
      const others = elsewhere.filter(isHere);
      for (const { silentSince } of others) if (silentSince !== null) times.push(silentSince);
      const isSilent = others.length > 0 && others.every(({ silentSince }) => silentSince !== null);
      return isSilent && covers(joined([...others, ...leases.filter(isHere)]), place);
    });
    if (isTakeable && times.length > 0) return Math.max(...times);
  }
  return null;
}
