import type { Text } from '../../base/text.ts';
import type { WallDate } from '../../base/wall-time.ts';
import { FIRST_DAY } from '../../decision/use-bounds.ts';

/** Why a kiosk can hold no list of that day; null if it can. */
export function unlistedDay(date: WallDate, today: WallDate): Text | null {
  if (date > today) {
    return {
      zh: `本机今天是 ${today}，只能查看今天和以前的记录`,
      en: `Today is ${today} at this desk: later days cannot be listed`,
    };
  }
  if (date >= FIRST_DAY) return null;
  return {
    zh: `记录最早从 ${FIRST_DAY} 起，请改日期`,
    en: `The records begin on ${FIRST_DAY}. Choose a later day`,
  };
}
