import type { Text } from '../domain/base/text.ts';
import {
  dateOfMinute,
  plusDays,
  type WallDate,
  type WallMinute,
  wallDateOf,
} from '../domain/base/wall-time.ts';
import { type Calendar, dateText, dayText } from '../domain/calendar/calendar.ts';
import { givenDaysOf, type MatterState } from '../domain/records/matter.ts';
import { givenDayTexts } from '../domain/records/matter-words.ts';
import type { ShownRecord } from './step-parts.ts';

/**
 * The day from which a step of a matter counts: the kiosk's own, but never before the step before it. If a clock was set
 * back, here or at another counter, the promised days would otherwise begin too early or end too late.
 */
export function dayOfStep({ record: { state, steps, opening } }: ShownRecord, now: WallMinute): WallDate {
  const stepped = wallDateOf((steps.at(-1) ?? opening).recordedAt);
  const said = state.kind === 'matter' ? [state.acceptedOn, state.finishedOn] : [];
  const days = [dateOfMinute(now), stepped, ...said].filter((day) => day !== null);
  return days.toSorted().at(-1) ?? stepped;
}

/** Says that the kiosk's day is before the day of the last step, and which of them counts. */
export function clockTexts(on: WallDate, today: WallDate): readonly Text[] {
  if (on === today) return [];
  return [
    {
      zh: `请核对本机日期：本机是 ${today}，这个办件上一步在 ${on}。这一步按 ${on} 计`,
      en: `Check the date of this kiosk: it is ${today} here, and the step before was on ${on}. This one counts from ${on}`,
    },
  ];
}

/** The days given to the holder, if one of them has passed. */
export function lapsedTexts(state: MatterState, on: WallDate): readonly Text[] {
  return givenDaysOf(state).some(({ day }) => day < on) ? givenDayTexts(state, on) : [];
}

/** A day further ahead is probably a slip in the year. */
const DAYS_AHEAD_MAX = 366;

/** What the clerk must check of a day that the holder is given; nothing for a working day up to the promised day. */
export function dayAsks(
  until: WallDate | null,
  {
    on,
    due,
    calendar,
  }: { readonly on: WallDate; readonly due: WallDate | null; readonly calendar: Calendar },
): readonly Text[] {
  if (until === null) return [];
  const facts = calendar.dayFacts(until);
  const [words, date] = [dayText(facts), dateText(until)];
  const asks: Text[] = [];
  if (due !== null && until > due) {
    asks.push({
      zh: `请核对：补齐期限 ${date.zh}晚于承诺办结日 ${dateText(due).zh}`,
      en: `Check: ${date.en} is after the promised day, ${dateText(due).en}`,
    });
  }
  if (until > plusDays(on, DAYS_AHEAD_MAX)) {
    asks.push({ zh: `请核对：${until} 在一年以后`, en: `Check: ${until} is more than a year ahead` });
  }
  if (!facts.worked) {
    asks.push({
      zh: `请核对：${date.zh}不上班（${words.zh}）`,
      en: `Check: ${date.en} is a day off (${words.en})`,
    });
  }
  return asks;
}

export function joined(texts: readonly Text[]): Text {
  return {
    zh: texts.map(({ zh }) => zh).join('。'),
    en: texts.map(({ en }) => en).join('. '),
  };
}
