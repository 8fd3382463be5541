import { type WallDate, wallDateOf } from '../../domain/base/wall-time.ts';
import type { ReportKey, UsageReport } from '../../protocol/wire-reports.ts';
import { oldestCards } from '../roster/holder.ts';
import type { Services } from '../services.ts';
import { disputeBook } from './disputed.ts';
import { periodOf, type StandingUse, standingUses } from './standing-uses.ts';
import { UsageCounter } from './usage-sums.ts';

const MONTH_LENGTH = 7;

const KEYS: Readonly<Record<ReportKey, (use: StandingUse) => string>> = {
  site: ({ siteId }) => siteId,
  item: ({ itemId }) => itemId,
  day: ({ at }) => wallDateOf(at),
  month: ({ at }) => wallDateOf(at).slice(0, MONTH_LENGTH),
};

/** What was used in some Shanghai days, from `from` on and without `to`, by the time of recording. */
export async function reportUsage(
  { store }: Pick<Services, 'store'>,
  {
    from,
    to,
    by,
    siteIds = null,
  }: {
    readonly from: WallDate;
    readonly to: WallDate;
    readonly by: readonly ReportKey[];
    /** Only these sites; null for all. */
    readonly siteIds?: readonly string[] | null;
  },
): Promise<UsageReport> {
  return store.read(async (reads) => {
    const keys = [...new Set(by)];
    const disputes = await disputeBook(reads);
    const holderOf = await oldestCards(reads);
    const total = new UsageCounter(holderOf);
    const groups = new Map<string, { readonly values: readonly string[]; readonly counter: UsageCounter }>();
    for await (const use of standingUses(reads, periodOf(from, to))) {
      if (siteIds?.includes(use.siteId) === false) continue;
      const values = keys.map((key) => KEYS[key](use));
      const name = JSON.stringify(values);
      const group = groups.get(name) ?? { values, counter: new UsageCounter(holderOf) };
      groups.set(name, group);
      group.counter.add(use);
      total.add(use);
      disputes.note(use);
    }
    const rows = [...groups]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { values, counter }]) => ({
        ...Object.fromEntries(keys.map((key, index) => [key, values[index]])),
        ...counter.sums(),
      }));
    return { from, to, by: keys, rows, total: total.sums(), ...disputes.noted() };
  });
}
