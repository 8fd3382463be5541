import type { Text } from '../base/text.ts';
import { dateOfMinute, type WallMinute } from '../base/wall-time.ts';
import { type Calendar, type DayFacts, dateText, workdayAfter } from './calendar.ts';

/** The day by which a matter accepted at `start` is to be finished (办结); null where none is promised. */
export function deadlineOf(
  workdays: number | undefined,
  calendar: Calendar,
  start: WallMinute,
): DayFacts | null {
  return workdays === undefined ? null : workdayAfter(calendar, dateOfMinute(start), workdays);
}

/** The deadline in words; a year without a notice is told. */
export function deadlineText(deadline: DayFacts): Text {
  const { zh, en } = dateText(deadline.date);
  const zhProvisional = deadline.provisional ? '（该年放假安排未公布，暂定）' : '';
  const enProvisional = deadline.provisional ? ' (provisional: no holiday notice for that year yet)' : '';
  return {
    zh: `最迟 ${zh}办结${zhProvisional}`,
    en: `To be finished by ${en} at the latest${enProvisional}`,
  };
}
