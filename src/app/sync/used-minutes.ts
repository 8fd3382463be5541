import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { resourcesAt } from '../../domain/catalogue/rulebook.ts';
import { placesOn } from '../../domain/decision/courts-in-use.ts';
import type { PastUse } from '../../domain/decision/decision.ts';
import type { CourtStretch } from '../../domain/shared/lease.ts';
import { type Minutes, WHOLE_DAY } from '../../domain/shared/minutes.ts';

/** The minutes of a court's day that are given. A use that names no court may be on this one. */
export function usedOf(
  catalogue: Catalogue,
  atDesk: readonly PastUse[],
  { siteId, resourceId, date, court }: CourtStretch,
): readonly Minutes[] {
  const resource = resourcesAt(catalogue, siteId).find(({ id }) => id === resourceId);
  // The catalogue may have dropped the resource and still have its items.
  const itemIds = resource?.itemIds ?? [resourceId];
  const uses = atDesk.filter(
    (use) => use.siteId === siteId && itemIds.includes(use.itemId) && (use.courts?.includes(court) ?? true),
  );
  return uses.flatMap((use) => {
    const span = use.record ?? use.entry;
    if (resource === undefined || span === undefined) return use.date === date ? [WHOLE_DAY] : [];
    const places = placesOn(resource, { start: span.start, minutes: span.minutes ?? 1 });
    return places.filter((place) => place.date === date);
  });
}
