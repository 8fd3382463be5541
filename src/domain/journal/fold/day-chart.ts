import type { Fen } from '../../base/money.ts';
import { wallMinuteOf } from '../../base/wall-time.ts';
import { refundFenOf } from '../../records/possible-steps.ts';
import { type RecordedUse, standing } from './recorded-uses.ts';

/** The sum of a day's uses in one hour, or of one item. */
export interface ChartBar {
  readonly uses: number;
  readonly totalFen: Fen;
}

const NO_USES: ChartBar = { uses: 0, totalFen: 0 };

/**
 * The uses that stand, by the hour (0–23) in which they were recorded. Hours without uses between the first and the last
 * are in it, so that a quiet hour shows. The money adds up to that of `dayTotalsOf`.
 */
export function usesByHour(recorded: readonly RecordedUse[]): readonly (ChartBar & { hour: number })[] {
  const hours = barsBy(recorded, ({ recordedAt }) => Number(wallMinuteOf(recordedAt).slice(11, 13)));
  const first = Math.min(...hours.keys());
  const last = Math.max(...hours.keys());
  if (hours.size === 0) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    hour: first + index,
    ...(hours.get(first + index) ?? NO_USES),
  }));
}

/** The uses that stand, by item and site. The most used item comes first; equals keep the order of the list. */
export function usesByItem(
  recorded: readonly RecordedUse[],
): readonly (ChartBar & { siteId: string; itemId: string })[] {
  const places = new Map(
    recorded.map(({ siteId, body: { itemId } }) => [`${siteId} ${itemId}`, { siteId, itemId }]),
  );
  const bars = barsBy(recorded, ({ siteId, body }) => `${siteId} ${body.itemId}`);
  return [...places]
    .map(([key, place]) => ({ ...place, ...(bars.get(key) ?? NO_USES) }))
    .filter(({ uses }) => uses > 0)
    .toSorted((one, other) => other.uses - one.uses);
}

function barsBy<Key>(
  recorded: readonly RecordedUse[],
  keyOf: (use: RecordedUse) => Key,
): ReadonlyMap<Key, ChartBar> {
  const bars = new Map<Key, ChartBar>();
  for (const use of standing(recorded)) {
    const key = keyOf(use);
    const { uses, totalFen } = bars.get(key) ?? NO_USES;
    bars.set(key, { uses: uses + 1, totalFen: totalFen + refundFenOf(use) });
  }
  return bars;
}
