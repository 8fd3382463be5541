import type { Text } from '../base/text.ts';
import { LAST_DAY, type WallDate } from '../base/wall-time.ts';
import { type Calendar, calendarOf, type DayFacts } from '../calendar/calendar.ts';
import { coversDay } from '../calendar/day-rule.ts';
import type { RecordKind } from '../records/record.ts';
import { openedRecordOf } from '../workflow/opened-record.ts';
import type { Catalogue, Item } from './catalogue.ts';
import type { CardPrice, DayRule, Limit, PriceRule } from './catalogue-rule.ts';
import type { OpeningHours } from './opening-hours.ts';
import { derivedResource, type ReadyResource, type Resource, readyResource } from './resource.ts';
import { type UnreadPlaces, unreadPlacesOf } from './unread.ts';

export const MINUTES_PER_DAY = 1440;
/** Where the catalogue names no grid, courts and rooms are booked by half hours. */
export const GRID_MINUTES_DEFAULT = 30;

/** A price rule made ready: minutes as numbers, words written out. */
export interface Band {
  readonly ruleId: string;
  readonly clause: string;
  readonly from: WallDate;
  readonly until: WallDate;
  readonly days: DayRule;
  /** Minutes of the day; the start is in, the end is out. */
  readonly startMinute: number;
  readonly endMinute: number;
  /** Null if the venue sets it; a fixed card price stands for a list price that nobody knows. */
  readonly listFen: number | null;
  readonly card: CardPrice;
  /** 周一至周五 16:00–23:00 */
  readonly text: Text;
  /** 五折, 固定优惠价, 免费 */
  readonly rate: Text;
}

/** An item made ready for `decide`. */
export interface RulebookItem {
  readonly item: Item;
  readonly bands: readonly Band[];
  readonly limits: readonly Limit[];
  /** Id of the first rule that this version does not know; null for none. */
  readonly unknownRuleId: string | null;
  /**
   * The place in the catalogue at which it says something of this item here that this version does not understand; null if
   * there is none.
   */
  readonly unread: string | null;
  /** Years for which it is not known when the item is to be had. */
  readonly unreadYears: UnreadYears;
  /** The resource on which it is booked; null if its courts are not counted. */
  readonly resource: ReadyResource | null;
  /** The hours of the site, of the item and of its resource, as far as the office has entered them. */
  readonly hours: readonly OpeningHours[];
  /** Minutes of one step of what is booked. */
  readonly grid: number;
}

/** Years whose holidays this version does not understand; null for none. */
type UnreadYears = readonly number[] | 'all' | null;

/** A catalogue made ready for `decide`: items by site, in the catalogue's order, and its calendar. */
export interface Rulebook {
  readonly calendar: Calendar;
  readonly itemsBySite: ReadonlyMap<string, readonly RulebookItem[]>;
  /** The hours of a site itself; empty where nobody has entered any. */
  readonly hoursBySite: ReadonlyMap<string, readonly OpeningHours[]>;
}

/** The resource on which an item is booked at a site; null if its courts are not counted. */
export function resourceOf(
  catalogue: Catalogue,
  { siteId, itemId }: { readonly siteId: string; readonly itemId: string },
): ReadyResource | null {
  const entries = rulebookOf(catalogue).itemsBySite.get(siteId) ?? [];
  return entries.find(({ item }) => item.id === itemId)?.resource ?? null;
}

/** The resources of a site, in the order of their items. */
export function resourcesAt(catalogue: Catalogue, siteId: string): readonly ReadyResource[] {
  const entries = rulebookOf(catalogue).itemsBySite.get(siteId) ?? [];
  return [...new Set(entries.flatMap(({ resource }) => resource ?? []))];
}

const rulebooks = new WeakMap<Catalogue, Rulebook>();

/** The rulebook of a catalogue; built once and remembered as long as the catalogue is held. */
export function rulebookOf(catalogue: Catalogue): Rulebook {
  const before = rulebooks.get(catalogue);
  if (before !== undefined) return before;
  const rulebook = buildRulebook(catalogue);
  rulebooks.set(catalogue, rulebook);
  return rulebook;
}

/** The band that covers a minute of a day; null if the guide gives no price. */
export function bandAt(bands: readonly Band[], day: DayFacts, minute: number): Band | null {
  for (const band of bands) {
    if (minute >= band.startMinute && minute < band.endMinute && isForDay(band, day)) return band;
  }
  return null;
}

/** Whether a band is in force on a day and its day rule covers it. */
export function isForDay(band: Band, day: DayFacts): boolean {
  return isInForce(band, day.date) && coversDay(band.days, day);
}

export function isInForce(band: Band, date: WallDate): boolean {
  return band.from <= date && date <= band.until;
}

function buildRulebook(catalogue: Catalogue): Rulebook {
  const dayNames = new Map(catalogue.dayRules.map((rule) => [rule.id, rule.name]));
  const itemsBySite = new Map<string, RulebookItem[]>(catalogue.sites.map((site) => [site.id, []]));
  const hoursBySite = new Map(
    catalogue.sites.map(({ id, hours }) => [id, hours === undefined ? [] : [hours]]),
  );
  const places = unreadPlacesOf(catalogue);
  const resources = readyResources(catalogue.resources ?? []);
  for (const item of catalogue.items) {
    const ready = readyItem(item, catalogue, dayNames);
    for (const siteId of new Set(item.siteIds)) {
      const offered = itemsBySite.get(siteId);
      const used = resources.get(`${siteId}/${item.id}`) ?? { ready: derivedResource(item, siteId) };
      const here = atSite(ready, { siteHours: hoursBySite.get(siteId) ?? [], catalogue, used });
      offered?.push(asUnderstood(here, { siteId, places, offered }));
    }
  }
  return { calendar: calendarOf(catalogue.calendar.notices), itemsBySite, hoursBySite };
}

interface UsedResource {
  readonly ready: ReadyResource | null;
  readonly given?: Resource;
}

/** The resources by site and item. If two resources name an item, the first one has it. */
function readyResources(resources: readonly Resource[]): ReadonlyMap<string, UsedResource> {
  const found = new Map<string, UsedResource>();
  for (const given of resources) {
    const used = { ready: readyResource(given), given };
    for (const itemId of given.itemIds) {
      const name = `${given.siteId}/${itemId}`;
      if (!found.has(name)) found.set(name, used);
    }
  }
  return found;
}

/** An item within the hours of a site, on its resource. */
function atSite(
  ready: RulebookItem,
  {
    siteHours,
    catalogue,
    used,
  }: {
    readonly siteHours: readonly OpeningHours[];
    readonly catalogue: Catalogue;
    readonly used: UsedResource;
  },
): RulebookItem {
  const { item } = ready;
  const isBooked = openedRecordOf(item) === BOOKING;
  const resource = isBooked ? used.ready : null;
  const given = isBooked ? used.given : undefined;
  const grid = item.grid ?? given?.grid ?? ready.grid;
  const added = [...siteHours, ...(given?.hours === undefined ? [] : [given.hours])];
  if (added.length === 0) {
    return resource === null && grid === ready.grid ? ready : { ...ready, resource, grid };
  }
  const days = added.flatMap((hours) => hours.days);
  const unreadYears = ready.unreadYears ?? unreadYearsOf(days, catalogue);
  // The items of a site that have no hours of their own share its list, so that its days are looked up once.
  const isAsSite = ready.hours.length === 0 && added.length === siteHours.length;
  const hours = isAsSite ? siteHours : [...added, ...ready.hours];
  return { ...ready, resource, grid, hours, unreadYears };
}

const BOOKING: RecordKind = 'booking';

/** An item that is not understood at a site has no prices and no limits there, so that none can be taken for one. */
function asUnderstood(
  ready: RulebookItem,
  {
    siteId,
    places: { items, sites, offers },
    offered,
  }: { readonly siteId: string; readonly places: UnreadPlaces; readonly offered: readonly RulebookItem[] },
): RulebookItem {
  const { item } = ready;
  const again = offers.get(`${siteId}/${item.id}`);
  const unread = items.get(item) ?? sites.get(siteId) ?? again;
  if (unread === undefined) return ready;
  // Two of one id on one screen: the second has a name that no catalogue gives.
  const isSecond = again !== undefined && offered.some((other) => other.item.id === item.id);
  const shown = isSecond ? { ...item, id: `-again-${offered.length + 1}` } : item;
  return { ...ready, item: shown, unread, bands: [], limits: [] };
}

function readyItem(item: Item, catalogue: Catalogue, dayNames: ReadonlyMap<DayRule, Text>): RulebookItem {
  const unknown = [...item.rules, ...item.limits].find((rule) => rule.kind === 'unknown');
  return {
    item,
    bands: item.rules
      .filter((rule) => rule.kind === 'price')
      .map((rule) => readyBand(rule, catalogue, dayNames.get(rule.days) ?? { zh: rule.days, en: rule.days })),
    limits: item.limits,
    unknownRuleId: unknown?.id ?? null,
    unread: null,
    unreadYears: unreadYearsOf(daysOfItem(item), catalogue),
    resource: null,
    hours: item.hours === undefined ? [] : [item.hours],
    grid: item.grid ?? GRID_MINUTES_DEFAULT,
  };
}

/** What says on which days an item is to be had or to be finished. */
function daysOfItem({ rules, hours, finishWithinWorkdays }: Item): readonly { readonly days: DayRule }[] {
  const deadline = finishWithinWorkdays === undefined ? [] : [{ days: 'workday' as const }];
  return [...rules.filter((rule) => rule.kind === 'price'), ...(hours?.days ?? []), ...deadline];
}

/** The years that are not understood, for what is on days that a notice of holidays may change. */
function unreadYearsOf(rules: readonly { readonly days: DayRule }[], { unread }: Catalogue): UnreadYears {
  if (unread === undefined || unread.years.length === 0) return null;
  return rules.some(({ days }) => days !== 'any' && days !== 'weekend') ? unread.years : null;
}

function readyBand(rule: PriceRule, catalogue: Catalogue, dayName: Text): Band {
  return {
    ruleId: rule.id,
    clause: rule.clause,
    from: later(rule.from ?? '', catalogue.validFrom ?? ''),
    until: earlier(rule.until ?? LAST_DAY, catalogue.validUntil ?? LAST_DAY),
    days: rule.days,
    startMinute: minuteOfDay(rule.start),
    endMinute: minuteOfDay(rule.end),
    listFen: rule.listFen ?? (rule.card.kind === 'fixed' ? rule.card.fen : null),
    card: rule.card,
    text: bandText(rule, dayName),
    rate: rateText(rule.card),
  };
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

/** `08:30` as 510. */
export function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** `周一至周五 16:00–23:00`, `周六、日及节假日 全天`. */
function bandText(rule: PriceRule, dayName: Text): Text {
  if (rule.start === '00:00' && rule.end === '24:00') {
    return { zh: `${dayName.zh} 全天`, en: `${dayName.en}, all day` };
  }
  const times = `${rule.start}–${rule.end}`;
  return { zh: `${dayName.zh} ${times}`, en: `${dayName.en} ${times}` };
}

const FIGURES = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

const FIXED_RATE: Text = { zh: '固定优惠价', en: 'fixed card price' };

/** A price of its own, which no rate says anything of: there the saving tells more. */
export function isFixedRate(rate: Text): boolean {
  return rate.zh === FIXED_RATE.zh;
}

/** 五折, 七五折, 固定优惠价, 免费, 原价 */
export function rateText(card: CardPrice): Text {
  if (card.kind === 'free') return { zh: '免费', en: 'free' };
  if (card.kind === 'fixed') return FIXED_RATE;
  if (card.percent === 100) return { zh: '原价', en: 'list price' };
  const en = card.percent === 50 ? 'half price' : `${100 - card.percent} % off`;
  const tens = FIGURES[Math.floor(card.percent / 10)];
  const ones = FIGURES[card.percent % 10];
  return { zh: card.percent < 10 ? `${card.percent / 10}折` : `${tens}${ones}折`, en };
}
