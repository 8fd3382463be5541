import type { Text } from '../base/text.ts';
import { plusDays, type WallDate } from '../base/wall-time.ts';
import { solarDateOf } from './lunar-year.ts';

interface StatutoryDay {
  readonly date: WallDate;
  readonly name: Text;
}

const NEW_YEAR: Text = { zh: '元旦', en: 'New Year' };
const SPRING_FESTIVAL: Text = { zh: '春节', en: 'Spring Festival' };
const QINGMING: Text = { zh: '清明节', en: 'Qingming' };
const LABOUR_DAY: Text = { zh: '劳动节', en: 'Labour Day' };
const DRAGON_BOAT: Text = { zh: '端午节', en: 'Dragon Boat Festival' };
const MID_AUTUMN: Text = { zh: '中秋节', en: 'Mid-Autumn Festival' };
const NATIONAL_DAY: Text = { zh: '国庆节', en: 'National Day' };

/**
 * The 13 statutory days of a year after the rule of 2024 (全国年节及纪念日放假办法): what a year without
 * a State Council notice falls back to. For years within `LUNAR_YEARS`.
 */
export function statutoryDaysOf(year: number): readonly StatutoryDay[] {
  const lunarNewYear = solarDateOf({ year, month: 1, day: 1 });
  return [
    { date: `${year}-01-01`, name: NEW_YEAR },
    ...[-1, 0, 1, 2].map((days) => ({ date: plusDays(lunarNewYear, days), name: SPRING_FESTIVAL })),
    { date: qingmingOf(year), name: QINGMING },
    { date: `${year}-05-01`, name: LABOUR_DAY },
    { date: `${year}-05-02`, name: LABOUR_DAY },
    { date: solarDateOf({ year, month: 5, day: 5 }), name: DRAGON_BOAT },
    { date: solarDateOf({ year, month: 8, day: 15 }), name: MID_AUTUMN },
    { date: `${year}-10-01`, name: NATIONAL_DAY },
    { date: `${year}-10-02`, name: NATIONAL_DAY },
    { date: `${year}-10-03`, name: NATIONAL_DAY },
  ];
}

/** Mean length of a solar term's year beyond 365 days, and where Qingming lies in the year 2000. */
const TERM_DRIFT = 0.2422;
const QINGMING_OF_2000 = 4.81;

/** Qingming by the solar-term formula [Y × 0.2422 + C] − [Y ÷ 4], Y counted from 2000; good to 2099. */
function qingmingOf(year: number): WallDate {
  const years = year - 2000;
  const day = Math.floor(years * TERM_DRIFT + QINGMING_OF_2000) - Math.floor(years / 4);
  return `${year}-04-0${day}`;
}
