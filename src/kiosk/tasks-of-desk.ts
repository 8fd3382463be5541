import type { CachedCatalogue } from '../app/check/cached-catalogue.ts';
import type { UsesPort } from '../app/ports.ts';
import type { ShownTask } from '../desk/tasks.ts';
import { dateOfMinute, plusDays, type WallDate, type WallMinute } from '../domain/base/wall-time.ts';
import { type RulebookItem, rulebookOf } from '../domain/catalogue/rulebook.ts';
import type { PresentRecord } from '../domain/records/present-records.ts';
import { BOOKING_DAYS_AHEAD } from '../domain/shared/lease.ts';
import { workflowOf } from '../domain/workflow/workflows.ts';

/** Reads what is due at a desk now. The rules for it are loaded with the first record that may be due. */
export async function tasksOfDesk(
  {
    catalogue,
    uses,
  }: {
    readonly catalogue: Pick<CachedCatalogue, 'current'>;
    readonly uses: Pick<UsesPort, 'recordsMaybeDue' | 'recordsOn'>;
  },
  { siteId, now }: { readonly siteId: string; readonly now: WallMinute },
): Promise<readonly ShownTask[]> {
  const current = catalogue.current();
  if (current === null) return [];
  const { calendar, itemsBySite } = rulebookOf(current);
  const entries = itemsBySite.get(siteId) ?? [];
  const today = dateOfMinute(now);
  const ahead = exceptionalDaysAhead(entries, today);
  const [maybeDue, onThem] = await Promise.all([
    uses.recordsMaybeDue(siteId, today),
    ahead === null ? [] : uses.recordsOn(siteId, ahead.first, ahead.last),
  ]);
  const records = withoutTwice([...maybeDue, ...onThem]);
  if (records.length === 0) return [];
  const { shownTasks } = await import('../desk/tasks.ts');
  return shownTasks(records, { siteId, now, calendar, entries });
}

/**
 * The first and the last of the exceptional days on which desks book, so that a booking that was made before the office
 * entered such a day is looked at. Null if there are none, which costs no look at the bookings ahead.
 */
function exceptionalDaysAhead(
  entries: readonly RulebookItem[],
  today: WallDate,
): { readonly first: WallDate; readonly last: WallDate } | null {
  const lastBooked = plusDays(today, BOOKING_DAYS_AHEAD);
  const days = entries
    .filter(({ item }) => workflowOf(item).hasCourts)
    .flatMap(({ hours }) => hours.flatMap(({ exceptions }) => exceptions))
    .filter(({ from, until }) => until >= today && from <= lastBooked);
  const first = days.reduce((earliest, { from }) => (from < earliest ? from : earliest), lastBooked);
  const last = days.reduce((latest, { until }) => (until > latest ? until : latest), today);
  if (days.length === 0) return null;
  return { first: first < today ? today : first, last: last > lastBooked ? lastBooked : last };
}

function withoutTwice(records: readonly PresentRecord[]): readonly PresentRecord[] {
  return [...new Map(records.map((record) => [record.recordId, record])).values()];
}
