import type { Language } from '../../../domain/base/text.ts';
import type { WallDate, WallMinute } from '../../../domain/base/wall-time.ts';

/** A formatter takes an old machine 100 ms to make. */
const WEEKDAYS = new Map<Language, Intl.DateTimeFormat>();

function weekdaysOf(language: Language): Intl.DateTimeFormat {
  const made = WEEKDAYS.get(language);
  if (made !== undefined) return made;
  const locale = language === 'en' ? 'en-GB' : 'zh-CN';
  const formatter = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  WEEKDAYS.set(language, formatter);
  return formatter;
}

/** `11-23 周一`, `11-23 Mon`. */
export function dayWords(date: WallDate, language: Language): string {
  return `${date.slice(5)} ${weekdaysOf(language).format(new Date(`${date}T00:00Z`))}`;
}

/** `15:42` on that day, `11-22 15:42` on another. */
export function minuteWords(minute: WallMinute, today: WallDate): string {
  return minute.startsWith(today) ? minute.slice(11) : minute.slice(5).replace('T', ' ');
}
