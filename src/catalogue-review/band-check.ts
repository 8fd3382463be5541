import type { Text } from '../domain/base/text.ts';
import { LAST_DAY, plusDays } from '../domain/base/wall-time.ts';
import type { Calendar, DayFacts } from '../domain/calendar/calendar.ts';
import { coversDay } from '../domain/calendar/day-rule.ts';
import type { Catalogue, Item } from '../domain/catalogue/catalogue.ts';
import type { PriceRule } from '../domain/catalogue/catalogue-rule.ts';
import type { WorkflowKind } from '../domain/workflow/workflow-kind.ts';
import { errorAt, type Remark, warningAt } from './remark.ts';

/** Overlaps (error), gaps (warning) and bands that can never apply (error) of one item. */
export function findBandFaults(
  item: Item,
  rules: readonly PriceRule[],
  catalogue: Catalogue,
  calendar: Calendar,
): readonly Remark[] {
  const dead = rules.flatMap((rule) => {
    const reason = deadReasonOf(rule, catalogue) ?? daylessReasonOf(rule, calendar);
    return reason === null ? [] : [errorAt('never-applies', `${item.id}/${rule.id}`, reason.en, reason.zh)];
  });
  return [...dead, ...findOverlaps(item.id, rules), ...findGaps(item, rules)];
}

function deadReasonOf(rule: PriceRule, catalogue: Catalogue): Text | null {
  if (rule.start >= rule.end) {
    return {
      zh: `时段 ${rule.start}–${rule.end} 没有一分钟`,
      en: `the band ${rule.start}–${rule.end} has no minute`,
    };
  }
  const from = rule.from ?? '';
  const until = rule.until ?? LAST_DAY;
  if (from > until)
    return { zh: `从 ${from} 起，却至 ${until} 止`, en: `in force from ${from}, but only until ${until}` };
  if (until < (catalogue.validFrom ?? '')) {
    return { zh: `至 ${until} 止，早于目录开始执行`, en: `ends on ${until}, before the catalogue begins` };
  }
  if (from > (catalogue.validUntil ?? LAST_DAY)) {
    return { zh: `从 ${from} 起，晚于目录停止执行`, en: `begins on ${from}, after the catalogue ends` };
  }
  return null;
}

/** Every day rule has a day in each stretch of this length, so longer ones are not walked. */
const DAYS_WALKED_MAX = 31;

/** A rule that is in force for a few days alone, none of which is of its kind. */
function daylessReasonOf({ days, from, until }: PriceRule, calendar: Calendar): Text | null {
  if (from === null || until === null) return null;
  let date = from;
  for (let walked = 0; date <= until; walked++) {
    if (walked === DAYS_WALKED_MAX || coversDay(days, calendar.dayFacts(date))) return null;
    date = plusDays(date, 1);
  }
  return { zh: `${from} 至 ${until} 没有这种日子`, en: `no day from ${from} to ${until} is one of ${days}` };
}

/** Every kind of day that day rules can distinguish. */
const DAY_KINDS: readonly { readonly name: Text; readonly facts: DayFacts }[] = [
  {
    name: { zh: '平常工作日', en: 'ordinary weekdays' },
    facts: dayKind({ weekend: false, holiday: false, worked: true }),
  },
  {
    name: { zh: '周一至周五的节假日', en: 'holidays on a weekday' },
    facts: dayKind({ weekend: false, holiday: true, worked: false }),
  },
  {
    name: { zh: '平常周末', en: 'ordinary weekends' },
    facts: dayKind({ weekend: true, holiday: false, worked: false }),
  },
  {
    name: { zh: '周末的节假日', en: 'holidays on a weekend' },
    facts: dayKind({ weekend: true, holiday: true, worked: false }),
  },
  {
    name: { zh: '调休上班的周末', en: 'working weekends' },
    facts: dayKind({ weekend: true, holiday: false, worked: true }),
  },
];

function dayKind(kind: { weekend: boolean; holiday: boolean; worked: boolean }): DayFacts {
  const name = { zh: '节', en: 'holiday' };
  const holiday = kind.holiday ? name : null;
  const workedFor = kind.weekend && kind.worked ? name : null;
  return { date: '', weekend: kind.weekend, holiday, worked: kind.worked, workedFor, provisional: false };
}

function findOverlaps(itemId: string, rules: readonly PriceRule[]): readonly Remark[] {
  return rules.flatMap((rule, index) =>
    rules
      .slice(index + 1)
      .filter((other) => overlap(rule, other))
      .map((other) => {
        const day = DAY_KINDS.find(
          ({ facts }) => coversDay(rule.days, facts) && coversDay(other.days, facts),
        );
        const shared = `${later(rule.start, other.start)}–${earlier(rule.end, other.end)}`;
        return errorAt(
          'overlap',
          `${itemId}/${rule.id}`,
          `overlaps ${other.id} on ${day?.name.en}`,
          `与另一时段在${day?.name.zh} ${shared} 重叠`,
        );
      }),
  );
}

const later = (one: string, other: string) => (one > other ? one : other);
const earlier = (one: string, other: string) => (one < other ? one : other);

function overlap(one: PriceRule, other: PriceRule): boolean {
  const inTime = one.start < other.end && other.start < one.end;
  const inDates =
    (one.from ?? '') <= (other.until ?? LAST_DAY) && (other.from ?? '') <= (one.until ?? LAST_DAY);
  const inDays = DAY_KINDS.some(({ facts }) => coversDay(one.days, facts) && coversDay(other.days, facts));
  return inTime && inDates && inDays;
}

/** Gaps matter where people come at any time. Slots and duty hours are gaps by design. */
const IS_FOR_ANY_TIME = {
  ticket: true,
  hourly: true,
  slot: false,
  pass: false,
  booking: false,
  service: false,
  matter: false,
  agreement: false,
  errand: false,
  guidance: false,
} satisfies Record<WorkflowKind, boolean>;

function findGaps(item: Item, rules: readonly PriceRule[]): readonly Remark[] {
  if (!IS_FOR_ANY_TIME[item.workflow]) return [];
  const daysByGap = new Map<string, Text[]>();
  for (const { name, facts } of DAY_KINDS) {
    for (const gap of gapsOf(rules.filter((rule) => coversDay(rule.days, facts)))) {
      daysByGap.set(gap, [...(daysByGap.get(gap) ?? []), name]);
    }
  }
  const place = `${item.siteIds.join(',')}/${item.id}`;
  return [...daysByGap].map(([gap, days]) => {
    const isAny = days.length === DAY_KINDS.length;
    const when = isAny ? 'any day' : days.map(({ en }) => en).join(', ');
    const whenZh = isAny ? '每天' : days.map(({ zh }) => zh).join('、');
    return warningAt('gap', place, `no price from ${gap} on ${when}`, `${whenZh} ${gap} 没有价格`);
  });
}

function gapsOf(bands: readonly PriceRule[]): readonly string[] {
  const gaps: string[] = [];
  let covered = '00:00';
  for (const { start, end } of bands.toSorted((one, other) => (one.start < other.start ? -1 : 1))) {
    if (start > covered) gaps.push(`${covered}–${start}`);
    if (end > covered) covered = end;
  }
  return covered < '24:00' ? [...gaps, `${covered}–24:00`] : gaps;
}
