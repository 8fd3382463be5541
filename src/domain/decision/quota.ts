import { unreachable } from '../base/unreachable.ts';
import {
  dateOfMinute,
  LAST_DAY,
  plusDays,
  type WallDate,
  type WallMinute,
  yearOf,
} from '../base/wall-time.ts';
import type { CardRecord } from '../card/card-record.ts';
import type { Person } from '../card/family.ts';
import { countOnRecord } from '../card/family.ts';
import type { Catalogue, Item } from '../catalogue/catalogue.ts';
import type { Limit } from '../catalogue/catalogue-rule.ts';
import type { ReadyResource } from '../catalogue/resource.ts';
import { quantityOf, usesOfItem, usesOfYear } from '../journal/fold/taken.ts';
import type { Holdings } from '../shared/holdings.ts';
import type { CardRight } from '../shared/right.ts';
import { courtsReason } from './court-reason.ts';
import type { Explanation, ItemAsk, ItemReason, PastUse } from './decision.ts';
import { ASK_CLAIM_RIGHT, askLongerThanUsual } from './questions.ts';
import {
  otherOfSetUsed,
  quotaUsedByPerson,
  quotaUsedThisYear,
  rightElsewhere,
  stillRunning,
  tooLong,
} from './refusals.ts';

/** The facts of a wanted use that the limits of its item depend on. */
export interface WantedUse {
  readonly item: Item;
  /** The resource on which it is booked; null if its courts are not counted. */
  readonly resource: ReadyResource | null;
  readonly siteId: string;
  readonly person: Person;
  readonly quantity: number;
  readonly start: WallMinute;
  readonly minutes: number;
  /** True if the price is zero at any list price. */
  readonly free: boolean;
  readonly now: WallMinute;
  readonly record: Pick<CardRecord, 'family'>;
  /** Null if one desk counts for all. */
  readonly holdings: Holdings | null;
  /** For the names of sites. */
  readonly sites: Catalogue['sites'];
}

export type LimitAnswer =
  | { readonly kind: 'within' }
  | { readonly kind: 'ask'; readonly ask: Explanation<ItemAsk> }
  | {
      readonly kind: 'no';
      readonly reason: Explanation<ItemReason>;
      /** The limit that refuses. */
      readonly ruleId: string;
      readonly clause: string;
    };

const WITHIN: LimitAnswer = { kind: 'within' };

/** The uses that are counted already. */
interface Counted {
  /** Recorded uses of the card that were not voided. */
  readonly ofCard: readonly PastUse[];
  /** The courts that this desk may still give then. */
  readonly courtsFree: readonly number[];
}

/** Holds a wanted use against one limit. */
export function answerOfLimit(limit: Limit, wanted: WantedUse, counted: Counted): LimitAnswer {
  if (limit.kind === 'unknown') return WITHIN;
  if (limit.kind === 'minutes' && limit.beyond === 'ask' && wanted.minutes > limit.minutesMax) {
    return { kind: 'ask', ask: askLongerThanUsual(limit.minutesMax) };
  }
  const reason = reasonOfLimit(limit, wanted, counted);
  if (reason !== null) return { kind: 'no', reason, ruleId: limit.id, clause: limit.clause };
  return isRightOpen(limit, wanted) ? { kind: 'ask', ask: ASK_CLAIM_RIGHT } : WITHIN;
}

type KnownLimit = Exclude<Limit, { kind: 'unknown' }>;

function reasonOfLimit(
  limit: KnownLimit,
  wanted: WantedUse,
  { ofCard, courtsFree }: Counted,
): Explanation<ItemReason> | null {
  switch (limit.kind) {
    case 'uses-per-card-and-year':
      return yearReason(limit.uses, wanted, ofCard) ?? rightReason(limit.uses, wanted);
    case 'uses-per-person':
      return personReason(limit.uses, wanted, ofCard);
    case 'courts-per-slot':
      return wanted.resource === null
        ? null
        : courtsReason({ ...wanted, resource: wanted.resource }, courtsFree.length);
    case 'one-of-set':
      return setReason(limit, wanted, ofCard);
    case 'minutes':
      return limit.beyond === 'refuse' && wanted.minutes > limit.minutesMax
        ? tooLong(limit.minutesMax)
        : null;
    default:
      return unreachable(limit);
  }
}

function yearReason(
  uses: number,
  wanted: WantedUse,
  ofCard: readonly PastUse[],
): Explanation<ItemReason> | null {
  const year = yearOf(wanted.start);
  const used = quantityOf(usesOfYear(year, usesOfItem(wanted.item, ofCard)));
  return used + wanted.quantity > uses ? quotaUsedThisYear(year, uses) : null;
}

function personReason(
  uses: number,
  wanted: WantedUse,
  ofCard: readonly PastUse[],
): Explanation<ItemReason> | null {
  const used = usesOfItem(wanted.item, ofCard).filter((use) => use.person === wanted.person);
  const allowed = uses * countOnRecord(wanted.record, wanted.person);
  const left = Math.max(0, allowed - quantityOf(used));
  return wanted.quantity > left ? quotaUsedByPerson(wanted.person, left) : null;
}

/** Guide 8.3: a right that several sites give is had at the one that the holder chose. */
function rightReason(uses: number, wanted: WantedUse): Explanation<ItemReason> | null {
  const right = rightOf(wanted);
  if (right === null) return null;
  if (right.siteId !== wanted.siteId) {
    return rightElsewhere(wanted.sites.find(({ id }) => id === right.siteId)?.name ?? null);
  }
  return right.used ? quotaUsedThisYear(right.year, uses) : null;
}

/** The district has not said to whom the right belongs: it is asked before the right is used. */
function isRightOpen(limit: KnownLimit, wanted: WantedUse): boolean {
  if (wanted.holdings === null || limit.kind !== 'uses-per-card-and-year') return false;
  return wanted.item.siteIds.length > 1 && rightOf(wanted) === null;
}

function rightOf({ holdings, item, start }: WantedUse): CardRight | null {
  const year = yearOf(start);
  return holdings?.rights.find((right) => right.itemId === item.id && right.year === year) ?? null;
}

function setReason(
  limit: Extract<Limit, { kind: 'one-of-set' }>,
  wanted: WantedUse,
  ofCard: readonly PastUse[],
): Explanation<ItemReason> | null {
  const date = dateOfMinute(wanted.start);
  const running = ofCard
    .filter((use) => limit.itemIds.includes(use.itemId))
    .map((use) => ({ itemId: use.itemId, until: lastDayOf(use.date, limit.months) }))
    .filter((use) => use.until >= date);
  const same = running.find((use) => use.itemId === wanted.item.id);
  if (same !== undefined) return stillRunning(same.until);
  const other = running[0];
  return other === undefined ? null : otherOfSetUsed(other.until);
}

/**
 * The last day of what begins on `date` and lasts `months`: the day before the same day of the month in which it ends,
 * so that 2026-03-01 and 12 give 2027-02-28. Where that month has no such day, it is the month's last day (Civil Code,
 * article 203): 2026-08-31 and 6 give 2027-02-28, and so do 2026-08-29 and 2026-08-30; 2028-02-29 and 12 give
 * 2029-02-28. What no four digits name ends with the year 9999: a journal may hold any year that a clock told.
 */
export function lastDayOf(date: WallDate, months: number): WallDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = String(Math.floor(index / 12)).padStart(4, '0');
  if (year.length > 4) return LAST_DAY;
  const month = `${year}-${String((index % 12) + 1).padStart(2, '0')}`;
  const eve = plusDays(`${month}-01`, Number(date.slice(8)) - 2);
  // A day of the month after is as many days past the end as its number.
  return eve.slice(0, 7) > month ? plusDays(eve, -Number(eve.slice(8))) : eve;
}
