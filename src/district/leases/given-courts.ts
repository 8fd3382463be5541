import { LAST_DAY, plusDays, type WallDate } from '../../domain/base/wall-time.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import type { ReadyResource } from '../../domain/catalogue/resource.ts';
import { resourcesAt } from '../../domain/catalogue/rulebook.ts';
import { placesOn } from '../../domain/decision/courts-in-use.ts';
import type { CourtStretch, ResourceDay } from '../../domain/shared/lease.ts';
import { type DatedMinutes, type Minutes, overlaps, WHOLE_DAY } from '../../domain/shared/minutes.ts';
import { type LeaseSlot, slotOnResource } from '../../domain/shared/slot-leases.ts';
import type { DistrictReads } from '../storage/store.ts';
import type { CountedUse, PublicStretchRow } from '../storage/store-rows.ts';

/** Minutes of a court that are given, and the journal that gave them; null for the public. */
interface Given extends Minutes {
  readonly givenBy: string | null;
}

/**
 * The stretches that were given away: a use stands on each, or the venue has given it to the public. Such a stretch is
 * granted to nobody, even if its kiosk has given the lease back or was revoked. It may be granted again after the use is
 * taken back.
 */
export class GivenCourts {
  readonly #byDay = new Map<string, Given[]>();
  readonly #unnamed = new Map<string, { readonly minutes: Minutes; readonly count: number }[]>();

  constructor(
    catalogue: Catalogue,
    {
      uses,
      stretches,
    }: { readonly uses: readonly CountedUse[]; readonly stretches: readonly PublicStretchRow[] },
  ) {
    for (const use of new Set(uses)) this.#addUse(catalogue, use);
    for (const one of stretches) {
      if (one.isFreed) continue;
      for (const court of one.courts)
        this.#add({ ...one, court }, { from: one.from, to: one.to, givenBy: null });
    }
  }

  /** The parts of a stretch that are given, with the journals that gave them. */
  over(stretch: CourtStretch): readonly Given[] {
    return (this.#byDay.get(keyOf(stretch)) ?? []).filter((given) => overlaps(given, stretch));
  }

  overOfAnother(stretch: CourtStretch, journalId: string): readonly Given[] {
    return this.over(stretch).filter(({ givenBy }) => givenBy !== journalId);
  }

  /**
   * How many courts are used, for some minute of a stretch, by uses that name no court. The first kiosks recorded them
   * so.
   */
  unnamed(stretch: ResourceDay & Minutes): number {
    const ofDay = this.#unnamed.get(dayKeyOf(stretch)) ?? [];
    return ofDay.reduce((sum, { minutes, count }) => sum + (overlaps(minutes, stretch) ? count : 0), 0);
  }

  #addUse(catalogue: Catalogue, use: CountedUse): void {
    const resource = resourceOfUse(catalogue, use);
    if (resource === undefined) return;
    const { siteId, courts, quantity, givenBy } = use;
    const count = Math.max(0, quantity - courts.length);
    for (const place of placesOfUse(catalogue, resource, use)) {
      const day = { siteId, resourceId: resource.id, date: place.date };
      const minutes = { from: place.from, to: place.to };
      for (const court of courts) this.#add({ ...day, court }, { ...minutes, givenBy });
      const key = dayKeyOf(day);
      if (count > 0) this.#unnamed.set(key, [...(this.#unnamed.get(key) ?? []), { minutes, count }]);
    }
  }

  #add(day: ResourceDay & { readonly court: number }, given: Given): void {
    const key = keyOf(day);
    const before = this.#byDay.get(key);
    if (before === undefined) this.#byDay.set(key, [given]);
    else before.push(given);
  }
}

/** Reads which stretches of these days are given. A day may be in the list more than once. */
export async function readGivenCourts(
  reads: Pick<DistrictReads, 'usesOfSlots' | 'publicStretchesOf'>,
  catalogue: Catalogue,
  days: readonly ResourceDay[],
): Promise<GivenCourts> {
  const slots = new Map<string, LeaseSlot>();
  const first = new Map<string, WallDate>();
  for (const { siteId, resourceId, date } of days) {
    if (date < (first.get(siteId) ?? LAST_DAY)) first.set(siteId, date);
    const resource = resourcesAt(catalogue, siteId).find(({ id }) => id === resourceId);
    for (const slot of resource === undefined ? [] : slotsOver(resource, date)) {
      slots.set(`${siteId}/${slot.itemId}/${slot.date}`, slot);
    }
  }
  const stretches: PublicStretchRow[] = [];
  for (const [siteId, date] of first) stretches.push(...(await reads.publicStretchesOf(siteId, date)));
  return new GivenCourts(catalogue, { uses: await reads.usesOfSlots([...slots.values()]), stretches });
}

/**
 * The items and days whose uses may lie on a day of a resource: what begins the evening before may go on after
 * midnight.
 */
export function slotsOver(
  { siteId, itemIds, isDerived }: ReadyResource,
  date: WallDate,
): readonly LeaseSlot[] {
  const dates = isDerived ? [date] : [plusDays(date, -1), date];
  return itemIds.flatMap((itemId) => dates.map((one) => ({ siteId, itemId, date: one })));
}

export function resourceOfUse(
  catalogue: Catalogue,
  { siteId, itemId }: Pick<CountedUse, 'siteId' | 'itemId'>,
): ReadyResource | undefined {
  return resourcesAt(catalogue, siteId).find(({ itemIds }) => itemIds.includes(itemId));
}

/** Where a use lies on its resource. A use that an earlier release counted has only a day: it takes the item's slot. */
export function placesOfUse(
  catalogue: Catalogue,
  resource: ReadyResource,
  use: Pick<CountedUse, 'siteId' | 'itemId' | 'date' | 'span'>,
): readonly DatedMinutes[] {
  if (use.span !== null) return placesOn(resource, use.span);
  const slot = resource.isDerived ? null : slotOnResource(catalogue, use);
  const stretches = slot === null || slot.stretches.length === 0 ? [WHOLE_DAY] : slot.stretches;
  return stretches.map(({ from, to }) => ({ date: use.date, from, to }));
}

function keyOf(day: ResourceDay & { readonly court: number }): string {
  return `${dayKeyOf(day)}/${day.court}`;
}

function dayKeyOf({ siteId, resourceId, date }: ResourceDay): string {
  return `${siteId}/${resourceId}/${date}`;
}
