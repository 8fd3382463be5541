import type { Catalogue, HolidayNotice } from '../domain/catalogue/catalogue.ts';
import { errorAt, type Remark } from './remark.ts';

/** Faults of the State Council notices: years twice, dates backwards, out of the year or not a weekend. */
export function findCalendarFaults(catalogue: Catalogue): readonly Remark[] {
  const { notices } = catalogue.calendar;
  const years = notices.map((notice) => notice.year);
  const twice = years.filter((year, index) => years.indexOf(year) !== index);
  return [
    ...twice.map((year) =>
      errorAt('duplicate-id', `calendar/${year}`, 'two notices are for this year', '这一年录入了两份通知'),
    ),
    ...notices.flatMap(findNoticeFaults),
  ];
}

function findNoticeFaults(notice: HolidayNotice): readonly Remark[] {
  const place = `calendar/${notice.year}`;
  const year = String(notice.year);
  const holidays = notice.holidays.flatMap(({ name, from, until }) => [
    ...(from > until
      ? [
          errorAt(
            'never-applies',
            place,
            `${name.en} ends before it begins`,
            `${name.zh}的最后一天早于第一天`,
          ),
        ]
      : []),
    ...(from.startsWith(year) || until.startsWith(year)
      ? []
      : [errorAt('wrong-year', place, `${name.en} begins on ${from}`, `${name.zh}从 ${from} 开始`)]),
  ]);
  const workdays = notice.workdays.flatMap(({ date }) => [
    ...(isWeekend(date)
      ? []
      : [errorAt('not-a-weekend', place, `${date} is no Saturday or Sunday`, `${date} 不是周六或周日`)]),
    ...(notice.holidays.some(({ from, until }) => from <= date && date <= until)
      ? [
          errorAt(
            'never-applies',
            place,
            `${date} is a holiday and cannot be a working weekend`,
            `${date} 在假期内，不能同时上班`,
          ),
        ]
      : []),
  ]);
  return [...holidays, ...workdays];
}

function isWeekend(date: string): boolean {
  const weekday = new Date(`${date}T00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}
