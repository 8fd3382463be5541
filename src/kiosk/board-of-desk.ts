import type { CachedCatalogue } from '../app/check/cached-catalogue.ts';
import type { UsesPort } from '../app/ports.ts';
import type { SharedLimits } from '../app/record/holdings.ts';
import type { BoardWanted, ShownBoard } from '../desk/board-view.ts';
import { dateOfMinute, plusDays, type WallMinute } from '../domain/base/wall-time.ts';
import { resourcesAt, rulebookOf } from '../domain/catalogue/rulebook.ts';
import { boardOf } from '../domain/decision/board.ts';
import { givenOf } from '../domain/decision/courts-in-use.ts';

/** Reads the courts of a desk on one day; null if it has none. It is loaded when the board is first opened. */
export async function boardOfDesk(
  {
    catalogue,
    uses,
    shared,
  }: {
    readonly catalogue: Pick<CachedCatalogue, 'current'>;
    readonly uses: Pick<UsesPort, 'countersFor'>;
    readonly shared: { readonly holdings: Pick<SharedLimits['holdings'], 'courts'> };
  },
  {
    siteId,
    now,
    wanted,
  }: { readonly siteId: string; readonly now: WallMinute; readonly wanted: BoardWanted },
): Promise<ShownBoard | null> {
  const current = catalogue.current();
  const resources = current === null ? [] : resourcesAt(current, siteId);
  const resource = resources.find(({ id }) => id === wanted.resourceId) ?? resources[0];
  if (current === null || resource === undefined) return null;
  const { calendar, itemsBySite } = rulebookOf(current);
  const entries = (itemsBySite.get(siteId) ?? []).filter((entry) => entry.resource?.id === resource.id);
  const date = wanted.date ?? dateOfMinute(now);
  // A booking of the evening before may go on past midnight.
  const counters = await uses.countersFor([], siteId, plusDays(date, -1));
  const held = shared.holdings.courts();
  const facts = { resource, entries, calendar, given: givenOf(counters, held), held, now };
  return { day: boardOf(facts, date), entries, calendar, resources };
}
