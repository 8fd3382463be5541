import type { Text } from '../base/text.ts';
import { dateOfMinute, plusDays, plusMinutes, type WallMinute } from '../base/wall-time.ts';
import type { ReadyResource } from '../catalogue/resource.ts';
import type { RulebookItem } from '../catalogue/rulebook.ts';
import { BOOKING_DAYS_AHEAD } from '../shared/lease.ts';
import { covers, type DatedMinutes, daysOfSpan, joined } from '../shared/minutes.ts';
import type { PublicUse } from '../shared/public-stretch.ts';
import { offGridReason } from './booking-grid.ts';
import { courtNames, courtWordsOf } from './court-words.ts';
import { type GivenOnResource, isUseOver } from './courts-in-use.ts';
import type { PastUse } from './decision.ts';

/**
 * Says whether the venue can give courts to the public. `refused`: it cannot. `same`: that is recorded already, and nothing
 * is recorded again. `sold`: some of it is booked. The venue may do it all the same, once the clerk has read what is booked.
 */
export type PublicGiving =
  | { readonly kind: 'free' }
  | { readonly kind: 'refused' | 'same' | 'sold'; readonly text: Text };

export interface AskedGiving {
  readonly start: WallMinute;
  readonly minutes: number;
  /** Numbers of courts; at least one. */
  readonly courts: readonly number[];
  readonly use: PublicUse;
}

/** An item that is booked on courts which are counted. */
export type CourtEntry = RulebookItem & { readonly resource: ReadyResource };

/** No more bookings are named in one sentence. */
const NAMED_MAX = 5;

export function publicGiving(
  entry: CourtEntry,
  asked: AskedGiving,
  {
    now,
    given,
    namesOf,
  }: { readonly now: WallMinute; readonly given: GivenOnResource; readonly namesOf: NamesOf },
): PublicGiving {
  const text = refusalOf(entry, asked, now);
  if (text !== null) return { kind: 'refused', text };
  const [day] = daysOfSpan(asked);
  if (day === undefined) throw new Error('a stretch that was not refused lies on one day');
  if (isGivenSo(entry.resource, { ...asked, day }, given))
    return { kind: 'same', text: sameText(entry, asked) };
  const sold = given.atDesk.filter(
    (use) => isBookedOver(entry.resource, day, use) && isOnOneOf(asked.courts, use),
  );
  return sold.length === 0 ? { kind: 'free' } : { kind: 'sold', text: soldText(sold, namesOf) };
}

/**
 * True for a booking that would collide. Where the catalogue names no resource a court is given for its whole day. A booking
 * that another kiosk made without a number is no use there, since the district leases one court less; here it counts.
 */
function isBookedOver(resource: ReadyResource, day: DatedMinutes, use: PastUse): boolean {
  return isUseOver(resource, day, use) || isUseOver({ ...resource, isDerived: false }, day, use);
}

/** The name of an item. */
type NamesOf = (itemId: string) => Text;

function refusalOf(entry: CourtEntry, asked: AskedGiving, now: WallMinute): Text | null {
  const { start, minutes, courts } = asked;
  const { count } = entry.resource;
  const unknown = courts.filter((court) => court > count);
  if (unknown.length > 0) return noSuchCourt(entry, unknown, count);
  const off = offGridReason(entry, asked);
  if (off !== null) return off.text;
  if (daysOfSpan(asked).length !== 1) return ONE_DAY;
  const end = plusMinutes(start, minutes);
  if (end <= now) return overText(now);
  const last = plusDays(dateOfMinute(now), BOOKING_DAYS_AHEAD);
  return dateOfMinute(start) > last ? beyondText(last) : null;
}

const ONE_DAY: Text = {
  zh: '一次只登记一天之内的时间，最晚到 24:00，请分开登记',
  en: 'One day at a time, until midnight at the latest. Record each day by itself',
};

function noSuchCourt(entry: CourtEntry, unknown: readonly number[], count: number): Text {
  const names = courtNames(unknown, entry.item);
  const all = count === 1 ? { zh: '1 号', en: '1' } : { zh: `1 至 ${count} 号`, en: `1 to ${count}` };
  const { enMany } = courtWordsOf(entry.item).noun;
  return {
    zh: `没有 ${names.zh}，这里是 ${all.zh}`,
    en: `There is no ${names.en}: the ${enMany} here are ${all.en}`,
  };
}

function overText(now: WallMinute): Text {
  return {
    zh: `这段时间已经过去，现在是 ${now.replace('T', ' ')}，请改日期或时间`,
    en: `That time is over: it is ${now.replace('T', ' ')} now. Choose a later one`,
  };
}

function beyondText(last: string): Text {
  return {
    zh: `最多登记 ${BOOKING_DAYS_AHEAD} 天内的场地，到 ${last} 为止，请改日期`,
    en: `At most ${BOOKING_DAYS_AHEAD} days ahead, until ${last}. Choose an earlier day`,
  };
}

/** True if each court is given to this use already, for all of the time. */
function isGivenSo(
  { siteId, id }: ReadyResource,
  { courts, use, day }: AskedGiving & { readonly day: DatedMinutes },
  { taken }: GivenOnResource,
): boolean {
  const alike = taken.filter(
    (one) => one.siteId === siteId && one.resourceId === id && one.date === day.date && one.use === use,
  );
  return courts.every((court) => covers(joined(alike.filter((one) => one.courts.includes(court))), day));
}

/** A booking that names no court may be on any of them. */
function isOnOneOf(courts: readonly number[], { courts: booked = [] }: PastUse): boolean {
  return booked.length === 0 || booked.some((court) => courts.includes(court));
}

function sameText({ item }: CourtEntry, { start, minutes, courts }: AskedGiving): Text {
  const names = courtNames(courts, item);
  const time = `${dateOfMinute(start)} ${timeText(start, minutes)}`;
  return {
    zh: `${names.zh} ${time} 已经这样登记，没有再登记一次`,
    en: `${capital(names.en)} ${time}: recorded like this already, so nothing was recorded again`,
  };
}

function soldText(sold: readonly PastUse[], namesOf: NamesOf): Text {
  const named = sold.slice(0, NAMED_MAX).map((use) => bookingText(use, namesOf(use.itemId)));
  const more = sold.length - named.length;
  const zh = named.map((one) => one.zh).join('；') + (more > 0 ? `；另有 ${more} 个` : '');
  const en = named.map((one) => one.en).join('; ') + (more > 0 ? `; and ${more} more` : '');
  return {
    zh: `已订出：${zh}。仍要登记吗？冲突由区里核对`,
    en: `Booked already: ${en}. Record it all the same? The district looks at what collides`,
  };
}

function bookingText({ courts = [], record, entry, date }: PastUse, name: Text): Text {
  const span = record ?? entry;
  const time = span === undefined ? date : timeText(span.start, span.minutes ?? 0);
  if (courts.length === 0)
    return { zh: `${name.zh} ${time}（未定场地号）`, en: `${name.en} ${time} (no court named)` };
  const names = courtNames(courts, { name });
  return { zh: `${name.zh} ${names.zh} ${time}`, en: `${name.en}, ${names.en}, ${time}` };
}

/** `19:00–20:00`; a stretch that ends at midnight ends at 24:00. */
function timeText(start: WallMinute, minutes: number): string {
  const end = plusMinutes(start, minutes).slice(11);
  return `${start.slice(11)}–${end === '00:00' && minutes > 0 ? '24:00' : end}`;
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
