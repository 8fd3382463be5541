import { courtsTakenBy } from '../../domain/journal/fold/taken.ts';
import type { LeaseSlot } from '../../domain/shared/lease.ts';
import type { DistrictReads } from '../storage/store.ts';
import type { CountedUse } from '../storage/store-rows.ts';

type Court = LeaseSlot & { readonly court: number };

/**
 * The courts that were given away: a use of each stands, whoever recorded it. Such a court is granted to nobody, not
 * even after its kiosk has given the lease back or is revoked. Once the use is taken back, it may be granted again.
 */
export class GivenCourts {
  readonly #bySlot: ReadonlyMap<string, readonly CountedUse[]>;

  constructor(uses: readonly CountedUse[]) {
    this.#bySlot = Map.groupBy(uses, keyOf);
  }

  has(court: Court): boolean {
    return this.#usesOf(court).length > 0;
  }

  hasOfAnother(court: Court, journalId: string): boolean {
    return this.#usesOf(court).some((use) => use.givenBy !== journalId);
  }

  /** How many courts of the slot are used by uses that name no court. The first kiosks recorded them so. */
  unnamed(slot: LeaseSlot): number {
    return courtsTakenBy(this.#bySlot.get(keyOf(slot)) ?? []).unnamed;
  }

  #usesOf(place: Court): readonly CountedUse[] {
    return (this.#bySlot.get(keyOf(place)) ?? []).filter((use) => use.courts.includes(place.court));
  }
}

/** Reads which courts of these slots are given. A slot may be in the list more than once. */
export async function readGivenCourts(
  reads: Pick<DistrictReads, 'usesOfSlots'>,
  slots: readonly LeaseSlot[],
): Promise<GivenCourts> {
  const distinct = new Map(slots.map((slot) => [keyOf(slot), slot]));
  return new GivenCourts(await reads.usesOfSlots([...distinct.values()]));
}

function keyOf({ siteId, itemId, date }: LeaseSlot): string {
  return `${siteId}/${itemId}/${date}`;
}
