import { instantOf, type WallMinute } from '../../src/domain/base/wall-time.ts';
import { cardNumberOf } from '../../src/domain/card/card-number.ts';
import type { CardRecord } from '../../src/domain/card/card-record.ts';
import type { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import { type DecideInput, decide } from '../../src/domain/decision/decide.ts';
import type {
  Decision,
  GivenChoice,
  ItemDecision,
  PastRequest,
  PastUse,
} from '../../src/domain/decision/decision.ts';
import { shipped } from './shipped.ts';

export const MS_PER_DAY = 24 * 60 * 60 * 1000;
const NUMBER = cardNumberOf('LW00000001');

/** A card in good standing with a spouse and two children on record. */
export const CARD: CardRecord = {
  cardNumber: NUMBER,
  status: 'active',
  validFrom: '2000-01-01',
  validUntil: '2099-12-31',
  maskedName: '张*明',
  family: [{ relation: 'spouse', maskedName: '李*' }, { relation: 'child' }, { relation: 'child' }],
};

const CATALOGUE = shipped();

export interface Case {
  readonly site: string;
  readonly now: WallMinute;
  readonly catalogue?: Catalogue;
  readonly card?: Partial<CardRecord> | 'unknown';
  readonly dataAgeMs?: number | null;
  readonly ofCard?: readonly PastUse[];
  readonly atDesk?: readonly PastUse[];
  readonly hasNewer?: boolean;
  readonly choices?: Record<string, GivenChoice>;
  readonly requests?: readonly PastRequest[];
  readonly priceOnly?: boolean;
  readonly kiosk?: string;
}

export function decisionFor(given: Case): Decision {
  const lookup: DecideInput['lookup'] =
    given.card === 'unknown'
      ? { kind: 'unknown', cardNumber: NUMBER }
      : { kind: 'found', record: { ...CARD, ...given.card } };
  return decide({
    catalogue: given.catalogue ?? CATALOGUE,
    siteId: given.site,
    lookup,
    at: instantOf(given.now),
    dataAgeMs: given.dataAgeMs === undefined ? 0 : given.dataAgeMs,
    counters: {
      ofCard: given.ofCard ?? [],
      atDesk: given.atDesk ?? [],
      hasNewer: given.hasNewer ?? false,
    },
    ...(given.choices === undefined ? {} : { choices: given.choices }),
    ...(given.requests === undefined ? {} : { requests: given.requests }),
    ...(given.priceOnly === undefined ? {} : { priceOnly: given.priceOnly }),
    ...(given.kiosk === undefined ? {} : { kiosk: given.kiosk }),
  });
}

export function itemFor(itemId: string, given: Case): ItemDecision {
  const item = decisionFor(given).items.find((candidate) => candidate.itemId === itemId);
  if (item === undefined) throw new Error(`no item ${itemId} at ${given.site}`);
  return item;
}

/** One item with one choice, shortened to `yes 2500/5000`, `no slot-full @start`, `ask list-price -` or `info`. */
export function answerFor(itemId: string, given: Case, choice?: GivenChoice): string {
  const item = itemFor(itemId, choice === undefined ? given : { ...given, choices: { [itemId]: choice } });
  switch (item.kind) {
    case 'yes':
      return `yes ${item.price.totalFen}/${item.price.listTotalFen}`;
    case 'ask':
      return `ask ${item.asks.map((ask) => ask.kind).join('+')} ${item.price?.totalFen ?? '-'}`;
    case 'no':
      return `no ${item.reason.kind}${item.reason.nextStart === undefined ? '' : ` @${item.reason.nextStart}`}`;
    case 'info':
      return 'info';
  }
}
