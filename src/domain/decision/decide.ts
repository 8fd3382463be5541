import { ownValue } from '../base/own-value.ts';
import { dateOfMinute, type Instant, wallMinuteOf } from '../base/wall-time.ts';
import { dayText } from '../calendar/calendar.ts';
import type { CardLookup } from '../card/card-record.ts';
import { cardReasonOf, cardTrustOf, recordOf } from '../card/card-standing.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { rulebookOf } from '../catalogue/rulebook.ts';
import type { Holdings } from '../shared/holdings.ts';
import { storyOf } from './card-story.ts';
import { closedDesk, closedSite } from './closed-desk.ts';
import type {
  CardReason,
  Decision,
  Explanation,
  GivenChoice,
  ItemDecision,
  NextNumbers,
  NumberedMatters,
  PastRequest,
  UseCounters,
  Verdict,
} from './decision.ts';
import { decideItem } from './item-decision.ts';
import type { ItemContext } from './item-facts.ts';
import { hasCardEnded, outlivesCard } from './outliving-passes.ts';

export interface DecideInput {
  readonly catalogue: Catalogue;
  readonly siteId: string;
  readonly lookup: CardLookup;
  readonly at: Instant;
  /** Since the roster was last brought up to date; null if it never was. */
  readonly dataAgeMs: number | null;
  readonly counters: UseCounters;
  /** What this kiosk has asked the district for, for this card. */
  readonly requests?: readonly PastRequest[];
  /**
   * What this kiosk may give of the limits that several kiosks share; absent if one desk counts for all, as
   * in a quotation.
   */
  readonly holdings?: Holdings;
  /** What was found under the 办件编号 of the order; absent if nothing was looked up. */
  readonly numbered?: NumberedMatters;
  /** The next free number of each item that has a range of them here; absent if none has. */
  readonly nextNumbers?: NextNumbers;
  /** The short name of this kiosk, for the numbers of its records; absent if it has none. */
  readonly kiosk?: string;
  /**
   * True if a price alone is asked for, as in a quotation: to the minute, and of as much as a journal may hold. What
   * a desk may record lies within its bounds and on the venue's grid.
   */
  readonly priceOnly?: boolean;
  /** The clerk's choices by item id; what is absent is filled in. */
  readonly choices?: Readonly<Record<string, GivenChoice>>;
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
    dataTrust: cardTrustOf(lookup, dataAgeMs),
    counters: input.counters,
    holdings: input.holdings ?? null,
    sites: catalogue.sites,
    hotline: catalogue.hotline,
    kiosk: input.kiosk ?? null,
    numbered: input.numbered ?? null,
    nextNumbers: input.nextNumbers ?? {},
    priceOnly: input.priceOnly ?? false,
  };
  const entries = rulebook.itemsBySite.get(siteId) ?? [];
  const items = entries.map((entry) => decideItem(entry, ownValue(choices ?? {}, entry.item.id), context));
  const isKnownSite = rulebook.itemsBySite.has(siteId);
  const isClosable = cardReason === null && context.dataTrust !== 'info-only' && isKnownSite;
  const closed = isClosable
    ? (closedSite(rulebook.hoursBySite.get(siteId) ?? [], context) ?? closedDesk(items, entries, context))
    : null;
  const isOutlived =
    hasCardEnded(cardReason) &&
    (input.counters.records ?? []).some((record) =>
      entries.some(({ item }) => outlivesCard(record, [item], date)),
    );
  return {
    verdict: closed === null && !isOutlived ? verdictOf(cardReason, items) : 'ask',
    cardReason,
    lookup,
    siteId,
    at,
    date,
    day: { text: dayText(day), provisional: day.provisional },
    catalogueVersion: catalogue.version,
    dataAgeMs,
    items,
    story:
      cardReason === null
        ? storyOf({ uses: input.counters.ofCard, requests: input.requests ?? [] }, entries, context)
        : [],
    closed,
  };
}

/**
 * The best answer that some item gives; a refused card is no whatever the items say. A card that stands is never no:
 * where it can have nothing here, the clerk looks why.
 */
function verdictOf(cardReason: Explanation<CardReason> | null, items: readonly ItemDecision[]): Verdict {
  if (cardReason !== null) return cardReason.kind === 'unknown-stale' ? 'ask' : 'no';
  if (items.some((item) => item.kind === 'yes')) return 'yes';
  return items.some((item) => item.kind === 'ask' || item.kind === 'no') ? 'ask' : 'info';
}
