import { dayText } from './calendar.ts';
import type { CardLookup } from './card-record.ts';
import { cardReasonOf, recordOf, trustOfCard } from './card-standing.ts';
import type { Catalogue } from './catalogue.ts';
import type {
  CardReason,
  Choice,
  Decision,
  Explanation,
  ItemDecision,
  UseCounters,
  Verdict,
} from './decision.ts';
import type { Holdings } from './holdings.ts';
import { decideItem, type ItemContext } from './item-decision.ts';
import { ownValue } from './own-value.ts';
import { rulebookOf } from './rulebook.ts';
import { dateOfMinute, type Instant, wallMinuteOf } from './wall-time.ts';

export interface DecideInput {
  readonly catalogue: Catalogue;
  readonly siteId: string;
  readonly lookup: CardLookup;
  readonly at: Instant;
  /** Since the roster was last brought up to date; null where it never was. */
  readonly dataAgeMs: number | null;
  readonly counters: UseCounters;
  /**
   * What this kiosk may give of the limits that several kiosks share; absent where one desk counts for all, as
   * in a quotation.
   */
  readonly holdings?: Holdings;
  /**
   * True where a price alone is asked for, as in a quotation: to the minute, and of as much as a journal may hold. What
   * a desk may record lies within its bounds and on the venue's grid.
   */
  readonly priceOnly?: boolean;
  /** The clerk's choices by item id; what is absent is filled in. */
  readonly choices?: Readonly<Record<string, Choice>>;
}

/**
 * Who may have what at a desk, at which price and why: one answer for each item that the catalogue gives
 * the site, in the catalogue's order. A pure function of its input; the screen, the journal, the command
 * line and the district's audit all read it. A site that the catalogue does not know has no items.
 */
export function decide(input: DecideInput): Decision {
  const { catalogue, siteId, lookup, at, dataAgeMs, choices } = input;
  const rulebook = rulebookOf(catalogue);
  const now = wallMinuteOf(at);
  const date = dateOfMinute(now);
  const day = rulebook.calendar.dayFacts(date);
  const cardReason = cardReasonOf(lookup, { date, dataAgeMs, hotline: catalogue.hotline });
  const context: ItemContext = {
    calendar: rulebook.calendar,
    siteId,
    now,
    record: cardReason === null ? recordOf(lookup) : null,
    trust: trustOfCard(lookup, dataAgeMs),
    counters: input.counters,
    holdings: input.holdings ?? null,
    sites: catalogue.sites,
    priceOnly: input.priceOnly ?? false,
  };
  const entries = rulebook.itemsBySite.get(siteId) ?? [];
  const items = entries.map((entry) => decideItem(entry, ownValue(choices ?? {}, entry.item.id), context));
  return {
    verdict: verdictOf(cardReason, items),
    cardReason,
    lookup,
    siteId,
    at,
    date,
    day: { text: dayText(day), provisional: day.provisional },
    catalogueVersion: catalogue.version,
    dataAgeMs,
    items,
  };
}

/** The best answer that some item gives; a refused card is no whatever the items say. */
function verdictOf(cardReason: Explanation<CardReason> | null, items: readonly ItemDecision[]): Verdict {
  if (cardReason !== null) return cardReason.kind === 'unknown-stale' ? 'ask' : 'no';
  for (const kind of ['yes', 'ask', 'no'] as const) {
    if (items.some((item) => item.kind === kind)) return kind;
  }
  return 'info';
}
