import { unreachable } from '../base/unreachable.ts';
import type { DayRule } from '../catalogue/catalogue-rule.ts';
import type { DayFacts } from './calendar.ts';

/** Whether a day rule covers a day. Holidays come before weekdays; see the catalogue's `dayRules`. */
export function coversDay(rule: DayRule, day: DayFacts): boolean {
  switch (rule) {
    case 'any':
      return true;
    case 'workday':
      return day.worked;
    case 'dayoff':
      return !day.worked;
    case 'weekend':
      return day.weekend;
    case 'weekend-or-holiday':
      return day.weekend || day.holiday !== null;
    case 'weekday-not-holiday':
      return !day.weekend && day.holiday === null;
    default:
      return unreachable(rule);
  }
}

/** Whether the answer of `coversDay` rests on the holiday calendar, and not on the day's name alone. */
export function restsOnCalendar(rule: DayRule, day: DayFacts): boolean {
  switch (rule) {
    case 'any':
    case 'weekend':
      return false;
    case 'workday':
    case 'dayoff':
      return true;
    case 'weekend-or-holiday':
    case 'weekday-not-holiday':
      return !day.weekend;
    default:
      return unreachable(rule);
  }
}
