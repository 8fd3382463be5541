import type { Item } from './catalogue.ts';
import type { Explanation, ItemAsk, PastUse, Person, UseCounters } from './decision.ts';
import { endOf, isKnown, type KnownUse, passUntil } from './known-use.ts';
import { askBoughtToday, askHoldsPass, askTimeTaken } from './questions.ts';
import { unreachable } from './unreachable.ts';
import { dateOfMinute, plusMinutes, type WallMinute } from './wall-time.ts';

/** What is asked for, and who asks. */
export interface AskedUse {
  readonly siteId: string;
  readonly person: Person;
  readonly quantity: number;
  readonly quantityMax: number;
  readonly start: WallMinute;
  readonly minutes: number;
  readonly now: WallMinute;
  /** The short name of this kiosk, for the numbers of its records. */
  readonly kiosk: string | null;
}

/** What the clerk is asked because of what this kiosk has recorded already. */
export function asksOfKnown(
  item: Item,
  asked: AskedUse,
  counters: UseCounters,
): readonly Explanation<ItemAsk>[] {
  switch (item.workflow) {
    case 'hourly':
    case 'booking':
      return timeAsks(asked, usesOf(item, asked, counters.atDesk));
    case 'ticket':
      return ticketAsks(asked, usesOf(item, asked, counters.ofCard));
    case 'pass':
      return passAsks(item, asked, usesOf(item, asked, counters.ofCard));
    case 'slot':
    case 'service':
    case 'guidance':
      return [];
    default:
      return unreachable(item.workflow);
  }
}

/** Courts without numbers and rooms: nobody leases them, so that this kiosk alone can tell. */
function timeAsks(asked: AskedUse, uses: readonly KnownUse[]): readonly Explanation<ItemAsk>[] {
  const end = plusMinutes(asked.start, asked.minutes);
  const earlier = uses
    .filter((use) => use.entry.start < end && asked.start < endOf(use))
    .toSorted((one, other) => one.entry.seq - other.entry.seq);
  return earlier.length === 0 ? [] : [askTimeTaken(earlier, asked)];
}

/** Today's tickets and these together are more than the people on the card's record. */
function ticketAsks(asked: AskedUse, uses: readonly KnownUse[]): readonly Explanation<ItemAsk>[] {
  const bought = uses.filter((use) => use.date === dateOfMinute(asked.now));
  const count = bought.reduce((sum, use) => sum + use.quantity, 0);
  if (count === 0 || count + asked.quantity <= asked.quantityMax) return [];
  return [askBoughtToday(bought, asked)];
}

/** The same person holds this pass already. */
function passAsks(item: Item, asked: AskedUse, uses: readonly KnownUse[]): readonly Explanation<ItemAsk>[] {
  const date = dateOfMinute(asked.start);
  const [last] = uses
    .filter((use) => use.person === asked.person)
    .flatMap((use) => {
      const until = passUntil(item, use.date);
      return until !== null && until >= date ? [{ use, until }] : [];
    })
    .toSorted((one, other) => (one.until < other.until ? 1 : -1));
  return last === undefined ? [] : [askHoldsPass(last, { ...asked, name: item.name })];
}

function usesOf(item: Item, { siteId }: AskedUse, uses: readonly PastUse[]): readonly KnownUse[] {
  return uses.filter(isKnown).filter((use) => use.siteId === siteId && use.itemId === item.id);
}
