import { dateOfMinute } from '../base/wall-time.ts';
import type { RulebookItem } from '../catalogue/rulebook.ts';
import { courtsTakenBy } from '../journal/fold/taken.ts';
import type { Holdings } from '../shared/holdings.ts';
import { type CourtHoldings, isSameSlot, type LeaseSlot } from '../shared/lease.ts';
import type { ChoiceBase, PastUse, UseCounters } from './decision.ts';

const NO_COURTS: readonly number[] = [];

/**
 * The courts of the slot that this desk may still give, by number: of those that it holds, the ones that nobody
 * has taken, those that are called back last. Empty for an item whose courts are not limited.
 */
export function freeCourts(
  { item, limits }: RulebookItem,
  { start }: Pick<ChoiceBase, 'start'>,
  context: {
    readonly siteId: string;
    readonly counters: UseCounters;
    /** Null where one desk counts for all: all courts are its own. */
    readonly holdings: Holdings | null;
  },
): readonly number[] {
  const limited = limits.flatMap((limit) => (limit.kind === 'courts-per-slot' ? [limit.courts] : []));
  if (limited.length === 0) return NO_COURTS;
  const slot = { siteId: context.siteId, itemId: item.id, date: dateOfMinute(start) };
  // What another kiosk gave without a number is in the leases already: the district counts it.
  const uses = context.counters.atDesk.filter((use) => isSameSlot(use, slot) && !isUnnamedElsewhere(use));
  // A use that names no court takes any one.
  const { named, unnamed } = courtsTakenBy(uses);
  const held = courtsHeld(Math.min(...limited), slot, context.holdings?.courts ?? null);
  const free = held.filter((court) => !named.has(court));
  return free.slice(0, Math.max(0, free.length - unnamed));
}

function isUnnamedElsewhere({ record, entry, courts }: PastUse): boolean {
  return record !== undefined && entry === undefined && courts === undefined;
}

function courtsHeld(courts: number, slot: LeaseSlot, held: CourtHoldings | null): readonly number[] {
  if (held === null) return Array.from({ length: courts }, (_, index) => index + 1);
  return held.leases
    .filter((lease) => isSameSlot(lease, slot))
    .toSorted((one, other) => Number(one.recalled) - Number(other.recalled) || one.court - other.court)
    .map((lease) => lease.court);
}
