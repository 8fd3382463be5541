import { z } from 'zod';
import type { Text } from '../base/text.ts';
import { CardNumberForm } from '../card/card-form.ts';
import { OldCardNumberPattern } from '../card/old-card-number.ts';
import { AddedSymbology } from '../card/scanner-additions.ts';
import { NoteKeeping } from '../notes/note.ts';
import {
  Catalogue,
  DayRuleWords,
  HolidayNotice,
  Item,
  Reading,
  Site,
  type UnreadParts,
  type UnreadResource,
} from './catalogue.ts';
import { CatalogueId, isJsonObject } from './catalogue-rule.ts';
import { HOTLINE } from './hotline.ts';
import { changedFields, placeOf, unknownFieldsOf } from './place.ts';
import { Resource } from './resource.ts';
import { standInItem, standInSite } from './stand-in.ts';

export type PayloadReading =
  | { readonly ok: true; readonly catalogue: Catalogue }
  | { readonly ok: false; readonly message: string };

/** A part of a catalogue as far as it was understood, and the places of what was not. */
interface Part<T> {
  readonly value: T;
  readonly places: readonly string[];
}

/** Without these there is no catalogue that could be in force. */
const Whole = z.object({
  format: Catalogue.shape.format,
  version: Catalogue.shape.version,
  validFrom: Catalogue.shape.validFrom,
  validUntil: Catalogue.shape.validUntil,
  sites: z.array(z.unknown()).min(1),
  items: z.array(z.unknown()),
});

/** Stands for a title that is not understood. */
const TITLE: Text = { zh: '优惠目录', en: 'Catalogue of benefits' };

/**
 * Reads a catalogue that a newer release may have written: as a whole where all of it is known, else part by part. What
 * this release does not know (a field, a workflow, a kind of site) makes that item, or the items of that site, a
 * question; the rest is in force. Nothing is dropped without its place in `unread`, and an item is never dropped. Fails
 * where what cannot be set apart is wrong: the format, the version, the days in force, or not one site that can be
 * read.
 */
export function readPayload(payload: unknown): PayloadReading {
  const strict = Catalogue.safeParse(payload);
  const isKnown = strict.success && isTakenWhole(payload, strict.data);
  return isKnown ? { ok: true, catalogue: strict.data } : readByParts(payload);
}

/** False if the schema left out a value of a site or an item, or put another one in its place. */
function isTakenWhole(payload: unknown, { sites, items }: Catalogue): boolean {
  const given = payload as { readonly sites: readonly object[]; readonly items: readonly object[] };
  return (
    sites.every((site, index) => changedFields(given.sites[index], site).length === 0) &&
    items.every((item, index) => changedFields(given.items[index], item).length === 0)
  );
}

function readByParts(payload: unknown): PayloadReading {
  const whole = Whole.safeParse(payload);
  if (!whole.success || !isJsonObject(payload)) {
    return { ok: false, message: whole.success ? 'expected an object' : z.prettifyError(whole.error) };
  }
  const { sites: givenSites, items: givenItems, ...bounds } = whole.data;
  const sites = givenSites.map(siteOf);
  const read = sites.flatMap(({ value }) => value ?? []);
  if (read.length === 0) {
    return { ok: false, message: `no site can be read: ${placesOf(sites).slice(0, 3).join(', ')}` };
  }
  const siteIds = [...new Set(read.map(({ id }) => id))];
  const items = givenItems.map((item, index) => itemOf(item, { index, siteIds }));
  const head = headOf(payload);
  const dayRules = dayRulesOf(payload);
  const calendar = calendarOf(payload['calendar']);
  const resources = resourcesIn(payload);
  const strangers = Object.keys(payload).filter((field) => !Object.hasOwn(Catalogue.shape, field));
  const places = [
    ...strangers.map((field) => placeOf(field)),
    ...placesOf([head, dayRules, calendar, ...sites, ...items, resources]),
  ];
  const catalogue = {
    ...bounds,
    ...head.value,
    dayRules: dayRules.value,
    calendar: calendar.value,
    sites: read,
    items: items.map(({ value }) => value),
    ...(Array.isArray(payload['resources']) ? { resources: resources.value } : {}),
  };
  if (places.length === 0) return { ok: true, catalogue };
  const unread = {
    ...{ places, dayRules: dayRules.unread, years: calendar.unread },
    resources: resources.unread,
  };
  return { ok: true, catalogue: { ...catalogue, unread } };
}

function placesOf(parts: readonly Part<unknown>[]): readonly string[] {
  return parts.flatMap(({ places }) => places);
}

/** Null for a site that has no id here: no kiosk can be its desk. */
function siteOf(given: unknown, index: number): Part<Site | null> {
  const parsed = Site.safeParse(given);
  const fields = unknownFieldsOf(given, parsed);
  const places = placesIn('sites', nameOf(given, index), fields);
  // None of these changes a price. If one cannot be read, the site has the green channel of its kind, no float, and records
  // no way of payment.
  const isWhole = fields.every((field) => ['greenChannel', 'floatFen', 'payments'].includes(field));
  if (parsed.success && isWhole) return { value: parsed.data, places: fields.length === 0 ? [] : places };
  return { value: standInSite(given, places[0]), places };
}

function itemOf(
  given: unknown,
  { index, siteIds }: { readonly index: number; readonly siteIds: readonly string[] },
): Part<Item> {
  const parsed = Item.safeParse(given);
  const fields = unknownFieldsOf(given, parsed);
  if (parsed.success && fields.length === 0) return { value: parsed.data, places: [] };
  const places = placesIn('items', nameOf(given, index), fields);
  return { value: standInItem(given, { unread: places[0], number: index + 1, siteIds }), places };
}

function placesIn(list: string, name: string, fields: readonly string[]): readonly [string, ...string[]] {
  const [first, ...others] = fields.map((field) => placeOf(list, name, field));
  return [first ?? placeOf(list, name), ...others];
}

/** The id of a site or an item; its number in the list where it has none. */
function nameOf(given: unknown, index: number): string {
  const id = isJsonObject(given) ? given['id'] : undefined;
  return typeof id === 'string' && id !== '' ? id : String(index + 1);
}

type Given = Readonly<Record<string, unknown>>;

/** Reads the parts of a catalogue that price no item: its title, its cards, and the like. */
function headOf(payload: Given) {
  const { shape } = Catalogue;
  const title = partOf('title', payload, shape.title, TITLE);
  const hotline = partOf('hotline', payload, shape.hotline, HOTLINE);
  const cardNumbers = listPart('cardNumbers', payload, shape.cardNumbers, CardNumberForm);
  const oldCardNumbers = listPart('oldCardNumbers', payload, shape.oldCardNumbers, OldCardNumberPattern);
  const addedSymbologies = listPart('addedSymbologies', payload, shape.addedSymbologies, AddedSymbology);
  const readings = listPart('readings', payload, shape.readings, Reading);
  const notes = listPart('notes', payload, shape.notes, NoteKeeping);
  return {
    value: {
      title: title.value,
      hotline: hotline.value,
      ...(cardNumbers.value === undefined ? {} : { cardNumbers: cardNumbers.value }),
      oldCardNumbers: oldCardNumbers.value,
      ...(addedSymbologies.value === undefined ? {} : { addedSymbologies: addedSymbologies.value }),
      readings: readings.value,
      ...(notes.value === undefined ? {} : { notes: notes.value }),
    },
    places: placesOf([title, hotline, cardNumbers, oldCardNumbers, addedSymbologies, readings, notes]),
  };
}

function partOf<T>(field: string, payload: Given, schema: z.ZodType<T>, otherwise: T): Part<T> {
  const parsed = schema.safeParse(payload[field]);
  return parsed.success ? { value: parsed.data, places: [] } : { value: otherwise, places: [field] };
}

/** As many of a list are read one by one, when the list as a whole is not understood. */
const LIST_MAX = 1000;

/** A list, or the part of it that is understood. */
function listPart<List, Element>(
  field: string,
  payload: Given,
  schema: z.ZodType<List>,
  element: z.ZodType<Element>,
): Part<List | Element[]> {
  const given = payload[field];
  const parsed = schema.safeParse(given);
  if (parsed.success) return { value: parsed.data, places: [] };
  if (!Array.isArray(given)) return { value: [], places: [field] };
  const read = given.slice(0, LIST_MAX).map((one) => element.safeParse(one));
  const places = read.flatMap((one, index) =>
    one.success ? [] : [placeOf(field, nameOf(given[index], index))],
  );
  return {
    value: read.flatMap((one) => (one.success ? [one.data] : [])),
    places: places.length === 0 || given.length > LIST_MAX ? [field, ...places] : places,
  };
}

/** Courts, tables and rooms. An item is asked about if its resource is not understood. */
function resourcesIn(payload: Given): Part<Resource[]> & { readonly unread: readonly UnreadResource[] } {
  const given = payload['resources'];
  if (given === undefined) return { value: [], places: [], unread: [] };
  if (!Array.isArray(given) || given.length > LIST_MAX) {
    const place = placeOf('resources');
    return { value: [], places: [place], unread: [{ place, siteId: null, itemIds: null }] };
  }
  const value: Resource[] = [];
  const unread: UnreadResource[] = [];
  for (const [index, one] of given.entries()) {
    const parsed = Resource.safeParse(one);
    if (parsed.success) value.push(parsed.data);
    else unread.push(unreadResource(one, placesIn('resources', nameOf(one, index), [])));
  }
  return { value, places: unread.map(({ place }) => place), unread };
}

function unreadResource(given: unknown, [place]: readonly [string, ...string[]]): UnreadResource {
  const { siteId, itemIds } = isJsonObject(given) ? given : { siteId: null, itemIds: null };
  const site = CatalogueId.safeParse(siteId);
  const items = Resource.shape.itemIds.safeParse(itemIds);
  return { place, siteId: site.success ? site.data : null, itemIds: items.success ? items.data : null };
}

/** The words of the day rules. A rule whose words are not understood may not be the rule that is known here. */
function dayRulesOf(
  payload: Given,
): Part<Catalogue['dayRules']> & { readonly unread: UnreadParts['dayRules'] } {
  const { value, places } = listPart('dayRules', payload, Catalogue.shape.dayRules, DayRuleWords);
  const part = { value, places };
  if (places.length === 0) return { ...part, unread: [] };
  const given: unknown = payload['dayRules'];
  if (!Array.isArray(given) || given.length > LIST_MAX) return { ...part, unread: 'all' };
  const ids = given
    .filter((one) => !DayRuleWords.safeParse(one).success)
    .map((one) => (isJsonObject(one) ? one['id'] : undefined));
  const named = ids.filter((id) => typeof id === 'string');
  return { ...part, unread: named.length < ids.length ? 'all' : named };
}

/** The holidays. A year whose notice is not understood has holidays that are not known here. */
function calendarOf(given: unknown): Part<Catalogue['calendar']> & { readonly unread: UnreadParts['years'] } {
  const parsed = Catalogue.shape.calendar.safeParse(given);
  if (parsed.success) return { value: parsed.data, places: [], unread: [] };
  const notices = isJsonObject(given) ? given['notices'] : undefined;
  if (!isJsonObject(given) || !Array.isArray(notices) || notices.length > LIST_MAX) {
    return { value: { notices: [] }, places: ['calendar'], unread: 'all' };
  }
  const read = notices.map((one: unknown) => ({ one, parsed: HolidayNotice.safeParse(one) }));
  const wrong = read.filter((notice) => !notice.parsed.success).map(({ one }) => yearOfNotice(one));
  const years = wrong.filter((year) => year !== null);
  const strangers = Object.keys(given).filter((field) => field !== 'notices');
  const isBounded = strangers.length === 0 && years.length === wrong.length;
  return {
    value: { notices: read.flatMap((notice) => (notice.parsed.success ? [notice.parsed.data] : [])) },
    places: [
      ...strangers.map((field) => placeOf('calendar', field)),
      ...wrong.map((year) => placeOf('calendar', year === null ? 'notices' : String(year))),
    ],
    unread: isBounded ? years : 'all',
  };
}

function yearOfNotice(given: unknown): number | null {
  const year = HolidayNotice.shape.year.safeParse(isJsonObject(given) ? given['year'] : undefined);
  return year.success ? year.data : null;
}
