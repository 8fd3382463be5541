import type { Text } from '../base/text.ts';
import { dateOfMinute, plusMinutes, type WallDate, type WallMinute } from '../base/wall-time.ts';
import { dateText } from '../calendar/calendar.ts';
import type { Item } from '../catalogue/catalogue.ts';
import type { PastUse, UseEntry } from '../decision/decision.ts';
import { lastDayOf } from '../decision/quota.ts';

/** A use that this kiosk recorded itself: when it is, and which entry of the journal it is. */
export type KnownUse = PastUse & { readonly entry: UseEntry };

export function isKnown(use: PastUse): use is KnownUse {
  return use.entry !== undefined;
}

/** When a booked use is over. */
export function endOf({ entry }: KnownUse): WallMinute {
  return plusMinutes(entry.start, entry.minutes ?? 0);
}

/** `今天 19:00–20:00`, `11-29（周日） 19:00–20:00`. */
export function spanText(use: KnownUse, now: WallMinute): Text {
  const { start } = use.entry;
  const times = `${start.slice(11)}–${endOf(use).slice(11)}`;
  const date = dateOfMinute(start);
  if (date === dateOfMinute(now)) return { zh: `今天 ${times}`, en: `today ${times}` };
  const day = dateText(date);
  return { zh: `${day.zh} ${times}`, en: `${day.en} ${times}` };
}

const PASS_MONTHS: Readonly<Partial<Record<Item['unit'], number>>> = { year: 12, 'half-year': 6 };

/** The last day of a pass that began on a day; null for what has no end. */
export function passUntil({ unit }: Pick<Item, 'unit'>, date: WallDate): WallDate | null {
  const months = PASS_MONTHS[unit];
  return months === undefined ? null : lastDayOf(date, months);
}
