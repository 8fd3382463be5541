import { dateOfMinute, plusMinutes, type WallMinute } from '../base/wall-time.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { CardRecord } from '../card/card-record.ts';
import type { Trust } from '../card/card-standing.ts';
import { countEligible, countOnRecord } from '../card/family.ts';
import type { Item } from '../catalogue/catalogue.ts';
import { type Band, bandAt, isForDay, minuteOfDay, type RulebookItem } from '../catalogue/rulebook.ts';
import type { Holdings } from '../shared/holdings.ts';
import { defaultStart, isBookedByTime } from './booking-grid.ts';
import type { Choice, Explanation, ItemReason, UseCounters } from './decision.ts';
import { freeCourts } from './quota.ts';
import {
  cardEndsBefore,
  DATA_TOO_OLD,
  personNotEligible,
  personNotOnRecord,
  QUANTITY_OUT_OF_RANGE,
  SIGNED_ONLY,
} from './refusals.ts';
import { USE_BOUNDS } from './use-bounds.ts';

const LIST_FEN_MAX = 100_000_000;
/** How long a court or room is wanted where nobody said. */
const MINUTES_DEFAULT = 60;

/** A whole number of at least 1. */
export function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}

/** The clerk's choice with the defaults filled in: the holder, one, an hour, now or when the venue books next. */
export function fillChoice(
  entry: RulebookItem,
  choice: Choice = {},
  context: { readonly calendar: Calendar; readonly now: WallMinute },
): Required<Choice> {
  const { item, bands } = entry;
  const slot = item.workflow === 'slot' ? slotOf(bands, choice.start, context) : null;
  const listFen = choice.listFen ?? null;
  const minutes = choice.minutes ?? slot?.minutes ?? defaultMinutes(entry);
  const start = isBookedByTime(item.workflow)
    ? (choice.start ?? defaultStart(entry, { ...context, minutes }))
    : (slot?.start ?? choice.start ?? context.now);
  return {
    person: choice.person ?? (item.eligible.includes('holder') ? 'holder' : (item.eligible[0] ?? 'holder')),
    quantity: choice.quantity ?? 1,
    start,
    minutes,
    listFen: listFen !== null && isPrice(listFen) ? listFen : null,
    court: choice.court ?? null,
  };
}

/** An hour, or what of the venue's grid comes next to it. */
function defaultMinutes({ item, grid }: RulebookItem): number {
  if (!isBookedByTime(item.workflow) || item.byTheMinute === true) return MINUTES_DEFAULT;
  return Math.max(1, Math.round(MINUTES_DEFAULT / grid)) * grid;
}

function isPrice(fen: number): boolean {
  return Number.isInteger(fen) && fen >= 0 && fen <= LIST_FEN_MAX;
}

/**
 * Start and minutes of a slot. A chosen start stays: to the end of the slot that it lies in, or a minute
 * that has no price where it lies in none. Without one, the day's slot that runs now or comes next; null
 * where the day has no more.
 */
function slotOf(
  bands: readonly Band[],
  chosen: WallMinute | undefined,
  context: { readonly calendar: Calendar; readonly now: WallMinute },
): { readonly start: WallMinute; readonly minutes: number } | null {
  const day = context.calendar.dayFacts(dateOfMinute(chosen ?? context.now));
  if (chosen !== undefined) {
    const minute = minuteOfDay(chosen.slice(11));
    const band = bandAt(bands, day, minute);
    return { start: chosen, minutes: band === null ? 1 : band.endMinute - minute };
  }
  const nowMinute = minuteOfDay(context.now.slice(11));
  const [next] = bands
    .filter((band) => isForDay(band, day) && nowMinute < band.endMinute)
    .toSorted((one, other) => one.startMinute - other.startMinute);
  if (next === undefined) return null;
  const start = plusMinutes(`${day.date}T00:00`, next.startMinute);
  return { start, minutes: next.endMinute - next.startMinute };
}

interface CountContext {
  readonly siteId: string;
  readonly record: CardRecord | null;
  readonly counters: UseCounters;
  readonly holdings: Holdings | null;
}

/** The courts that this use takes, of those that are free: the one that was chosen, else the first. */
export function courtsGiven(
  free: readonly number[],
  { court, quantity }: Required<Choice>,
): readonly number[] {
  const isChosenFree = court !== null && free.includes(court);
  const inOrder = isChosenFree ? [court, ...free.filter((other) => other !== court)] : free;
  return inOrder.slice(0, quantity);
}

/** The courts of the slot that this desk may still give, by number; empty where the item has none. */
export function courtsFree(
  { item, limits }: Pick<RulebookItem, 'item' | 'limits'>,
  choice: Required<Choice>,
  { siteId, counters, holdings }: CountContext,
): readonly number[] {
  if (item.workflow !== 'slot') return [];
  const limit = limits.find(({ kind }) => kind === 'courts-per-slot');
  if (limit?.kind !== 'courts-per-slot') return [];
  const slot = { siteId, itemId: item.id, date: dateOfMinute(choice.start) };
  return freeCourts(limit.courts, slot, { atDesk: counters.atDesk, held: holdings?.courts ?? null });
}

/** How many may be counted up to without a question; 1 where nothing is counted. */
export function quantityMaxOf(
  { item, limits }: RulebookItem,
  choice: Required<Choice>,
  context: CountContext,
): number {
  const { record } = context;
  if (record === null) return 1;
  if (item.workflow === 'slot') {
    return Math.max(1, courtsFree({ item, limits }, choice, context).length);
  }
  if (item.workflow !== 'ticket' && item.workflow !== 'pass') return 1;
  const onePersonEach = limits.some((limit) => limit.kind === 'uses-per-person');
  return Math.max(
    1,
    onePersonEach ? countOnRecord(record, choice.person) : countEligible(record, item.eligible),
  );
}

/** Why what was chosen cannot be, whatever the time; null where it can. */
export function refusalOfChoice(
  item: Item,
  choice: Required<Choice>,
  context: { readonly record: CardRecord; readonly trust: Trust; readonly priceOnly: boolean },
): Explanation<ItemReason> | null {
  const { person, quantity } = choice;
  if (context.trust === 'low-value-only' && !item.lowValue) return DATA_TOO_OLD;
  if (context.trust === 'signed-only' && !item.lowValue) return SIGNED_ONLY;
  if (!item.eligible.includes(person)) return personNotEligible(item.eligible);
  if (countOnRecord(context.record, person) === 0) return personNotOnRecord(person);
  if (dateOfMinute(choice.start) > context.record.validUntil)
    return cardEndsBefore(context.record.validUntil);
  const single = item.workflow === 'booking' || item.workflow === 'service';
  const bounds = context.priceOnly ? USE_BOUNDS.journal : USE_BOUNDS.desk;
  const quantityMax = single ? 1 : bounds.quantityMax;
  if (!isCount(quantity) || quantity > quantityMax) return QUANTITY_OUT_OF_RANGE;
  return null;
}
