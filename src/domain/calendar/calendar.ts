import type { Text } from '../base/text.ts';
import { dateOfMinute, plusDays, type WallDate, type WallMinute } from '../base/wall-time.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { LUNAR_YEARS } from './lunar-year.ts';
import { statutoryDaysOf } from './statutory-days.ts';

/** What the calendar knows of one day. */
export interface DayFacts {
  readonly date: WallDate;
  /** Saturday or Sunday by name. */
  readonly weekend: boolean;
  /** The holiday that the day belongs to, the days off around it included; null for none. */
  readonly holiday: Text | null;
  /** True if people work: working weekends (调休上班) included, holidays not. */
  readonly worked: boolean;
  /** The holiday that a working weekend is for; null on every other day. */
  readonly workedFor: Text | null;
  /** True if the year has no State Council notice in the catalogue. */
  readonly provisional: boolean;
}

export interface Calendar {
  readonly dayFacts: (date: WallDate) => DayFacts;
}

/** Days kept in memory before starting over: some forty years. */
const FACTS_KEPT_MAX = 15_000;

/**
 * The holiday calendar of a catalogue: its State Council notices; a year without one falls back to the
 * statutory days of the 2024 rule and ordinary weekends, and is provisional; a year that no lunar table
 * covers has weekends alone. Remembers what it computed.
 */
export function calendarOf(notices: Catalogue['calendar']['notices']): Calendar {
  const noticeYears = new Set(notices.map((notice) => notice.year));
  const holidays = new Map<WallDate, Text>();
  const workdays = new Map<WallDate, Text>();
  for (const notice of notices) {
    for (const { name, from, until } of notice.holidays) {
      for (const date of datesOf(from, until)) holidays.set(date, name);
    }
    for (const { name, date } of notice.workdays) workdays.set(date, name);
  }
  const fallbackYears = new Set<number>();
  const known = new Map<WallDate, DayFacts>();
  /** A desk asks for the same day many times over: comparing it is cheaper than looking it up. */
  let latest: DayFacts | undefined;

  return {
    dayFacts(date) {
      if (latest?.date === date) return latest;
      const before = known.get(date);
      if (before !== undefined) {
        latest = before;
        return before;
      }
      const year = Number(date.slice(0, 4));
      const provisional = !noticeYears.has(year);
      if (provisional && !fallbackYears.has(year)) {
        fallbackYears.add(year);
        if (year >= LUNAR_YEARS.first && year <= LUNAR_YEARS.last) {
          for (const day of statutoryDaysOf(year)) holidays.set(day.date, day.name);
        }
      }
      const facts = factsOf(date, provisional, holidays.get(date) ?? null, workdays.get(date) ?? null);
      if (known.size >= FACTS_KEPT_MAX) known.clear();
      known.set(date, facts);
      return facts;
    },
  };
}

/** Longest run without a worked day that is believed; longer is a broken catalogue. */
const DAYS_OFF_MAX = 60;

/**
 * The day by which `workdays` working days after `date` are over (办结). The day of acceptance does not
 * count. Null if the calendar has no such day in reach.
 */
export function workdayAfter(calendar: Calendar, date: WallDate, workdays: number): DayFacts | null {
  let facts = calendar.dayFacts(date);
  let left = workdays;
  for (let days = 0; left > 0; days++) {
    if (days > workdays + DAYS_OFF_MAX) return null;
    facts = calendar.dayFacts(plusDays(facts.date, 1));
    if (facts.worked) left--;
  }
  return facts;
}

/** The last working day before `date`, and the day before it if the calendar has none in reach. */
export function workdayBefore(calendar: Calendar, date: WallDate): WallDate {
  for (let days = 1; days <= DAYS_OFF_MAX; days++) {
    const before = plusDays(date, -days);
    if (calendar.dayFacts(before).worked) return before;
  }
  return plusDays(date, -1);
}

/** 工作日, 周末, 节假日 and 调休上班 in words, with the holiday's name. */
export function dayText(facts: DayFacts): Text {
  if (facts.holiday !== null) {
    return { zh: `节假日（${facts.holiday.zh}）`, en: `holiday (${facts.holiday.en})` };
  }
  if (facts.workedFor !== null) {
    return { zh: `调休上班（${facts.workedFor.zh}）`, en: `working weekend (for ${facts.workedFor.en})` };
  }
  return facts.weekend ? { zh: '周末', en: 'weekend' } : { zh: '工作日', en: 'working day' };
}

const WEEKDAYS: readonly Text[] = [
  { zh: '周日', en: 'Sunday' },
  { zh: '周一', en: 'Monday' },
  { zh: '周二', en: 'Tuesday' },
  { zh: '周三', en: 'Wednesday' },
  { zh: '周四', en: 'Thursday' },
  { zh: '周五', en: 'Friday' },
  { zh: '周六', en: 'Saturday' },
];

/** `11-23（周一）`, `Monday 11-23`. */
export function dateText(date: WallDate): Text {
  const weekday = WEEKDAYS[weekdayOf(date)] ?? { zh: '', en: '' };
  const monthDay = date.slice(5);
  return { zh: `${monthDay}（${weekday.zh}）`, en: `${weekday.en} ${monthDay}` };
}

function factsOf(
  date: WallDate,
  provisional: boolean,
  holiday: Text | null,
  workedFor: Text | null,
): DayFacts {
  const weekday = weekdayOf(date);
  const weekend = weekday === 0 || weekday === 6;
  const worked = holiday === null && (!weekend || workedFor !== null);
  return { date, weekend, holiday, worked, workedFor: worked ? workedFor : null, provisional };
}

/** 0 for Sunday to 6 for Saturday. */
function weekdayOf(date: WallDate): number {
  return new Date(`${date}T00:00Z`).getUTCDay();
}

/** Days of one holiday at most; a longer stretch in a catalogue is cut. */
const HOLIDAY_DAYS_MAX = 31;

function datesOf(from: WallDate, until: WallDate): readonly WallDate[] {
  const dates: WallDate[] = [];
  for (let date = from; date <= until && dates.length < HOLIDAY_DAYS_MAX; date = plusDays(date, 1)) {
    dates.push(date);
  }
  return dates;
}

/** The day by which a matter accepted at `start` is to be finished (办结); null if none is promised. */
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
