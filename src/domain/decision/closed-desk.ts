import type { WallMinute } from '../base/wall-time.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { RulebookItem } from '../catalogue/rulebook.ts';
import type { ClosedDesk, ItemDecision, ItemReason } from './decision.ts';
import { nextStartFor } from './item-price.ts';
import { whenText } from './refusals.ts';
import { nextStartOf } from './stretch.ts';

/**
 * Says that a desk gives nothing at this time, and when it opens next by the rules of the catalogue; null if
 * something else stands in the way, or where something is given. A closed desk says nothing against the card.
 */
export function closedDesk(
  items: readonly ItemDecision[],
  entries: readonly RulebookItem[],
  { calendar, now }: { readonly calendar: Calendar; readonly now: WallMinute },
): ClosedDesk | null {
  const offered = items.filter((item) => item.kind !== 'info');
  if (items.length > 0 && offered.length === 0) return null;
  if (!offered.every(isOutOfTime)) return null;
  const opensAt = entries
    .flatMap((entry) => opensAtOf(entry, { calendar, now }) ?? [])
    .reduce<WallMinute | null>((first, start) => (first === null || start < first ? start : first), null);
  if (opensAt === null) {
    return { opensAt, text: { zh: '现在不办理', en: 'Closed now' } };
  }
  const when = whenText(now, opensAt);
  return { opensAt, text: { zh: `现在不办理，${when.zh} 开`, en: `Closed now, opens ${when.en}` } };
}

function opensAtOf(
  entry: RulebookItem,
  { calendar, now }: { readonly calendar: Calendar; readonly now: WallMinute },
): WallMinute | null {
  const span = { start: now, minutes: 1 };
  const isAlwaysOpen = entry.hours.length === 0;
  return isAlwaysOpen ? nextStartOf(entry.bands, calendar, span) : nextStartFor(entry, calendar, span);
}

const OUT_OF_TIME: readonly ItemReason[] = ['closed', 'no-price-now', 'not-in-force'];

function isOutOfTime(item: ItemDecision): boolean {
  return item.kind === 'no' && OUT_OF_TIME.includes(item.reason.kind);
}
