import type { Text } from '../base/text.ts';
import type { WallMinute } from '../base/wall-time.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { openAt } from '../calendar/opening.ts';
import type { OpeningHours } from '../catalogue/opening-hours.ts';
import type { Rulebook, RulebookItem } from '../catalogue/rulebook.ts';
import { workflowOf } from '../workflow/workflows.ts';
import type { ClosedDesk, ItemDecision, ItemReason } from './decision.ts';
import { closedReason, nextStartFor, stretchesFor } from './item-price.ts';
import { whenText } from './refusals.ts';
import { nextStartOf } from './stretch.ts';

interface Around {
  readonly calendar: Calendar;
  readonly now: WallMinute;
}

/**
 * Says that a site is closed by the hours that the office has entered for it, why, and when it opens next; null if it is
 * open, or where nobody has entered hours. A time on another hour may still be booked then.
 */
export function closedSite(hours: readonly OpeningHours[], { calendar, now }: Around): ClosedDesk | null {
  const opening = openAt(hours, calendar, { start: now, minutes: 1 });
  if (opening.kind === 'open') return null;
  const { opensAt, reason } = opening;
  const why: Text = reason === null ? { zh: '', en: '' } : { zh: `（${reason.zh}）`, en: ` (${reason.en})` };
  if (opensAt === null) return { opensAt, text: { zh: `休息中${why.zh}`, en: `Closed${why.en}` } };
  const when = whenText(now, opensAt);
  return {
    opensAt,
    text: { zh: `休息中${why.zh}，${when.zh} 开门`, en: `Closed${why.en}, opens ${when.en}` },
  };
}

/**
 * What a desk says while no card is before it: that the site is closed, or that nothing of it is to be had at this time;
 * null while something is. It tells what `decide` tells of a card that stands.
 */
export function closedNow(
  { calendar, hoursBySite, itemsBySite }: Rulebook,
  { siteId, now }: { readonly siteId: string; readonly now: WallMinute },
): ClosedDesk | null {
  const around = { calendar, now };
  const site = closedSite(hoursBySite.get(siteId) ?? [], around);
  if (site !== null) return site;
  const entries = itemsBySite.get(siteId) ?? [];
  const offered = entries.filter(({ item, unread }) => unread !== null || workflowOf(item).isRecorded);
  if (entries.length > 0 && offered.length === 0) return null;
  return offered.some((entry) => isToBeHad(entry, around)) ? null : nothingNow(entries, around);
}

/** True for what a desk gives now, or books for a later hour. What is not understood is asked about, and never closed. */
function isToBeHad(entry: RulebookItem, around: Around): boolean {
  if (entry.unread !== null || entry.unknownRuleId !== null || entry.unreadYears !== null) return true;
  const span = workflowOf(entry.item).spanOf(entry, {}, around);
  return 'length' in stretchesFor(entry, span, around) && closedReason(entry, span, around) === null;
}

/**
 * Says that a desk gives nothing at this time, and when it opens next by the rules of the catalogue; null if
 * something else stands in the way, or where something is given. A closed desk says nothing against the card.
 */
export function closedDesk(
  items: readonly ItemDecision[],
  entries: readonly RulebookItem[],
  { calendar, now }: Around,
): ClosedDesk | null {
  const offered = items.filter((item) => item.kind !== 'info');
  if (items.length > 0 && offered.length === 0) return null;
  if (!offered.every(isOutOfTime)) return null;
  return nothingNow(entries, { calendar, now });
}

function nothingNow(entries: readonly RulebookItem[], { calendar, now }: Around): ClosedDesk {
  const opensAt = entries
    .flatMap((entry) => opensAtOf(entry, { calendar, now }) ?? [])
    .reduce<WallMinute | null>((first, start) => (first === null || start < first ? start : first), null);
  if (opensAt === null) {
    return { opensAt, text: { zh: '现在不办理', en: 'Closed now' } };
  }
  const when = whenText(now, opensAt);
  return { opensAt, text: { zh: `现在不办理，${when.zh} 开`, en: `Closed now, opens ${when.en}` } };
}

function opensAtOf(entry: RulebookItem, { calendar, now }: Around): WallMinute | null {
  const span = { start: now, minutes: 1 };
  const isAlwaysOpen = entry.hours.length === 0;
  return isAlwaysOpen ? nextStartOf(entry.bands, calendar, span) : nextStartFor(entry, calendar, span);
}

const OUT_OF_TIME: readonly ItemReason[] = ['closed', 'no-price-now', 'not-in-force'];

function isOutOfTime(item: ItemDecision): boolean {
  return item.kind === 'no' && OUT_OF_TIME.includes(item.reason.kind);
}
