import { instantOf } from '../../domain/base/wall-time.ts';
import { cardNumberOf } from '../../domain/card/card-number.ts';
import type { CardRecord } from '../../domain/card/card-record.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { decide } from '../../domain/decision/decide.ts';
import type { ItemDecision, ItemReason } from '../../domain/decision/decision.ts';
import { type GivenBody, minutesIn } from '../../domain/journal/entry-body.ts';

interface Amounts {
  readonly listFen: number;
  readonly paidFen: number;
}

/** How what was recorded compares with what `decide` gives by the catalogue that the entry names. */
export type Recalculation =
  | { readonly kind: 'same'; readonly expected: Amounts }
  /** `expected` is null if the catalogue has no price for such a use. */
  | { readonly kind: 'different'; readonly expected: Amounts | null }
  /** The catalogue, or this item in it, is not known or not understood here. */
  | { readonly kind: 'unknown' };

/** A card in good standing with all of a family: who may have it was decided at the desk, and is no matter of price. */
const ANY_CARD: CardRecord = {
  cardNumber: cardNumberOf('RECALCULATION'),
  status: 'active',
  validFrom: '2000-01-01',
  validUntil: '2099-12-31',
  maskedName: '复*算',
  family: [{ relation: 'spouse', maskedName: '复*算' }, { relation: 'child' }],
};

/** The catalogue has no price for such a time. */
const WITHOUT_PRICE: ReadonlySet<string> = new Set<ItemReason>(['no-price-now', 'not-in-force']);
/** Unit prices that round to one recorded total: 60 for one minute of an hour, and some room. */
const CANDIDATES_MAX = 128;
const MINUTES_PER_HOUR = 60;

/**
 * Prices a recorded use again. If the venue set the list price, the clerk typed it, and the entry has only what it came
 * to: then some list price must give both amounts.
 */
export function recalculate(catalogue: Catalogue | null, siteId: string, body: GivenBody): Recalculation {
  const item = catalogue?.items.find(({ id, siteIds }) => id === body.itemId && siteIds.includes(siteId));
  if (catalogue === null || item === undefined || item.unread !== undefined) return { kind: 'unknown' };
  const decided = decidedBy(catalogue, siteId, body, null);
  if (decided === undefined || isNotUnderstood(decided)) return { kind: 'unknown' };
  if (!isListPriceAsked(decided)) return compared(body, amountsOf(decided));
  for (const listFen of listPricesOf(body)) {
    const expected = amountsOf(decidedBy(catalogue, siteId, body, listFen));
    if (expected !== null && isRecorded(body, expected)) return { kind: 'same', expected };
  }
  return { kind: 'different', expected: null };
}

function decidedBy(
  catalogue: Catalogue,
  siteId: string,
  body: GivenBody,
  listFen: number | null,
): ItemDecision | undefined {
  const { itemId, person, quantity, start } = body;
  const minutes = minutesIn(body);
  const choice = { person, quantity, start, listFen, ...(minutes === null ? {} : { minutes }) };
  const { items } = decide({
    catalogue,
    siteId,
    lookup: { kind: 'found', record: ANY_CARD },
    at: instantOf(start),
    dataAgeMs: 0,
    counters: { ofCard: [], atDesk: [] },
    priceOnly: true,
    choices: { [itemId]: choice },
  });
  return items.find((candidate) => candidate.itemId === itemId);
}

function isListPriceAsked(decided: ItemDecision): boolean {
  return decided.kind === 'ask' && decided.price === null && hasAsk(decided, 'list-price');
}

/** What a newer catalogue says and this release does not know is asked about at the desk. */
function isNotUnderstood(decided: ItemDecision): boolean {
  if (decided.kind === 'info') return true;
  // Whether such a use may be recorded at all is another question than its amount.
  if (decided.kind === 'no') return !WITHOUT_PRICE.has(decided.reason.kind);
  return decided.kind === 'ask' && decided.price === null && !hasAsk(decided, 'list-price');
}

function hasAsk(decided: Extract<ItemDecision, { kind: 'ask' }>, kind: string): boolean {
  return decided.asks.some((ask) => ask.kind === kind);
}

function amountsOf(decided: ItemDecision | undefined): Amounts | null {
  if (decided?.kind !== 'yes' && decided?.kind !== 'ask') return null;
  const { price } = decided;
  return price === null ? null : { listFen: price.listTotalFen, paidFen: price.totalFen };
}

function compared(body: GivenBody, expected: Amounts | null): Recalculation {
  const isSame = expected !== null && isRecorded(body, expected);
  return isSame ? { kind: 'same', expected } : { kind: 'different', expected };
}

function isRecorded({ listTotalFen, totalFen }: GivenBody, { listFen, paidFen }: Amounts): boolean {
  return listTotalFen === listFen && totalFen === paidFen;
}

/** All list prices of one unit that lead to the recorded list total. */
function listPricesOf(body: GivenBody): readonly number[] {
  const { listTotalFen, quantity } = body;
  const minutes = minutesIn(body);
  if (listTotalFen === null) return [];
  const each = listTotalFen / quantity;
  if (minutes === null) return Number.isInteger(each) ? [each] : [];
  // An hourly price is rounded for each stretch, by half a fen at most. A slot has a price of its own.
  const perHour = MINUTES_PER_HOUR / minutes;
  const room = perHour + 1;
  const first = Math.max(0, Math.ceil((each - 0.5) * perHour - room));
  const last = Math.min(Math.floor((each + 0.5) * perHour + room), first + CANDIDATES_MAX);
  const hourly = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return Number.isInteger(each) ? [each, ...hourly] : hourly;
}
