import { dateOfMinute, type Instant, wallMinuteOf } from '../../domain/base/wall-time.ts';
import { cardRefOf } from '../../domain/card/card-ref.ts';
import { deskViewOf, type RosterRecord } from '../../domain/card/roster-record.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { decide } from '../../domain/decision/decide.ts';
import { minutesOf } from '../../domain/decision/item-details.ts';
import type { UseBody } from '../../domain/journal/entry-body.ts';
import type { Random } from '../../sim/world/random.ts';
import type { DemoKiosk } from './demo-kiosk.ts';

const NO_USES = { ofCard: [], atDesk: [] };
/** Lists that a venue sells at where the guide leaves the price to it. */
const LIST_FEN = 6_000;

/** What a clerk records for one of these cards at that minute, as the desk decides it; null if nothing is to be had. */
export function demoUse(given: {
  readonly catalogue: Catalogue;
  readonly siteId: string;
  readonly records: readonly RosterRecord[];
  readonly at: Instant;
  readonly random: Random;
  readonly kiosk: DemoKiosk;
}): UseBody | null {
  const { catalogue, siteId, records, at, random, kiosk } = given;
  const record = random.pick(records);
  // Limits are counted by the district over all desks; a demo that counts none keeps to what has none.
  const free = catalogue.items.filter((item) => item.siteIds.includes(siteId) && item.limits.length === 0);
  const quantity = random.chance(0.3) ? 2 : 1;
  const choices = Object.fromEntries(free.map(({ id }) => [id, { listFen: LIST_FEN, quantity }]));
  const decision = decide({
    catalogue,
    siteId,
    lookup: { kind: 'found', record: deskViewOf(record) },
    at,
    dataAgeMs: 0,
    counters: NO_USES,
    choices,
  });
  const offers = decision.items.flatMap((item) =>
    item.kind === 'yes' && free.some(({ id }) => id === item.itemId) ? [item] : [],
  );
  if (offers.length === 0) return null;
  const item = random.pick(offers);
  // What is booked for another day is recorded today as well.
  const isToday = dateOfMinute(item.choice.start) === dateOfMinute(wallMinuteOf(at));
  if (!isToday) return null;
  return {
    kind: 'use',
    cardRef: cardRefOf(kiosk.enrolment.cardRefKeyHex, record.cardNumber),
    itemId: item.itemId,
    person: item.choice.person,
    quantity: item.choice.quantity,
    start: item.choice.start,
    minutes: minutesOf(item),
    listTotalFen: item.price.listTotalFen,
    totalFen: item.price.totalFen,
    ruleId: item.ruleId,
    clause: item.clause,
    catalogueVersion: decision.catalogueVersion,
    verdict: 'yes',
    confirmed: [],
  };
}
