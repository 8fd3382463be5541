import { dateOfMinute, plusMinutes, type WallMinute } from '../base/wall-time.ts';
import { type Band, bandAt, isForDay, minuteOfDay } from '../catalogue/rulebook.ts';
import { unitPrice } from '../decision/price.ts';
import { nextStartOf, type Span, stretchesOf } from '../decision/stretch.ts';
import { choiceOfCourt, courtDetails } from './court-details.ts';
import { bookingBodyOf } from './given-body.ts';
import { bookedLines } from './story-line.ts';
import { MINUTES_DEFAULT, type TimeContext, type Workflow } from './workflow.ts';

/** A court in a slot of the day that the catalogue names. */
export const SLOT = {
  isRecorded: true,
  isPriced: true,
  hasSpan: true,
  isTimed: false,
  hasCourts: true,
  beginsOnDay: false,
  countsPeople: false,
  isPersonal: false,
  opens: 'booking',
  isSingle: false,
  choiceOf: choiceOfCourt('slot'),
  spanOf: ({ bands }, given, context) => {
    const slot = slotOf(bands, given.start, context);
    return {
      start: slot?.start ?? given.start ?? context.now,
      minutes: given.minutes ?? slot?.minutes ?? MINUTES_DEFAULT,
    };
  },
  quantityMaxOf: (_entry, { courtsFree }) => Math.max(1, courtsFree.length),
  stretchesOf: ({ bands }, calendar, span) => stretchesOf(bands, calendar, span),
  nextStartOf: ({ bands }, calendar, span) => nextStartOf(bands, calendar, span),
  priceOf: unitPrice,
  detailsOf: ({ choice, courtsFree }) => ({
    kind: 'in-slot',
    minutes: choice.minutes,
    ...courtDetails(courtsFree, choice),
  }),
  bodyOf: bookingBodyOf,
  knownAsks: () => [],
  storyOf: bookedLines,
} satisfies Workflow<'slot'>;

/**
 * Start and minutes of a slot. A chosen start stays. It lasts to the end of the slot that it lies in; outside all slots
 * it lasts one minute, which has no price. Without a chosen start, it is the slot of the day that runs now or comes
 * next; null if none is left.
 */
function slotOf(
  bands: readonly Band[],
  chosen: WallMinute | undefined,
  { calendar, now }: TimeContext,
): Span | null {
  const day = calendar.dayFacts(dateOfMinute(chosen ?? now));
  if (chosen !== undefined) {
    const minute = minuteOfDay(chosen.slice(11));
    const band = bandAt(bands, day, minute);
    return { start: chosen, minutes: band === null ? 1 : band.endMinute - minute };
  }
  const nowMinute = minuteOfDay(now.slice(11));
  const [next] = bands
    .filter((band) => isForDay(band, day) && nowMinute < band.endMinute)
    .toSorted((one, other) => one.startMinute - other.startMinute);
  if (next === undefined) return null;
  const start = plusMinutes(`${day.date}T00:00`, next.startMinute);
  return { start, minutes: next.endMinute - next.startMinute };
}
