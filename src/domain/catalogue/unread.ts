import type { RecordKind } from '../records/record.ts';
import { openedRecordOf } from '../workflow/opened-record.ts';
import type { Catalogue, Item } from './catalogue.ts';
import type { DayRule, Limit, Rule } from './catalogue-rule.ts';
import { placeOf } from './place.ts';

/** An item that this release cannot decide, with the place in the file that this release does not understand. */
export interface UnreadPlaces {
  /** Sites by id: what they offer is asked about. */
  readonly sites: ReadonlyMap<string, string>;
  readonly items: ReadonlyMap<Item, string>;
  /** The sites and items whose id stands twice at one site: nobody can say which is meant. */
  readonly offers: ReadonlyMap<string, string>;
}

/** A part of a catalogue that is not understood, or that refers to something that is not there. */
export function unreadPlacesOf(catalogue: Catalogue): UnreadPlaces {
  const siteIds = new Set<string>();
  const sites = new Map<string, string>();
  for (const { id, unread, hours } of catalogue.sites) {
    const place = unread ?? dayRulePlace(hours?.days ?? [], catalogue);
    if (place !== null) sites.set(id, place);
    if (siteIds.has(id)) sites.set(id, placeOf('sites', id));
    siteIds.add(id);
  }
  const itemIds = new Set(catalogue.items.map(({ id }) => id));
  const items = new Map<Item, string>();
  const offered = new Set<string>();
  const offers = new Map<string, string>();
  for (const item of catalogue.items) {
    const unread =
      item.unread ?? loosePlace(item, { siteIds, itemIds }) ?? dayRulePlace(dayRulesOf(item), catalogue);
    if (unread !== null) items.set(item, unread);
    for (const siteId of new Set(item.siteIds)) {
      const offer = `${siteId}/${item.id}`;
      const resource = unreadResourceOf(catalogue, { siteId, itemId: item.id });
      if (offered.has(offer)) offers.set(offer, placeOf('items', item.id));
      else if (resource !== null) offers.set(offer, resource);
      offered.add(offer);
    }
  }
  return { sites, items, offers };
}

const BOOKING: RecordKind = 'booking';

/** Says that an item's courts are not understood, or that two resources name it; null if neither is so. */
function unreadResourceOf(
  { resources = [], unread, items }: Catalogue,
  { siteId, itemId }: { readonly siteId: string; readonly itemId: string },
): string | null {
  const isHere = (one: { readonly siteId: string | null; readonly itemIds: readonly string[] | null }) =>
    (one.siteId === null || one.siteId === siteId) && (one.itemIds === null || one.itemIds.includes(itemId));
  const strange = unread?.resources?.find(isHere);
  const isBooked = items.some((item) => item.id === itemId && openedRecordOf(item) === BOOKING);
  if (strange !== undefined && (strange.itemIds !== null || isBooked)) return strange.place;
  const [, second] = resources.filter(isHere);
  return second === undefined ? null : placeOf('resources', second.id);
}

const told = new WeakMap<Catalogue, readonly string[]>();

/** All places of a catalogue that this release does not understand, each once; none where it understands all. */
export function placesNotUnderstood(catalogue: Catalogue): readonly string[] {
  const before = told.get(catalogue);
  if (before !== undefined) return before;
  const places = allPlacesOf(catalogue);
  told.set(catalogue, places);
  return places;
}

function allPlacesOf(catalogue: Catalogue): readonly string[] {
  const { sites, items, offers } = unreadPlacesOf(catalogue);
  const rules = catalogue.items.flatMap((item) =>
    [...item.rules, ...item.limits].filter(isUnknown).map(({ id }) => placeOf('items', item.id, id)),
  );
  const places = [
    ...(catalogue.unread?.places ?? []),
    ...sites.values(),
    ...items.values(),
    ...offers.values(),
    ...looseResourcesOf(catalogue),
  ];
  return [...new Set([...places, ...rules])];
}

/** Finds resources whose site or items are not in the catalogue. Nothing can be booked on them. */
function looseResourcesOf({ resources = [], items }: Catalogue): readonly string[] {
  const isHere = (siteId: string, itemId: string): boolean =>
    items.some((item) => item.id === itemId && item.siteIds.includes(siteId));
  return resources
    .filter(({ siteId, itemIds }) => !itemIds.every((itemId) => isHere(siteId, itemId)))
    .map(({ id }) => placeOf('resources', id));
}

function isUnknown({ kind }: Rule | Limit): boolean {
  return kind === 'unknown';
}

/** Where an item names a site, or a limit of it an item, that the catalogue does not have. */
function loosePlace(
  item: Item,
  { siteIds, itemIds }: { readonly siteIds: ReadonlySet<string>; readonly itemIds: ReadonlySet<string> },
): string | null {
  if (!item.siteIds.every((id) => siteIds.has(id))) return placeOf('items', item.id, 'siteIds');
  const loose = item.limits.find(
    (limit) => limit.kind === 'one-of-set' && !limit.itemIds.every((id) => itemIds.has(id)),
  );
  return loose === undefined ? null : placeOf('items', item.id, loose.id);
}

interface OnDays {
  readonly days: DayRule;
}

/** What says on which days an item is to be had. */
function dayRulesOf({ rules, hours }: Item): readonly OnDays[] {
  return [...rules.filter((rule) => rule.kind === 'price'), ...(hours?.days ?? [])];
}

/** The first of the day rules that may not mean what is known here. */
function dayRulePlace(rules: readonly OnDays[], { unread }: Catalogue): string | null {
  const dayRules = unread?.dayRules ?? [];
  if (dayRules === 'all') return rules.length === 0 ? null : placeOf('dayRules');
  const found = rules.find(({ days }) => dayRules.includes(days));
  return found === undefined ? null : placeOf('dayRules', found.days);
}
