import { plusDays, type WallDate } from '../../domain/base/wall-time.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { courtsForItem, type ReadyResource, slotCourtsOf } from '../../domain/catalogue/resource.ts';
import { resourcesAt, rulebookOf } from '../../domain/catalogue/rulebook.ts';
import type { CourtStretch } from '../../domain/shared/lease.ts';
import { joined, type Minutes, WHOLE_DAY, without } from '../../domain/shared/minutes.ts';
import { bookableOn } from '../../domain/shared/slot-leases.ts';

/** A stretch of a court's day that may be booked. */
export interface OpenStretch extends CourtStretch {
  /** True if it lies in the slot of an item, which is all that releases before resources can lease. */
  readonly isOfSlot: boolean;
}

/**
 * The stretches of a desk's courts that may be booked, from today on, as far ahead as they are leased: while an item
 * has a price and everything is open.
 */
export function openStretchesOf(
  catalogue: Catalogue,
  siteId: string,
  today: WallDate,
): readonly OpenStretch[] {
  return resourcesAt(catalogue, siteId).flatMap((resource) =>
    Array.from({ length: resource.leaseDays + 1 }, (_, ahead) => plusDays(today, ahead)).flatMap((date) =>
      openOn(catalogue, resource, date),
    ),
  );
}

function openOn(catalogue: Catalogue, resource: ReadyResource, date: WallDate): readonly OpenStretch[] {
  const { siteId, id: resourceId, count, isDerived } = resource;
  const entries = (rulebookOf(catalogue).itemsBySite.get(siteId) ?? [])
    .filter((entry) => entry.resource === resource)
    .map((entry) => ({
      isSlot: slotCourtsOf(entry.item) !== null,
      courts: courtsForItem(resource, entry.item),
      bookable: bookableOn(entry, { catalogue, date }),
    }));
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((court) => {
    const here = entries.filter(({ courts }) => court <= courts);
    const stretchesOf = (isSlot: boolean): readonly Minutes[] =>
      joined(here.filter((entry) => entry.isSlot === isSlot).flatMap(({ bookable }) => bookable));
    const ofSlots = stretchesOf(true);
    const whole = isDerived && ofSlots.length > 0 ? [WHOLE_DAY] : ofSlots;
    const others = stretchesOf(false).flatMap((minutes) => without(minutes, whole));
    const day = { siteId, resourceId, date, court };
    return [
      ...whole.map((minutes) => ({ ...day, ...minutes, isOfSlot: true })),
      ...others.map((minutes) => ({ ...day, ...minutes, isOfSlot: false })),
    ];
  });
}
