import type { CachedCatalogue } from '../app/check/cached-catalogue.ts';
import type { UsesPort } from '../app/ports.ts';
import type { ShownTask } from '../desk/tasks.ts';
import { dateOfMinute, type WallMinute } from '../domain/base/wall-time.ts';
import { rulebookOf } from '../domain/catalogue/rulebook.ts';

/** Reads what is due at a desk now. The rules for it are loaded with the first record that may be due. */
export async function tasksOfDesk(
  {
    catalogue,
    uses,
  }: {
    readonly catalogue: Pick<CachedCatalogue, 'current'>;
    readonly uses: Pick<UsesPort, 'recordsMaybeDue'>;
  },
  { siteId, now }: { readonly siteId: string; readonly now: WallMinute },
): Promise<readonly ShownTask[]> {
  const current = catalogue.current();
  if (current === null) return [];
  const records = await uses.recordsMaybeDue(siteId, dateOfMinute(now));
  if (records.length === 0) return [];
  const { shownTasks } = await import('../desk/tasks.ts');
  const { calendar } = rulebookOf(current);
  return shownTasks(records, { siteId, now, calendar, items: current.items });
}
