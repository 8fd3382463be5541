import type { Text } from '../base/text.ts';
import { dateOfMinute, plusMinutes, type WallDate, type WallMinute } from '../base/wall-time.ts';
import type { Calendar, DayFacts } from '../calendar/calendar.ts';
import { openMinutesOn } from '../calendar/opening.ts';
import type { ReadyResource } from '../catalogue/resource.ts';
import { bandAt, MINUTES_PER_DAY, minuteOfDay, type RulebookItem } from '../catalogue/rulebook.ts';
import { type CourtHoldings, isSameResourceDay } from '../shared/lease.ts';
import { covers, joined, type Minutes, overlaps, WHOLE_DAY } from '../shared/minutes.ts';
import type { PublicUse } from '../shared/public-stretch.ts';
import { type GivenOnResource, isUseOver, placesOn } from './courts-in-use.ts';
import type { PastUse } from './decision.ts';

/** The board counts in quarter hours. */
export const QUARTER = 15;
const HOUR = 60;
const QUARTERS = MINUTES_PER_DAY / QUARTER;

/**
 * What a court is at a time. `free`: this kiosk may give it. `ours` and `elsewhere`: a booking of this kiosk or another one.
 * `public`: the venue gave it to others or shut it. `ask`: free, but held elsewhere, so that the district is asked.
 * `closed`: outside the hours, or without a price. `past`: it is over.
 */
export type BoardKind = 'free' | 'ours' | 'elsewhere' | 'public' | 'ask' | 'closed' | 'past';

/** Minutes of one court that are alike. */
export interface BoardStretch extends Minutes {
  readonly kind: BoardKind;
  /** The record of a booking. */
  readonly recordId?: string;
  /** For whom it was given to the public. */
  readonly use?: string;
  readonly hasCome?: boolean;
}

/** One day of the courts of a resource. */
export interface BoardDay {
  readonly resource: ReadyResource;
  readonly date: WallDate;
  /** The minutes that are shown. */
  readonly from: number;
  readonly to: number;
  /** The minute of the day that it is; null on another day. */
  readonly now: number | null;
  /** By number; each has stretches without a gap from `from` to `to`. */
  readonly courts: readonly { readonly court: number; readonly stretches: readonly BoardStretch[] }[];
  /** Bookings of the day that name no court, and so stand on none. */
  readonly unnamed: number;
}

export interface BoardFacts {
  readonly resource: ReadyResource;
  /** The items of the desk that are booked on the resource. */
  readonly entries: readonly RulebookItem[];
  readonly calendar: Calendar;
  readonly given: GivenOnResource;
  /** Null if one desk keeps the count for all. */
  readonly held: CourtHoldings | null;
  readonly now: WallMinute;
}

type Cell = Omit<BoardStretch, keyof Minutes>;
const USUAL_DAY: Minutes = { from: 480, to: 1_320 };
const FREE: Cell = { kind: 'free' };
const ASK: Cell = { kind: 'ask' };
const CLOSED: Cell = { kind: 'closed' };
const PAST: Cell = { kind: 'past' };

export function boardOf(facts: BoardFacts, date: WallDate): BoardDay {
  const { resource, now } = facts;
  const open = openQuarters(facts, date);
  const minuteNow = dateOfMinute(now) === date ? minuteOfDay(now.slice(11)) : null;
  const over = dateOfMinute(now) > date ? MINUTES_PER_DAY : (minuteNow ?? 0);
  const rows = Array.from({ length: resource.count }, (_, index) => {
    const court = index + 1;
    return { court, cells: cellsOf(facts, { date, court, open, over }) };
  });
  const shown = shownMinutes(rows.map(({ cells }) => cells));
  return {
    ...{ resource, date, ...shown, now: minuteNow },
    unnamed: facts.given.atDesk.filter(
      (use) => use.courts === undefined && isUseOver(resource, { date, ...WHOLE_DAY }, use),
    ).length,
    courts: rows.map(({ court, cells }) => ({ court, stretches: stretchesOf(cells, shown) })),
  };
}

/** The quarters in which some item of the resource is open and has a price. */
function openQuarters({ entries, calendar }: BoardFacts, date: WallDate): readonly boolean[] {
  const day = calendar.dayFacts(date);
  const ofEntries = entries.map((entry) => openMinutesOf(entry, calendar, day));
  return Array.from({ length: QUARTERS }, (_, index) => {
    const quarter = { from: index * QUARTER, to: (index + 1) * QUARTER };
    return entries.some(({ bands }, place) => {
      const isOpen = covers(joined(ofEntries[place] ?? []), quarter);
      return (
        isOpen && bandAt(bands, day, quarter.from) !== null && bandAt(bands, day, quarter.to - 1) !== null
      );
    });
  });
}

function openMinutesOf({ hours }: RulebookItem, calendar: Calendar, { date }: DayFacts): readonly Minutes[] {
  return hours.length === 0 ? [{ from: 0, to: MINUTES_PER_DAY }] : openMinutesOn(hours, calendar, date);
}

function cellsOf(
  { resource, given, held }: BoardFacts,
  {
    date,
    court,
    open,
    over,
  }: {
    readonly date: WallDate;
    readonly court: number;
    readonly open: readonly boolean[];
    /** The first minute that is not over. */
    readonly over: number;
  },
): readonly Cell[] {
  const { siteId, id, itemIds } = resource;
  const days = [id, ...itemIds].map((resourceId) => ({ siteId, resourceId, date }));
  const leased = held?.leases.filter(
    (lease) => lease.court === court && days.some((day) => isSameResourceDay(lease, day)),
  );
  const mine = leased === undefined ? null : joined(leased);
  const booked = given.atDesk.flatMap((use) => bookedOn(use, resource, { date, court }));
  const taken = given.taken.filter(
    (one) => days.some((day) => isSameResourceDay(one, day)) && one.courts.includes(court),
  );
  return open.map((isOpen, index): Cell => {
    const quarter = { from: index * QUARTER, to: (index + 1) * QUARTER };
    const booking = booked.find((one) => overlaps(one, quarter));
    if (booking !== undefined) return booking.cell;
    // The courts of a slot without a resource are given for the whole day.
    const lock = taken.find((one) => resource.isDerived || overlaps(one, quarter));
    if (lock !== undefined) return { kind: 'public', use: lock.use };
    if (!isOpen) return CLOSED;
    if (quarter.to <= over) return PAST;
    return mine === null || covers(mine, quarter) ? FREE : ASK;
  });
}

function isOn({ siteId, itemIds }: ReadyResource, use: PastUse): boolean {
  return use.siteId === siteId && itemIds.includes(use.itemId);
}

/** The minutes that a booking has of a court on that day. One without a number is on no court of the board. */
function bookedOn(
  use: PastUse,
  resource: ReadyResource,
  { date, court }: { readonly date: WallDate; readonly court: number },
): readonly (Minutes & { readonly cell: Cell })[] {
  if (!isOn(resource, use) || use.courts?.includes(court) !== true) return [];
  const span = use.record ?? use.entry;
  if (span === undefined) return [];
  const kind = use.entry === undefined ? 'elsewhere' : 'ours';
  const recordId = use.record?.recordId;
  const hasCome = use.record?.now.state.status === 'attended';
  const cell: Cell = {
    kind,
    ...(recordId === undefined ? {} : { recordId }),
    ...(hasCome ? { hasCome } : {}),
  };
  return placesOn(resource, { start: span.start, minutes: span.minutes ?? 1 })
    .filter((day) => day.date === date)
    .map(({ from, to }) => ({ from, to, cell }));
}

/** From the first to the last quarter that is not closed, in whole hours. */
function shownMinutes(courts: readonly (readonly Cell[])[]): Minutes {
  const isShown = (index: number) => courts.some((cells) => cells[index]?.kind !== 'closed');
  const shown = Array.from({ length: QUARTERS }, (_, index) => index).filter(isShown);
  const [first] = shown;
  const last = shown.at(-1);
  if (first === undefined || last === undefined) return USUAL_DAY;
  return {
    from: Math.floor((first * QUARTER) / HOUR) * HOUR,
    to: Math.ceil(((last + 1) * QUARTER) / HOUR) * HOUR,
  };
}

function stretchesOf(cells: readonly Cell[], { from, to }: Minutes): readonly BoardStretch[] {
  const found: BoardStretch[] = [];
  for (let minute = from; minute < to; minute += QUARTER) {
    const cell = cells[minute / QUARTER] ?? CLOSED;
    const last = found.at(-1);
    if (last !== undefined && isAlike(last, cell))
      found[found.length - 1] = { ...last, to: minute + QUARTER };
    else found.push({ ...cell, from: minute, to: minute + QUARTER });
  }
  return found;
}

function isAlike(one: Cell, other: Cell): boolean {
  return one.kind === other.kind && one.recordId === other.recordId && one.use === other.use;
}

/** The stretch of a court at a minute; null outside of what is shown. */
export function stretchAt({ courts }: BoardDay, court: number, minute: number): BoardStretch | null {
  const row = courts.find((one) => one.court === court);
  return row?.stretches.find(({ from, to }) => minute >= from && minute < to) ?? null;
}

/** The first free start from now on for so many minutes: the earliest on any court, or null. */
export function firstFree(
  { courts }: BoardDay,
  minutes: number,
  after: number,
): { readonly court: number; readonly minute: number } | null {
  const starts = courts.flatMap(({ court, stretches }) =>
    stretches.flatMap(({ kind, from, to }) => {
      const minute = Math.max(from, Math.ceil(after / QUARTER) * QUARTER);
      return kind === 'free' && minute + minutes <= to ? [{ court, minute }] : [];
    }),
  );
  return starts.toSorted((one, other) => one.minute - other.minute || one.court - other.court)[0] ?? null;
}

/** The words of a state, which the board, its paper and a screen reader say. */
export const BOARD_WORDS: Readonly<Record<BoardKind, Text>> = {
  free: { zh: '可订', en: 'free' },
  ours: { zh: '本机已订', en: 'booked here' },
  elsewhere: { zh: '其他前台已订', en: 'booked elsewhere' },
  public: { zh: '已锁场', en: 'given to the public' },
  ask: { zh: '需联网确认', en: 'ask the district' },
  closed: { zh: '不开放', en: 'closed' },
  past: { zh: '已过', en: 'over' },
};

/** A minute of a day as a wall minute. */
export function atMinute(date: WallDate, minute: number): WallMinute {
  return plusMinutes(`${date}T00:00`, minute);
}

const PUBLIC_WORDS: Readonly<Record<PublicUse, Text>> = {
  'walk-in': { zh: '散客', en: 'walk-in guests' },
  regular: { zh: '固定场', en: 'regular booking' },
  exclusive: { zh: '包场', en: 'whole hall' },
  match: { zh: '比赛', en: 'match' },
  repair: { zh: '维修', en: 'repair' },
  rain: { zh: '雨天', en: 'rain' },
};

/** For whom courts were given to the public. A newer release may know more. */
export function publicUseText(use: string): Text {
  const known = Object.entries(PUBLIC_WORDS).find(([id]) => id === use);
  return known?.[1] ?? { zh: use, en: use };
}
