import { plusDays, type WallDate } from '../../domain/base/wall-time.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { isForDay, rulebookOf } from '../../domain/catalogue/rulebook.ts';
import { courtsOf } from '../../domain/decision/limited-items.ts';
import { LEASE_DAYS_AHEAD, type LeaseSlot } from '../../domain/shared/lease.ts';

export interface LeasedSlot {
  readonly slot: LeaseSlot;
  /** How many courts the slot has. */
  readonly courts: number;
}

/** The slots of a desk from today on, as far ahead as courts are leased. */
export function leasedSlotsOf(catalogue: Catalogue, siteId: string, today: WallDate): readonly LeasedSlot[] {
  const { calendar, itemsBySite } = rulebookOf(catalogue);
  const entries = (itemsBySite.get(siteId) ?? []).filter(({ item }) => courtsOf(item) !== null);
  if (entries.length === 0) return [];
  return Array.from({ length: LEASE_DAYS_AHEAD + 1 }, (_, ahead) => {
    const date = plusDays(today, ahead);
    const day = calendar.dayFacts(date);
    return entries
      .filter(({ bands }) => bands.some((band) => isForDay(band, day)))
      .map(({ item }) => ({ slot: { siteId, itemId: item.id, date }, courts: courtsOf(item)?.courts ?? 0 }));
  }).flat();
}
