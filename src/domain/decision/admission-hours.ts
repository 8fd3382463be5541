import type { Text } from '../base/text.ts';
import { dateOfMinute, type WallMinute } from '../base/wall-time.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { isOpenAt } from '../calendar/opening.ts';
import { isInForce, type RulebookItem } from '../catalogue/rulebook.ts';
import { WITHOUT_TIME } from '../workflow/without-time.ts';
import { nextStartFor } from './item-price.ts';
import { whenText } from './refusals.ts';

/** A pass is sold at any time; the hours of its price are when it admits (5.4.2). */
const ADMITS = { ...WITHOUT_TIME, isTimed: false };

/**
 * Why a pass of the item admits nobody at this minute, and when it does again; null if it admits. A price that is no
 * longer in force closes no door: what was paid for then is still admitted.
 */
export function closedForAdmission(entry: RulebookItem, calendar: Calendar, now: WallMinute): Text | null {
  const span = { start: now, minutes: 1 };
  const date = dateOfMinute(now);
  const hasHours = entry.bands.some((band) => isInForce(band, date));
  const isInHours = !hasHours || ADMITS.stretchesOf(entry, calendar, span) !== null;
  const isOpen = entry.hours.length === 0 || isOpenAt(entry.hours, calendar, span);
  if (isInHours && isOpen) return null;
  const next = nextStartFor(entry, calendar, span, ADMITS);
  if (next === null) return { zh: '现在不能入场', en: 'Nobody is admitted now' };
  const when = whenText(now, next);
  return { zh: `现在不能入场，${when.zh} 起可以`, en: `Nobody is admitted now, opens ${when.en}` };
}
