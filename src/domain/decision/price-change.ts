import { yuanText } from '../base/money.ts';
import type { Text } from '../base/text.ts';
import { dateOfMinute, type WallMinute } from '../base/wall-time.ts';
import type { Calendar } from '../calendar/calendar.ts';
import {
  type Band,
  bandAt,
  isForDay,
  MINUTES_PER_DAY,
  minuteOfDay,
  type RulebookItem,
} from '../catalogue/rulebook.ts';
import type { PriceChange } from './decision.ts';
import { unitCardFen } from './price.ts';

/** When the price of a ticket next changes today, and to what; null if it does not, or where there is none now. */
export function priceChangeOf(
  { bands }: Pick<RulebookItem, 'bands'>,
  { calendar, now }: { readonly calendar: Calendar; readonly now: WallMinute },
): PriceChange | null {
  const date = dateOfMinute(now);
  const day = calendar.dayFacts(date);
  const minuteNow = minuteOfDay(now.slice(11));
  const present = bandAt(bands, day, minuteNow);
  if (present === null) return null;
  const ends = bands
    .filter((band) => isForDay(band, day))
    .flatMap(({ startMinute, endMinute }) => [startMinute, endMinute])
    .filter((minute) => minute > minuteNow && minute < MINUTES_PER_DAY)
    .toSorted((one, other) => one - other);
  for (const minute of ends) {
    const next = bandAt(bands, day, minute);
    if (isSamePrice(present, next)) continue;
    const listFen = next?.listFen ?? null;
    const cardFen = next === null || listFen === null ? null : unitCardFen(next.card, listFen);
    return { at: `${date}T${clockText(minute)}`, listFen, cardFen };
  }
  return null;
}

function isSamePrice(one: Band, other: Band | null): boolean {
  if (other === null || one.listFen !== other.listFen) return false;
  return one.listFen === null || unitCardFen(one.card, one.listFen) === unitCardFen(other.card, one.listFen);
}

/** 930 as `15:30`. */
function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Counts down to the change: `15:30 起 10.00 元（还有 12 分钟）`. `now` may have passed it while the order was open. */
export function priceChangeText({ at, cardFen }: PriceChange, now: WallMinute): Text {
  const left = minutesUntil(at, now);
  const time = at.slice(11);
  if (left <= 0) {
    return {
      zh: `${time} 起价格已变，请重新出示卡`,
      en: `The price changed at ${time}: show the card again`,
    };
  }
  const then =
    cardFen === null
      ? { zh: '没有英才卡价格', en: 'no card price' }
      : { zh: `${yuanText(cardFen)} 元`, en: `${yuanText(cardFen)} yuan` };
  return {
    zh: `${time} 起 ${then.zh}（还有 ${left} 分钟）`,
    en: `${then.en} from ${time} (in ${left} min)`,
  };
}

export function minutesUntil(at: WallMinute, now: WallMinute): number {
  return Math.round((Date.parse(`${at}Z`) - Date.parse(`${now}Z`)) / MINUTE_MS);
}

const MINUTE_MS = 60_000;
