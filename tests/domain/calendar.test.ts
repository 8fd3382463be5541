import chineseDays from 'chinese-days';
import { describe, expect, test } from 'vitest';
import { plusDays } from '../../src/domain/base/wall-time.ts';
import {
  calendarOf,
  type DayFacts,
  dateText,
  dayText,
  workdayAfter,
} from '../../src/domain/calendar/calendar.ts';
import { coversDay, restsOnCalendar } from '../../src/domain/calendar/day-rule.ts';
import { solarDateOf } from '../../src/domain/calendar/lunar-year.ts';
import { statutoryDaysOf } from '../../src/domain/calendar/statutory-days.ts';
import { shipped } from './shipped.ts';

const { notices } = shipped().calendar;
const calendar = calendarOf(notices);

function daysOf(first: string, last: string): readonly string[] {
  const days: string[] = [];
  for (let date = first; date <= last; date = plusDays(date, 1)) days.push(date);
  return days;
}

describe('years with a notice', () => {
  test('agree with an independent library on every day of 2024 to 2026', () => {
    const days = daysOf('2024-01-01', '2026-12-31');
    expect(days).toHaveLength(366 + 365 + 365);
    const differing = days.filter((date) => calendar.dayFacts(date).worked !== chineseDays.isWorkday(date));
    expect(differing).toEqual([]);
  });

  test.each([
    ['2024-02-09', 'worked', '工作日', 'working day'],
    ['2024-02-10', 'off', '节假日（春节）', 'holiday (Spring Festival)'],
    ['2024-02-17', 'off', '节假日（春节）', 'holiday (Spring Festival)'],
    ['2024-02-18', 'worked', '调休上班（春节）', 'working weekend (for Spring Festival)'],
    ['2025-10-08', 'off', '节假日（国庆节、中秋节）', 'holiday (National Day and Mid-Autumn Festival)'],
    ['2026-01-04', 'worked', '调休上班（元旦）', 'working weekend (for New Year)'],
    ['2026-11-27', 'worked', '工作日', 'working day'],
    ['2026-11-28', 'off', '周末', 'weekend'],
    ['2026-11-29', 'off', '周末', 'weekend'],
  ])('%s is %s: %s', (date, worked, zh, en) => {
    const facts = calendar.dayFacts(date);
    expect(facts.worked).toBe(worked === 'worked');
    expect(dayText(facts)).toEqual({ zh, en });
    expect(facts.provisional).toBe(false);
  });

  test('keep the weekend by name on a working Saturday', () => {
    expect(calendar.dayFacts('2026-10-10')).toEqual({
      date: '2026-10-10',
      weekend: true,
      holiday: null,
      worked: true,
      workedFor: { zh: '国庆节', en: 'National Day' },
      provisional: false,
    });
  });
});

describe('years without a notice', () => {
  test('have the 13 statutory days and are provisional', () => {
    const off = daysOf('2027-01-01', '2027-12-31').map(calendar.dayFacts);
    expect(off.every((facts) => facts.provisional)).toBe(true);
    expect(off.filter((facts) => facts.holiday !== null).map((facts) => facts.date)).toEqual([
      '2027-01-01',
      '2027-02-05',
      '2027-02-06',
      '2027-02-07',
      '2027-02-08',
      '2027-04-05',
      '2027-05-01',
      '2027-05-02',
      '2027-06-09',
      '2027-09-15',
      '2027-10-01',
      '2027-10-02',
      '2027-10-03',
    ]);
    expect(calendar.dayFacts('2027-05-03').worked).toBe(true);
    expect(calendar.dayFacts('2027-05-08').worked).toBe(false);
  });

  test('name every statutory day', () => {
    expect(statutoryDaysOf(2029)).toEqual([
      { date: '2029-01-01', name: { zh: '元旦', en: 'New Year' } },
      { date: '2029-02-12', name: { zh: '春节', en: 'Spring Festival' } },
      { date: '2029-02-13', name: { zh: '春节', en: 'Spring Festival' } },
      { date: '2029-02-14', name: { zh: '春节', en: 'Spring Festival' } },
      { date: '2029-02-15', name: { zh: '春节', en: 'Spring Festival' } },
      { date: '2029-04-04', name: { zh: '清明节', en: 'Qingming' } },
      { date: '2029-05-01', name: { zh: '劳动节', en: 'Labour Day' } },
      { date: '2029-05-02', name: { zh: '劳动节', en: 'Labour Day' } },
      { date: '2029-06-16', name: { zh: '端午节', en: 'Dragon Boat Festival' } },
      { date: '2029-09-22', name: { zh: '中秋节', en: 'Mid-Autumn Festival' } },
      { date: '2029-10-01', name: { zh: '国庆节', en: 'National Day' } },
      { date: '2029-10-02', name: { zh: '国庆节', en: 'National Day' } },
      { date: '2029-10-03', name: { zh: '国庆节', en: 'National Day' } },
    ]);
  });

  test('know the lunar new year where ICU is a day off, and its neighbours', () => {
    const published = [
      '2024-02-10', '2025-01-29', '2026-02-17', '2027-02-06', '2028-01-26', '2029-02-13',
      '2030-02-03', '2031-01-23', '2032-02-11', '2033-01-31', '2034-02-19', '2035-02-08',
    ]; // biome-ignore format: six a line
    expect(published.map((_, index) => solarDateOf({ year: 2024 + index, month: 1, day: 1 }))).toEqual(
      published,
    );
  });

  test('agree with an independent library on lunar days and Qingming from 2000 to 2099', () => {
    for (let year = 2000; year <= 2099; year++) {
      for (const [month, day] of [
        [1, 1],
        [5, 5],
        [8, 15],
        [12, 29],
      ] as const) {
        const lunar = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        expect(solarDateOf({ year, month, day })).toBe(chineseDays.getSolarDateFromLunar(lunar).date);
      }
      const qingming = chineseDays.getSolarTerms(`${year}-04-01`, `${year}-04-10`)[0]?.date;
      expect(statutoryDaysOf(year)[5]?.date).toBe(qingming);
    }
  });

  test('outside the lunar table have weekends alone', () => {
    expect(calendar.dayFacts('2100-01-01')).toMatchObject({ holiday: null, worked: true, provisional: true });
    expect(calendar.dayFacts('1999-10-01')).toMatchObject({ holiday: null, worked: true, provisional: true });
    expect(calendar.dayFacts('2099-10-01').holiday).toEqual({ zh: '国庆节', en: 'National Day' });
    expect(calendar.dayFacts('2000-10-01').holiday).toEqual({ zh: '国庆节', en: 'National Day' });
    expect(() => solarDateOf({ year: 2100, month: 1, day: 1 })).toThrow(RangeError);
  });
});

test('answers the same after more days than it remembers', () => {
  const fresh = calendarOf(notices);
  const before = fresh.dayFacts('2026-10-10');
  expect(fresh.dayFacts('2026-10-10')).toBe(before);
  for (const date of daysOf('2000-01-01', '2045-01-01')) fresh.dayFacts(date);
  expect(fresh.dayFacts('2026-10-10')).toEqual(before);
});

test('cuts a holiday that a broken catalogue makes a century long', () => {
  const [notice] = notices;
  if (notice === undefined) throw new Error('the catalogue has no notice');
  const name = { zh: '长假', en: 'long' };
  const long = { ...notice, holidays: [{ name, from: '2024-03-01', until: '2124-03-01' }] };
  const cut = calendarOf([long]);
  expect(cut.dayFacts('2024-03-31').holiday).toEqual(name);
  expect(cut.dayFacts('2024-04-01').holiday).toBeNull();
});

describe('working-day deadlines', () => {
  test.each([
    ['2026-11-23', 1, '2026-11-24'],
    ['2026-11-23', 2, '2026-11-25'],
    ['2026-11-27', 1, '2026-11-30'],
    ['2026-11-28', 1, '2026-11-30'],
    ['2026-10-09', 1, '2026-10-10'],
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-30', 2, '2026-10-09'],
    ['2026-12-31', 2, '2027-01-05'],
  ])('accepted on %s with %i days is due on %s', (date, workdays, due) => {
    expect(workdayAfter(calendar, date, workdays)?.date).toBe(due);
  });

  test('give up where no day is ever worked', () => {
    const off: DayFacts = { ...calendar.dayFacts('2026-11-28'), worked: false };
    let asked = 0;
    const idle = {
      dayFacts: (date: string) => {
        asked++;
        return { ...off, date };
      },
    };
    expect(workdayAfter(idle, '2026-11-28', 1)).toBeNull();
    expect(asked).toBeLessThan(100);
  });
});

test('writes dates as a clerk does', () => {
  const week = daysOf('2026-11-22', '2026-11-28').map(dateText);
  expect(week.map((text) => text.zh)).toEqual([
    '11-22（周日）', '11-23（周一）', '11-24（周二）', '11-25（周三）', '11-26（周四）', '11-27（周五）', '11-28（周六）',
  ]); // biome-ignore format: a week
  expect(week.map((text) => text.en)).toEqual([
    'Sunday 11-22', 'Monday 11-23', 'Tuesday 11-24', 'Wednesday 11-25', 'Thursday 11-26', 'Friday 11-27', 'Saturday 11-28',
  ]); // biome-ignore format: a week
});

describe('day rules', () => {
  // weekday, weekday holiday, weekend, weekend holiday, working weekend; `c` where the calendar decides
  test.each([
    ['any', 'yes yes yes yes yes', false, false],
    ['workday', 'yes no no no yes', true, true],
    ['dayoff', 'no yes yes yes no', true, true],
    ['weekend', 'no no yes yes yes', false, false],
    ['weekend-or-holiday', 'no yes yes yes yes', true, false],
    ['weekday-not-holiday', 'yes no no no no', true, false],
  ] as const)('%s', (rule, expected, onWeekdays, onWeekends) => {
    const days = ['2026-11-23', '2026-10-01', '2026-11-28', '2026-10-03', '2026-10-10'].map(
      calendar.dayFacts,
    );
    expect(days.map((day) => (coversDay(rule, day) ? 'yes' : 'no')).join(' ')).toBe(expected);
    expect(days.map((day) => restsOnCalendar(rule, day))).toEqual([
      onWeekdays, onWeekdays, onWeekends, onWeekends, onWeekends,
    ]); // biome-ignore format: a row
  });
});
