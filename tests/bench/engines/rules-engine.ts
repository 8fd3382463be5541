import { Engine } from 'json-rules-engine';
import { wallMinuteOf } from '../../../src/domain/base/wall-time.ts';
import type { DecideInput } from '../../../src/domain/decision/decide.ts';
import type { CardReason, Decision, Explanation } from '../../../src/domain/decision/decision.ts';
import { decisionOf, itemOf, POOL_PRICES, reasonOfRecord } from './pool-engine.ts';

/*
 * The same pool desk over json-rules-engine: what decides (status, dates, band, price) are rules, as its
 * manual shows it; the answer is built by the hand-written engine's own functions.
 */
const cardRules = [
  { reason: 'refused', conditions: [{ fact: 'status', operator: 'notEqual', value: 'active' }] },
  { reason: 'refused', conditions: [{ fact: 'daysLeft', operator: 'lessThan', value: 0 }] },
  { reason: 'refused', conditions: [{ fact: 'daysSince', operator: 'lessThan', value: 0 }] },
];

const engine = new Engine([
  ...cardRules.map(({ reason, conditions }) => ({
    conditions: { all: conditions },
    event: { type: reason },
  })),
  ...POOL_PRICES.map((price) => ({
    conditions: {
      all: [
        { fact: 'status', operator: 'equal', value: 'active' },
        { fact: 'daysLeft', operator: 'greaterThanInclusive', value: 0 },
        { fact: 'daysSince', operator: 'greaterThanInclusive', value: 0 },
        { fact: 'minute', operator: 'greaterThanInclusive', value: 0 },
        { fact: 'minute', operator: 'lessThan', value: 1440 },
      ],
    },
    event: { type: 'price', params: price },
  })),
]);

export async function decideByRules(input: DecideInput): Promise<Decision> {
  const now = wallMinuteOf(input.at);
  const date = now.slice(0, 10);
  const record = input.lookup.kind === 'found' ? input.lookup.record : null;
  const { events } = await engine.run({
    status: record?.status ?? 'unknown',
    daysLeft: record === null ? -1 : Date.parse(record.validUntil) - Date.parse(date),
    daysSince: record === null ? -1 : Date.parse(date) - Date.parse(record.validFrom),
    minute: Number(now.slice(11, 13)) * 60 + Number(now.slice(14, 16)),
  });
  const refused = events.some((event) => event.type === 'refused');
  const cardReason: Explanation<CardReason> | null = !refused
    ? null
    : record === null
      ? { kind: 'unknown-fresh', text: { zh: '名册中无此卡', en: 'Not in the roster' } }
      : reasonOfRecord(record, date);
  const priced = new Set(
    events.filter((event) => event.type === 'price').map((event) => event.params?.['itemId']),
  );
  const items = POOL_PRICES.map((price) =>
    itemOf(
      price,
      priced.has(price.itemId) ? record : null,
      input.choices?.[price.itemId]?.quantity ?? 1,
      now,
    ),
  );
  return decisionOf(input, { date, cardReason, items });
}
