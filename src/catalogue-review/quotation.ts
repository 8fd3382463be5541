import type { Fen } from '../domain/base/money.ts';
import { ownValue } from '../domain/base/own-value.ts';
import type { Text } from '../domain/base/text.ts';
import { instantOf, type WallMinute } from '../domain/base/wall-time.ts';
import { cardNumberOf } from '../domain/card/card-number.ts';
import type { CardRecord } from '../domain/card/card-record.ts';
import type { Person } from '../domain/card/family.ts';
import type { Catalogue } from '../domain/catalogue/catalogue.ts';
import { type DecideInput, decide } from '../domain/decision/decide.ts';
import type { Explanation, ItemDecision, Price, PriceLine } from '../domain/decision/decision.ts';

/** Why there is no quote. `nextStart` is the next minute that has a price. */
export interface QuoteError {
  readonly kind: string;
  readonly message: string;
  readonly nextStart?: WallMinute;
}

/** What a quote is asked for. */
export interface QuoteRequest {
  readonly siteId: string;
  readonly itemId: string;
  readonly start: WallMinute;
  readonly minutes?: number;
  readonly quantity?: number;
  readonly person?: Person;
  readonly listFen?: Fen;
}

/** One stretch or count of a quote; `amount` and `listAmount` are in fen, like every sum here. */
interface QuoteLine {
  readonly band: Text;
  readonly minutes?: number;
  readonly quantity: number;
  readonly rate: Text;
  readonly amount: Fen;
  readonly listAmount: Fen;
  readonly clause: string;
  readonly ruleId: string;
  readonly explanation: Text;
}

interface DeskNote {
  readonly message: string;
  readonly nextStart?: WallMinute;
}

export interface Quote {
  readonly siteId: string;
  readonly itemId: string;
  readonly start: WallMinute;
  readonly totalFen: Fen;
  readonly listTotalFen: Fen;
  readonly savedFen: Fen;
  /** True if the price rests on a holiday calendar without a State Council notice. */
  readonly provisional: boolean;
  readonly catalogueVersion: number;
  readonly clause: string;
  readonly basis: Text;
  readonly lines: readonly QuoteLine[];
  /**
   * Set if the price is right but a desk would not book such a time: its words, and the next start that it would book.
   */
  readonly offGrid?: DeskNote;
  /** Set if the price is right and the desk is closed at that time. */
  readonly closed?: DeskNote;
}

export type QuoteResult = Quote | { readonly error: QuoteError };

/** A card in good standing, with a spouse and a child on record. */
const QUOTED_CARD: CardRecord = {
  cardNumber: cardNumberOf('QUOTATION'),
  status: 'active',
  validFrom: '2000-01-01',
  validUntil: '2099-12-31',
  maskedName: '报*价',
  family: [{ relation: 'spouse', maskedName: '配*偶' }, { relation: 'child' }],
};

/** The price that `decide` gives for a request at its start, on a fresh roster and with nothing used yet. */
export function quoteOf(catalogue: Catalogue, request: QuoteRequest): QuoteResult {
  const { siteId, itemId, start, minutes, quantity, person, listFen } = request;
  if (!catalogue.sites.some((site) => site.id === siteId)) {
    return failed('unknown-site', `没有这个场所 (unknown site): ${siteId}`);
  }
  const input: DecideInput = {
    catalogue,
    siteId,
    lookup: { kind: 'found', record: QUOTED_CARD },
    at: instantOf(start),
    dataAgeMs: 0,
    counters: { ofCard: [], atDesk: [] },
    priceOnly: true,
    choices: {
      [itemId]: {
        start,
        ...(minutes === undefined ? {} : { minutes }),
        ...(quantity === undefined ? {} : { quantity }),
        ...(person === undefined ? {} : { person }),
        ...(listFen === undefined ? {} : { listFen }),
      },
    },
  };
  const decision = decide(input);
  const item = decision.items.find((candidate) => candidate.itemId === itemId);
  if (item === undefined) return failed('unknown-item', `${siteId} 没有这个项目 (unknown item): ${itemId}`);
  const price = priceOrError(item);
  if ('kind' in price) return { error: price };
  return {
    siteId,
    itemId,
    start,
    totalFen: price.totalFen,
    listTotalFen: price.listTotalFen,
    savedFen: price.savedFen,
    provisional: price.provisional,
    catalogueVersion: decision.catalogueVersion,
    clause: item.clause,
    basis: item.basis,
    lines: price.lines.map(lineOf),
    ...deskNote(input, itemId),
  };
}

/** What a desk says of the same choice, where the venue's grid or its hours are in the way. */
function deskNote(input: DecideInput, itemId: string): Pick<Quote, 'offGrid' | 'closed'> {
  const atDesk = decide({ ...input, priceOnly: false }).items.find((item) => item.itemId === itemId);
  if (atDesk?.kind !== 'no') return {};
  const { kind, nextStart, text } = atDesk.reason;
  const note = { message: bothOf(text), ...(nextStart === undefined ? {} : { nextStart }) };
  if (kind === 'off-grid') return { offGrid: note };
  return kind === 'closed' ? { closed: note } : {};
}

/** More tickets than people on the quoted card's record is no error: the guide sets no number. */
function priceOrError(item: ItemDecision): Price | QuoteError {
  switch (item.kind) {
    case 'yes':
      return item.price;
    case 'ask': {
      const open = item.asks.find((ask) => ask.kind !== 'more-than-on-record');
      if (open !== undefined) return errorOf(open);
      return item.price ?? { kind: 'no-price', message: bothOf(item.name) };
    }
    case 'no':
      return errorOf(item.reason);
    case 'info':
      return {
        kind: 'not-priced',
        message: `${bothOf(item.name)}：此项为办事指引，没有价格 (guidance has no price)`,
      };
  }
}

/** The command line's own words for what the desk shows as "now" or asks for. */
const KINDS: Readonly<Record<string, string>> = {
  'no-price-now': 'no-price',
  'list-price': 'list-price-needed',
};

function errorOf({ kind, text, nextStart }: Explanation<string>): QuoteError {
  return {
    kind: ownValue(KINDS, kind) ?? kind,
    message: bothOf(text),
    ...(nextStart === undefined ? {} : { nextStart }),
  };
}

function bothOf(text: Text): string {
  return `${text.zh} (${text.en})`;
}

function lineOf(line: PriceLine): QuoteLine {
  return {
    band: line.band,
    ...(line.minutes === null ? {} : { minutes: line.minutes }),
    quantity: line.quantity,
    rate: line.rate,
    amount: line.cardFen,
    listAmount: line.listFen,
    clause: line.clause,
    ruleId: line.ruleId,
    explanation: line.explanation,
  };
}

function failed(kind: string, message: string): QuoteResult {
  return { error: { kind, message } };
}
