import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/base/duration.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import { useWords } from './i18n.ts';

/** In Shanghai time, whatever the machine says. */
export function minuteWords(at: number): string {
  return wallMinuteOf(at).replace('T', ' ');
}

/** How long ago, in the largest unit that is passed; a clock that was set back gives no negative age. */
export function useSince(): (at: number | null, now: number) => string {
  const { t } = useWords();
  return (at, now) => {
    if (at === null) return t('shell.since.never');
    const ms = now - at;
    if (ms >= DAY_MS) return t('shell.since.days', { count: Math.floor(ms / DAY_MS) });
    if (ms >= HOUR_MS) return t('shell.since.hours', { count: Math.floor(ms / HOUR_MS) });
    if (ms >= MINUTE_MS) return t('shell.since.minutes', { count: Math.floor(ms / MINUTE_MS) });
    return t('shell.since.now');
  };
}
