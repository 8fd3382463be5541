import { yuanText } from '../../../src/domain/base/money.ts';
import { wallMinuteOf } from '../../../src/domain/base/wall-time.ts';
import type { CardRecord } from '../../../src/domain/card/card-record.ts';
import type { Person } from '../../../src/domain/card/family.ts';
import type { DecideInput } from '../../../src/domain/decision/decide.ts';
import type {
  CardReason,
  Decision,
  Explanation,
  ItemDecision,
} from '../../../src/domain/decision/decision.ts';

/*
 * What a careful programmer would write for the pool's desk alone: two prices in the code, no catalogue, no
 * calendar, no quotas. It answers in the same shape and in both languages, so that it does the same work.
 */
const PRICES = [
  {
    itemId: 'outdoor-ticket',
    zh: '露天池门票',
    en: 'Outdoor pool ticket',
    ruleId: 'outdoor-half',
    listFen: 5000,
  },
  {
    itemId: 'indoor-ticket',
    zh: '室内馆门票',
    en: 'Indoor pool ticket',
    ruleId: 'indoor-half',
    listFen: 8000,
  },
] as const;

const ELIGIBLE: readonly Person[] = ['holder', 'spouse', 'child'];
const BASIS = { zh: '凭卡购票享受5折优惠。', en: 'Half price with the card.' };
const STEPS = [{ zh: '登记并核对英才卡信息。', en: "Register and check the card's data." }];
const BAND = { zh: '周一至周日 全天', en: 'every day, all day' };
const RATE = { zh: '五折', en: 'half price' };
const REFUSED = { zh: '此卡不能享受优惠', en: 'This card gives no benefits' };

export type PoolPrice = (typeof PRICES)[number];

export function decideForPool(input: DecideInput): Decision {
  const now = wallMinuteOf(input.at);
  const date = now.slice(0, 10);
  const { lookup } = input;
  const cardReason =
    lookup.kind === 'found'
      ? reasonOfRecord(lookup.record, date)
      : reasonOf('unknown-fresh', '名册中无此卡。请核对卡号或证件');
  const record = cardReason === null && lookup.kind === 'found' ? lookup.record : null;
  const items = PRICES.map((price) =>
    itemOf(price, record, input.choices?.[price.itemId]?.quantity ?? 1, now),
  );
  return decisionOf(input, { date, cardReason, items });
}

export function decisionOf(
  input: DecideInput,
  found: { date: string; cardReason: Explanation<CardReason> | null; items: readonly ItemDecision[] },
): Decision {
  const { items, cardReason, date } = found;
  return {
    verdict: cardReason !== null ? 'no' : items.some((item) => item.kind === 'yes') ? 'yes' : 'ask',
    cardReason,
    lookup: input.lookup,
    siteId: input.siteId,
    at: input.at,
    date,
    day: { text: BAND, provisional: false },
    catalogueVersion: 1,
    dataAgeMs: input.dataAgeMs,
    items,
    story: [],
    closed: null,
  };
}

export function reasonOfRecord(record: CardRecord, date: string): Explanation<CardReason> | null {
  if (record.status !== 'active') return reasonOf(record.status, `此卡不能使用：${record.status}`);
  if (date > record.validUntil) return reasonOf('expired', `卡已过期（${record.validUntil}）`);
  if (date < record.validFrom) return reasonOf('not-yet-valid', `此卡 ${record.validFrom} 起有效`);
  return null;
}

function reasonOf(kind: CardReason, zh: string): Explanation<CardReason> {
  return { kind, text: { zh, en: kind } };
}

export function itemOf(
  price: PoolPrice,
  record: CardRecord | null,
  quantity: number,
  now: string,
): ItemDecision {
  const { itemId, ruleId, listFen, zh, en } = price;
  const quantityMax = record === null ? 1 : 1 + record.family.length;
  const base = {
    itemId,
    name: { zh, en },
    workflow: 'ticket' as const,
    unit: 'person' as const,
    clause: '5.6',
    basis: BASIS,
    ruleId,
    eligible: ELIGIBLE,
    choice: { person: 'holder' as const, quantity, start: now, listFen: null },
    quantityMax,
    steps: STEPS,
    details: { kind: 'at-once' as const },
  };
  if (record === null) return { ...base, kind: 'no', reason: { kind: 'card-refused', text: REFUSED } };
  const unitCardFen = Math.floor((listFen + 1) / 2);
  const totalFen = quantity * unitCardFen;
  const listTotalFen = quantity * listFen;
  const total = yuanText(totalFen);
  const list = yuanText(listFen);
  const card = yuanText(unitCardFen);
  const line = {
    band: BAND,
    explanation: {
      zh: `${quantity} 张 × ${card} 元 = ${total} 元（原价 ${list} 元，五折）`,
      en: `${quantity} × ${card} yuan per ticket = ${total} yuan (list ${list} yuan, half price)`,
    },
    unit: 'person' as const,
    minutes: null,
    quantity,
    unitListFen: listFen,
    unitCardFen,
    listFen: listTotalFen,
    cardFen: totalFen,
    rate: RATE,
    ruleId,
    clause: '5.6.2.2',
  };
  const savedFen = listTotalFen - totalFen;
  const whole = { totalFen, listTotalFen, savedFen, provisional: false, lines: [line] };
  if (quantity <= quantityMax) return { ...base, kind: 'yes', price: whole };
  const text = { zh: `名册登记可直接办理 ${quantityMax} 份`, en: `The record allows ${quantityMax}` };
  return { ...base, kind: 'ask', asks: [{ kind: 'more-than-on-record', text }], price: null };
}

export const POOL_PRICES = PRICES;
