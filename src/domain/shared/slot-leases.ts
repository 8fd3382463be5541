import type { WallDate } from '../base/wall-time.ts';
import { openMinutesOn } from '../calendar/opening.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { courtsForItem, type ReadyResource, slotCourtsOf } from '../catalogue/resource.ts';
import { isForDay, type RulebookItem, rulebookOf } from '../catalogue/rulebook.ts';
import { isSameCourtDay, type Lease } from './lease.ts';
import { common, covers, joined, type Minutes, overlaps, WHOLE_DAY } from './minutes.ts';

/** One slot of one day, as releases before resources lease it: an item has one slot a day. */
export interface LeaseSlot {
  readonly siteId: string;
  readonly itemId: string;
  readonly date: WallDate;
}

/** A court of a slot, as releases before resources hold it. */
export interface SlotLease extends LeaseSlot {
  readonly court: number;
  readonly serial: number;
  readonly recalled: boolean;
}

/** When an item may be had on a day, by its prices and its hours. */
export function bookableOn(
  { bands, hours }: RulebookItem,
  { catalogue, date }: { readonly catalogue: Catalogue; readonly date: WallDate },
): readonly Minutes[] {
  const { calendar } = rulebookOf(catalogue);
  const day = calendar.dayFacts(date);
  const priced = joined(
    bands.filter((band) => isForDay(band, day)).map(({ startMinute: from, endMinute: to }) => ({ from, to })),
  );
  if (hours.length === 0) return priced;
  const open = openMinutesOn(hours, calendar, date);
  return priced.flatMap((one) => open.flatMap((other) => common(one, other) ?? []));
}

/** The courts of a slot, and where its minutes lie on its resource; null for an item that has no slot. */
export function slotOnResource(
  catalogue: Catalogue,
  { siteId, itemId, date }: LeaseSlot,
): {
  readonly resource: ReadyResource;
  readonly courts: number;
  readonly stretches: readonly Minutes[];
} | null {
  const entries = rulebookOf(catalogue).itemsBySite.get(siteId) ?? [];
  const entry = entries.find(({ item }) => item.id === itemId);
  if (entry === undefined || entry.resource === null || slotCourtsOf(entry.item) === null) return null;
  const { resource, item } = entry;
  const bookable = bookableOn(entry, { catalogue, date });
  const stretches = resource.isDerived && bookable.length > 0 ? [WHOLE_DAY] : bookable;
  return { resource, courts: courtsForItem(resource, item), stretches };
}

/**
 * A lease as stretches of a resource that the catalogue has: one that a release before resources kept has its item's
 * id.
 */
export function onResources<L extends Lease>(catalogue: Catalogue, lease: L): readonly L[] {
  const { siteId, resourceId, date } = lease;
  const entries = rulebookOf(catalogue).itemsBySite.get(siteId) ?? [];
  if (entries.some(({ resource }) => resource?.id === resourceId)) return [lease];
  const slot = slotOnResource(catalogue, { siteId, itemId: resourceId, date });
  if (slot === null) return [lease];
  return slot.stretches.map((minutes) => ({ ...lease, ...minutes, resourceId: slot.resource.id }));
}

/** The slots whose courts these leases give for all of their minutes, as a release before resources reads them. */
export function slotLeasesOf(catalogue: Catalogue, leases: readonly Lease[]): readonly SlotLease[] {
  const days = Map.groupBy(leases, ({ siteId, resourceId, date, court }) =>
    [siteId, resourceId, date, court].join('/'),
  );
  return [...days.values()].flatMap((ofDay) => {
    const [first] = ofDay;
    return first === undefined ? [] : slotsOfDay(catalogue, first, ofDay);
  });
}

function slotsOfDay(catalogue: Catalogue, first: Lease, leases: readonly Lease[]): readonly SlotLease[] {
  const { siteId, resourceId, date, court } = first;
  const entries = rulebookOf(catalogue).itemsBySite.get(siteId) ?? [];
  const items = entries.filter(({ resource }) => resource?.id === resourceId).map(({ item }) => item.id);
  return items.flatMap((itemId) => {
    const slot = slotOnResource(catalogue, { siteId, itemId, date });
    if (slot === null || court > slot.courts || slot.stretches.length === 0) return [];
    const ofCourt = leases.filter((lease) => isSameCourtDay(lease, first));
    if (!slot.stretches.every((minutes) => covers(joined(ofCourt), minutes))) return [];
    const over = ofCourt.filter((lease) => slot.stretches.some((minutes) => overlaps(minutes, lease)));
    const serial = Math.max(...over.map((lease) => lease.serial));
    return [{ siteId, itemId, date, court, serial, recalled: over.some(({ recalled }) => recalled) }];
  });
}
