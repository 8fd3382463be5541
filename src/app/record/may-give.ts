import { dateOfMinute, type WallMinute } from '../../domain/base/wall-time.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { resourceOf } from '../../domain/catalogue/rulebook.ts';
import { courtsGivenOver, givenOf, leasesOver, placesOn } from '../../domain/decision/courts-in-use.ts';
import type { UsesPort } from '../ports.ts';
import type { KioskHoldings } from './holdings.ts';

/** What is asked before courts are given. */
export interface GivingPorts {
  readonly uses: Pick<UsesPort, 'countersFor'>;
  readonly holdings: Pick<KioskHoldings, 'courts'>;
  readonly catalogue: { current(): Catalogue | null };
}

export interface WantedPlace {
  readonly siteId: string;
  readonly itemId: string;
  readonly start: WallMinute;
  readonly minutes: number;
  /** Numbers of courts. */
  readonly courts: readonly number[];
  /** The pseudonyms of the card, so that its own records are found too. */
  readonly cardRefs: readonly string[];
  /** The record that is moved. Its present place does not count as taken. */
  readonly recordId?: string;
}

/**
 * Returns those of the wanted courts that this kiosk holds for all of the time, and that nobody has for a minute of it.
 * Run it under the lock of the holdings, together with what it allows.
 */
export async function courtsToGive(
  { uses, holdings, catalogue }: GivingPorts,
  wanted: WantedPlace,
): Promise<readonly number[]> {
  const { siteId, itemId, start, minutes, courts, recordId } = wanted;
  const current = catalogue.current();
  const resource = current === null ? null : resourceOf(current, { siteId, itemId });
  // The catalogue has changed since the screen was drawn, and no longer says which courts there are.
  if (resource === null) return [];
  const counters = await uses.countersFor(wanted.cardRefs, siteId, dateOfMinute(start));
  const atDesk = counters.atDesk.filter(
    ({ record }) => recordId === undefined || record?.recordId !== recordId,
  );
  const held = holdings.courts();
  const given = givenOf({ ...counters, atDesk }, held);
  const places = placesOn(resource, { start, minutes }).map((place) => ({
    place,
    ...courtsGivenOver(resource, place, given),
  }));
  return courts.filter((court) =>
    places.every(
      ({ place, named }) =>
        !named.has(court) && leasesOver(held.leases, { resource, itemId, court }, place).length > 0,
    ),
  );
}

/** True if this kiosk may give each of the wanted courts. */
export async function mayGive(ports: GivingPorts, wanted: WantedPlace): Promise<boolean> {
  return (await courtsToGive(ports, wanted)).length === wanted.courts.length;
}
