import {
  dateOfMinute,
  type Instant,
  plusDays,
  type WallMinute,
  wallMinuteOf,
} from '../../domain/base/wall-time.ts';
import { cardRefOf } from '../../domain/card/card-ref.ts';
import { deskViewOf, type RosterRecord } from '../../domain/card/roster-record.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { decide } from '../../domain/decision/decide.ts';
import { agreementIn, minutesOf, workdaysIn } from '../../domain/decision/item-details.ts';
import type { GivenBody, JournalBody } from '../../domain/journal/entry-body.ts';
import { bodyOf, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import { workflowOf } from '../../domain/workflow/workflows.ts';
import type { Random } from '../../sim/world/random.ts';
import type { DemoKiosk } from './demo-kiosk.ts';

const NO_USES = { ofCard: [], atDesk: [] };
/** Lists that a venue sells at where the guide leaves the price to it. */
const LIST_FEN = 6_000;
const RECORD_ID_LENGTH = 32;
const AHEAD_DAYS_MAX = 6;

/** What a clerk records for one of these cards at that minute, as the desk decides it; null if nothing is to be had. */
export function demoUse(given: {
  readonly catalogue: Catalogue;
  readonly siteId: string;
  readonly records: readonly RosterRecord[];
  readonly at: Instant;
  readonly random: Random;
  readonly kiosk: DemoKiosk;
}): GivenBody | null {
  const { catalogue, siteId, records, at, random, kiosk } = given;
  const record = random.pick(records);
  // Limits are counted by the district over all desks; a demo that counts none keeps to what has none.
  const free = catalogue.items.filter((item) => item.siteIds.includes(siteId) && item.limits.length === 0);
  const quantity = random.chance(0.3) ? 2 : 1;
  const start = startAhead(at, random);
  const choices = Object.fromEntries(
    free.map(({ id, workflow }) => {
      const isAhead = start !== null && workflowOf({ workflow }).isTimed;
      return [id, { listFen: LIST_FEN, quantity, ...(isAhead ? { start } : {}) }];
    }),
  );
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
  const isToday = dateOfMinute(item.choice.start) === dateOfMinute(wallMinuteOf(at));
  if (!isToday && item.choice.start !== start) return null;
  const fields = {
    cardRef: cardRefOf(kiosk.enrolment.cardRefKeyHex, record.cardNumber),
    itemId: item.itemId,
    person: item.choice.person,
    quantity: item.choice.quantity,
    start: item.choice.start,
    listTotalFen: item.price.listTotalFen,
    totalFen: item.price.totalFen,
    ruleId: item.ruleId,
    clause: item.clause,
    catalogueVersion: decision.catalogueVersion,
    verdict: 'yes' as const,
    confirmed: [],
  };
  const recordId = Array.from({ length: RECORD_ID_LENGTH }, () => random.below(16).toString(16)).join('');
  // A demo signs no agreement, whose number only the centre gives.
  if (agreementIn(item) !== null) return null;
  return workflowOf(item).bodyOf({
    // A demo counts no courts, so it names none.
    ...{
      fields,
      courts: [],
      unit: item.unit,
      number: null,
      party: null,
      agreement: null,
      recordId,
      workdays: workdaysIn(item),
    },
    minutes: minutesOf(item),
  });
}

/** A quarter of those who book do so some days ahead, for a full hour. */
function startAhead(at: Instant, random: Random): WallMinute | null {
  if (!random.chance(0.25)) return null;
  const now = wallMinuteOf(at);
  return `${plusDays(dateOfMinute(now), 1 + random.below(AHEAD_DAYS_MAX))}T${now.slice(11, 13)}:00`;
}

/** The step that a desk records for a booking at the end of a day; null if it records none. */
export function demoStep(entry: JournalEntry, evening: WallMinute, random: Random): JournalBody | null {
  const opening = bodyOf(entry);
  if (opening?.kind !== 'booking-opened') return null;
  const { recordId, start } = opening;
  const step = { recordId, after: { journalId: entry.journalId, seq: entry.seq } };
  if (start > evening) {
    return random.chance(0.02)
      ? { kind: 'booking-cancelled', ...step, reason: 'holder', returnedFen: 0 }
      : null;
  }
  // Now and then a clerk forgets to close a booking.
  if (random.chance(0.03)) return null;
  return { kind: random.chance(0.93) ? 'booking-attended' : 'booking-missed', ...step };
}
