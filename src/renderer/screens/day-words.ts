import type { Language } from '../../domain/text.ts';
import type { WallDate, WallMinute } from '../../domain/wall-time.ts';

/** `11-23 周一`, `11-23 Mon`. */
export function dayWords(date: WallDate, language: Language): string {
  const weekday = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    weekday: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00Z`));
  return `${date.slice(5)} ${weekday}`;
}

/** `15:42` on that day, `11-22 15:42` on another. */
export function minuteWords(minute: WallMinute, today: WallDate): string {
  return minute.startsWith(today) ? minute.slice(11) : minute.slice(5).replace('T', ' ');
}
