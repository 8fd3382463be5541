import type { DatedMinutes } from './minutes.ts';

/**
 * For whom the venue has taken a stretch: 散客 (walk-in guests), 固定场 (a regular booking), 包场 (the whole hall), 比赛
 * (a match), 维修 (repair), 雨天 (rain).
 */
export const PUBLIC_USES = ['walk-in', 'regular', 'exclusive', 'match', 'repair', 'rain'] as const;
export type PublicUse = (typeof PUBLIC_USES)[number];

/** Courts that the venue has taken for a stretch of a day: no holder of a card may have them then. */
export interface PublicStretch extends DatedMinutes {
  /** Made where it is taken, so that every kiosk and the district name it alike. */
  readonly takenId: string;
  readonly siteId: string;
  readonly resourceId: string;
  /** By number; at least one. */
  readonly courts: readonly number[];
  /** One of `PUBLIC_USES`; a newer release may know more. */
  readonly use: string;
  /** True once it was given back. An id is never used again, so both entries may arrive in any order. */
  readonly isFreed: boolean;
}

/** Joins two lists of stretches by id. A stretch is freed if either list says so. */
export function mergedStretches(lists: readonly (readonly PublicStretch[])[]): readonly PublicStretch[] {
  const found = new Map<string, PublicStretch>();
  for (const one of lists.flat()) {
    const before = found.get(one.takenId);
    found.set(
      one.takenId,
      before === undefined || one.isFreed
        ? { ...(before ?? one), isFreed: one.isFreed || before?.isFreed === true }
        : before,
    );
  }
  return [...found.values()];
}
