import type { Text } from '../base/text.ts';
import { dateOfMinute, plusMinutes, type WallDate, type WallMinute } from '../base/wall-time.ts';
import { dateText } from '../calendar/calendar.ts';
import type { Item } from '../catalogue/catalogue.ts';
import type { PastUse, UseEntry } from '../decision/decision.ts';
import { lastDayOf } from '../decision/quota.ts';
import { shortNumber } from './short-number.ts';

/** A use of which more than its count is known: when it is, and which entry recorded it. */
export type KnownUse = Omit<PastUse, 'entry'> & {
  readonly entry: Omit<UseEntry, 'seq'> & {
    /** Null for a record that another kiosk opened. */
    readonly seq: number | null;
  };
};

/** What this kiosk recorded itself, and the records of others. */
export function knownAmong(uses: readonly PastUse[]): readonly KnownUse[] {
  return uses.flatMap((use): readonly KnownUse[] => {
    const { entry, record } = use;
    if (entry !== undefined) return [{ ...use, entry }];
    if (record === undefined) return [];
    const { start, minutes, recordedAt } = record;
    return [{ ...use, entry: { seq: null, start, minutes, recordedAt } }];
  });
}

/** What another kiosk recorded comes before what this one did. */
export function orderOf({ entry }: KnownUse): number {
  return entry.seq ?? 0;
}

/** The number of its record, or that another desk has it. */
export function numberText(kiosk: string | null, { entry }: KnownUse): Text {
  if (entry.seq === null) return { zh: '另一台前台', en: 'another desk' };
  const number = shortNumber(kiosk, entry.seq);
  return { zh: number, en: number };
}

interface Spanned {
  readonly entry: Pick<UseEntry, 'start' | 'minutes'>;
}

/** When a booked use is over. */
export function endOf({ entry }: Spanned): WallMinute {
  return plusMinutes(entry.start, entry.minutes ?? 0);
}

/** `今天 19:00–20:00`, `11-29（周日） 19:00–20:00`. */
export function spanText(use: Spanned, now: WallMinute): Text {
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
