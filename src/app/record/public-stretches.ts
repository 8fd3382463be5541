import type { WallDate } from '../../domain/base/wall-time.ts';
import { effectOf } from '../../domain/journal/fold/recorded-uses.ts';
import { mergedStretches, type PublicStretch } from '../../domain/shared/public-stretch.ts';
import type { KioskCourts, OwnStretch } from './holdings.ts';
import type { RecordPorts } from './record.ts';

/** The most entries that the host gives at once. */
const ENTRIES_AT_ONCE = 500;

/** What this kiosk has recorded of the public for today and later, read from its journal where the cache has lost it. */
export async function ownStretchesIn(
  journal: Pick<RecordPorts['journal'], 'read'>,
  today: WallDate,
): Promise<readonly OwnStretch[]> {
  const own: OwnStretch[] = [];
  for (let from = 1; ; ) {
    const entries = await journal.read(from, ENTRIES_AT_ONCE);
    const last = entries.at(-1);
    if (last === undefined) return own;
    for (const entry of entries) {
      const effect = effectOf(entry);
      if (effect.kind !== 'public' || effect.stretch.date < today) continue;
      own.push({ afterSeq: entry.seq - 1, stretch: effect.stretch });
    }
    from = last.seq + 1;
  }
}

/** The stretches that are given to the public at a desk, as far as this kiosk knows. */
export function takenAt({ taken = [] }: KioskCourts, siteId: string): readonly PublicStretch[] {
  return taken.filter((one) => one.siteId === siteId && !one.isFreed);
}

/**
 * The stretches that are taken after an answer of the district: those of the answer, and those that this kiosk has
 * recorded and the district had not acknowledged when it was asked. A district of the release before knows of none: then
 * all stretches stay until their day is over.
 */
export function takenAfter(
  { taken = [], ownTaken = [] }: KioskCourts,
  told: readonly PublicStretch[] | null,
  { acknowledgedSeq, today }: { readonly acknowledgedSeq: number; readonly today: WallDate },
): Pick<KioskCourts, 'taken' | 'ownTaken'> {
  const waiting = ownTaken.filter(
    ({ afterSeq, stretch }) => stretch.date >= today && (told === null || acknowledgedSeq <= afterSeq),
  );
  const before = told ?? taken.filter(({ date }) => date >= today);
  return { taken: mergedStretches([before, waiting.map(({ stretch }) => stretch)]), ownTaken: waiting };
}
