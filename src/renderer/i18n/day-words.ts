import type { Language } from '../../domain/base/text.ts';
import type { WallDate, WallMinute } from '../../domain/base/wall-time.ts';

/** From Sunday on. The browser's own formatter takes an old machine 100 ms to make. */
const WEEKDAYS: Record<Language, readonly string[]> = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};

/** `11-23 周一`, `11-23 Mon`. */
export function dayWords(date: WallDate, language: Language): string {
  return `${date.slice(5)} ${WEEKDAYS[language][new Date(`${date}T00:00Z`).getUTCDay()]}`;
}

/** `15:42` on that day, `11-22 15:42` on another. */
export function minuteWords(minute: WallMinute, today: WallDate): string {
  return minute.startsWith(today) ? minute.slice(11) : minute.slice(5).replace('T', ' ');
}
