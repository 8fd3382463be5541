import { DAY_MS } from '../domain/base/duration.ts';
import type { WallDate } from '../domain/base/wall-time.ts';
import type { Catalogue, HolidayNotice } from '../domain/catalogue/catalogue.ts';

export type HolidayTextReading =
  | { readonly ok: true; readonly notice: HolidayNotice }
  /** `line` is the sentence that is not understood, or does not fit itself; empty for the whole text. */
  | { readonly ok: false; readonly fault: HolidayTextFault; readonly line: string };

type HolidayTextFault =
  | 'no-year'
  | 'no-holidays'
  | 'not-understood'
  | 'no-such-day'
  | 'other-weekday'
  | 'other-count';

const TEXT_LENGTH_MAX = 20_000;

const NAMES: Readonly<Record<string, string>> = {
  元旦: 'New Year',
  春节: 'Spring Festival',
  清明节: 'Qingming',
  劳动节: 'Labour Day',
  端午节: 'Dragon Boat Festival',
  中秋节: 'Mid-Autumn Festival',
  国庆节: 'National Day',
};

/** 一、元旦：… up to the next of its kind, also within one line; 农历腊月二十八、周日 in the middle begins none. */
const LINE =
  /(?:^|[\n。:])[一二三四五六七八九十]+、([^:\n]{2,20}):([^\n]*?)(?=[\n。][一二三四五六七八九十]+、|\n|$)/g;

/**
 * Reads the State Council's notice as it is published: 一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
 * What the notice says twice, weekdays and the count of days, has to agree with its dates.
 */
export function readHolidayText(given: string): HolidayTextReading {
  const text = given
    .slice(0, TEXT_LENGTH_MAX)
    .normalize('NFKC')
    .replaceAll(/[ \t\u3000]/g, '');
  const year = Number(/(20\d\d)年(?:部分)?节假日/.exec(text)?.[1] ?? /(20\d\d)年/.exec(text)?.[1] ?? 0);
  if (year === 0) return { ok: false, fault: 'no-year', line: '' };
  const source = /国办发明电[[〔(【]?(20\d\d)[\]〕)】]?(\d+)号/.exec(text);
  const lines = [...text.matchAll(LINE)];
  const holidays: HolidayNotice['holidays'] = [];
  const workdays: HolidayNotice['workdays'] = [];
  for (const [line, title = '', words = ''] of lines) {
    if (!words.includes('放假')) continue;
    const name = {
      zh: title,
      en: title
        .split('、')
        .map((one) => NAMES[one] ?? one)
        .join(' and '),
    };
    const read = readSentence(words, year);
    if (typeof read === 'string') return { ok: false, fault: read, line: line.replace(/^[\n。:]/, '') };
    holidays.push({ name, from: read.from, until: read.until });
    workdays.push(...read.workdays.map((date) => ({ name, date })));
  }
  if (holidays.length === 0) return { ok: false, fault: 'no-holidays', line: '' };
  const number = source === null ? `${year}年节假日安排` : `国办发明电〔${source[1]}〕${source[2]}号`;
  return { ok: true, notice: { year, source: number, holidays, workdays } };
}

const DAY = /(?:(20\d\d)年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?/;
const DAYS = new RegExp(DAY.source, 'g');
const RANGE = new RegExp(`^(${DAY.source})(?:[至到—-](${DAY.source}))?放假`);

function readSentence(
  words: string,
  year: number,
):
  | { readonly from: string; readonly until: string; readonly workdays: readonly string[] }
  | HolidayTextFault {
  const range = RANGE.exec(words);
  if (range === null) return 'not-understood';
  const [whole, first = '', , , , , last] = range;
  // A first day in December belongs to the year before: 2022年12月31日至2023年1月2日.
  const from = dayIn(first, { year, month: 0 });
  if (typeof from === 'string') return from;
  const until =
    last === undefined ? from : dayIn(last, { year: yearOf(last) ?? from.year, month: from.month });
  if (typeof until === 'string') return until;
  const count = /共(\d+)天|放假(\d+)天/.exec(words);
  if (count !== null && daysBetween(from.date, until.date) !== Number(count[1] ?? count[2]))
    return 'other-count';
  const workdays: string[] = [];
  for (const sentence of words.slice(whole.length).split('。')) {
    if (!/上班/.test(sentence)) continue;
    let month = from.month;
    for (const [day] of sentence.matchAll(DAYS)) {
      const read = dayIn(day, { year, month });
      if (typeof read === 'string') return read;
      month = read.month;
      workdays.push(read.date);
    }
  }
  return { from: from.date, until: until.date, workdays };
}

function yearOf(day: string): number | null {
  const named = DAY.exec(day)?.[1];
  return named === undefined ? null : Number(named);
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly date: string;
}

/** A day without its month is of the month before it. */
function dayIn(
  words: string,
  before: { readonly year: number; readonly month: number },
): Day | HolidayTextFault {
  const [, named, monthWord, dayWord, aside = ''] = DAY.exec(words) ?? [];
  const month = monthWord === undefined ? before.month : Number(monthWord);
  const year = named === undefined ? before.year : Number(named);
  const date = `${year}-${String(month).padStart(2, '0')}-${String(dayWord).padStart(2, '0')}`;
  const at = new Date(`${date}T00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date) return 'no-such-day';
  const weekday = /(?:周|星期)([一二三四五六日天])/.exec(aside)?.[1];
  if (weekday !== undefined && '日一二三四五六'.indexOf(weekday.replace('天', '日')) !== at.getUTCDay()) {
    return 'other-weekday';
  }
  return { year, month, date };
}

/** Both days are counted. */
function daysBetween(from: WallDate, until: WallDate): number {
  return (Date.parse(until) - Date.parse(from)) / DAY_MS + 1;
}

/** Puts a notice in the place of the one for its year, or among the others in the order of the years. */
export function withNotice(catalogue: Catalogue, notice: HolidayNotice): Catalogue {
  const others = catalogue.calendar.notices.filter(({ year }) => year !== notice.year);
  const notices = [...others, notice].sort((one, other) => one.year - other.year);
  return { ...catalogue, calendar: { notices } };
}
