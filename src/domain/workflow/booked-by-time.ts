import { plusMinutes, type WallMinute } from '../base/wall-time.ts';
import type { RulebookItem } from '../catalogue/rulebook.ts';
import { defaultStart } from '../decision/booking-grid.ts';
import type { Explanation, ItemAsk } from '../decision/decision.ts';
import { nextStartOf, stretchesOf } from '../decision/stretch.ts';
import { endOf, type KnownUse, numberText, orderOf, spanText } from '../journal/known-use.ts';
import { courtDetails } from './court-details.ts';
import { bookingBodyOf } from './given-body.ts';
import { NAMED_MAX, usesHere } from './known-uses.ts';
import { bookedLines } from './story-line.ts';
import { type AskedUse, MINUTES_DEFAULT, type Workflow } from './workflow.ts';

/** An item that is booked for a time of the clerk's choice, on the venue's grid. */
export const BOOKED_BY_TIME = {
  isRecorded: true,
  isPriced: true,
  hasSpan: true,
  isTimed: true,
  hasCourts: true,
  countsPeople: false,
  isPersonal: false,
  opens: 'booking',
  beginsOnDay: false,
  spanOf: (entry, given, context) => {
    const minutes = given.minutes ?? defaultMinutes(entry);
    return { start: given.start ?? defaultStart(entry, { ...context, minutes }), minutes };
  },
  quantityMaxOf: () => 1,
  detailsOf: ({ choice, grid, courtsFree }) => ({
    kind: 'booked',
    minutes: choice.minutes,
    grid,
    ...courtDetails(courtsFree, choice),
  }),
  stretchesOf: ({ bands }, calendar, span) => stretchesOf(bands, calendar, span),
  nextStartOf: ({ bands, item, grid }, calendar, span) =>
    nextStartOf(bands, calendar, span, item.byTheMinute === true ? 1 : grid),
  bodyOf: bookingBodyOf,
  knownAsks: (item, asked, { atDesk }) => timeAsks(asked, usesHere(item, asked, atDesk)),
  storyOf: bookedLines,
} satisfies Partial<Workflow<'hourly' | 'booking'>>;

/** An hour, or the nearest length that the venue's grid has. */
function defaultMinutes({ item, grid }: RulebookItem): number {
  if (item.byTheMinute === true) return MINUTES_DEFAULT;
  return Math.max(1, Math.round(MINUTES_DEFAULT / grid)) * grid;
}

/**
 * Where the catalogue says what the item is booked on, its courts are counted. Otherwise this kiosk's own records are
 * known, and those that the district's feed has brought. A time that is over may still be recorded, after a question.
 */
function timeAsks(asked: AskedUse, uses: readonly KnownUse[]): readonly Explanation<ItemAsk>[] {
  const end = plusMinutes(asked.start, asked.minutes);
  const earlier = uses
    .filter((use) => use.entry.start < end && asked.start < endOf(use))
    .toSorted((one, other) => orderOf(one) - orderOf(other));
  return [
    ...(end <= asked.now ? [askTimeOver({ start: asked.start, end })] : []),
    ...(earlier.length === 0 || asked.areCourtsCounted ? [] : [askTimeTaken(earlier, asked)]),
  ];
}

function askTimeOver({
  start,
  end,
}: {
  readonly start: WallMinute;
  readonly end: WallMinute;
}): Explanation<ItemAsk> {
  const span = `${start.slice(11)}–${end.slice(11)}`;
  return {
    kind: 'time-over',
    text: {
      zh: `${span} 已经过了。事后补登请核对，否则改时间`,
      en: `${span} is over. Check that it is recorded afterwards, or change the time`,
    },
  };
}

/** `earlier`: what is recorded for some of the time, the oldest first. */
function askTimeTaken(earlier: readonly KnownUse[], { now, kiosk }: AskedUse): Explanation<ItemAsk> {
  const named = earlier.slice(0, NAMED_MAX).map((use) => {
    const span = spanText(use, now);
    const number = numberText(kiosk, use);
    return { zh: `${span.zh}（${number.zh}）`, en: `${span.en} (${number.en})` };
  });
  const more = earlier.length - named.length;
  return {
    kind: 'time-taken',
    text: {
      zh: `${earlier.every(isOwn) ? '本机' : ''}已登记 ${named.map(({ zh }) => zh).join('、')}${more > 0 ? ` 等 ${earlier.length} 笔` : ''}。请核对还有空场，否则改时间`,
      en: `Already recorded${earlier.every(isOwn) ? ' here' : ''}: ${named.map(({ en }) => en).join(', ')}${more > 0 ? ` and ${more} more` : ''}. Check that another is free, or change the time`,
    },
  };
}

function isOwn({ entry }: KnownUse): boolean {
  return entry.seq !== null;
}
