import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { resourcesAt } from '../../domain/catalogue/rulebook.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { PublicStretchRow } from '../storage/store-rows.ts';
import { type CourtReads, subjectOf, usesOver } from './court-matters.ts';
import type { Matter } from './finding.ts';

/**
 * Keeps what a desk says that the venue has given to the public or taken back. The first entry that names a stretch
 * describes it; a later one can only free it. They may arrive in any order. A desk cannot free a stretch of another site.
 */
export async function givenToPublic(
  writes: DistrictWrites,
  catalogue: Catalogue,
  stretch: PublicStretchRow,
): Promise<readonly Matter[]> {
  if (stretch.from >= stretch.to) return [];
  const before = await writes.publicStretch(stretch.takenId);
  if (before !== null) {
    const isFreedNow = stretch.isFreed && !before.isFreed && before.siteId === stretch.siteId;
    if (isFreedNow) await writes.putPublicStretches([{ ...before, isFreed: true }]);
    return [];
  }
  await writes.putPublicStretches([stretch]);
  return stretch.isFreed ? [] : publicMatters(writes, catalogue, stretch);
}

/**
 * Courts that the venue gives to the public although a use stands there. The venue may do so, and the office has to
 * look.
 */
async function publicMatters(
  reads: CourtReads,
  catalogue: Catalogue,
  stretch: PublicStretchRow,
): Promise<readonly Matter[]> {
  const resource = resourcesAt(catalogue, stretch.siteId).find(({ id }) => id === stretch.resourceId);
  if (resource === undefined) return [];
  const uses = await usesOver(reads, { catalogue, resource }, stretch);
  const { siteId, date, entry } = stretch;
  return stretch.courts.flatMap((court) => {
    const same = uses.filter((use) => use.courts.includes(court));
    const [first] = same;
    if (first === undefined) return [];
    return [
      {
        key: `court:${siteId}/${resource.id}/${date}/${court}`,
        kind: 'court-collision' as const,
        subject: { ...subjectOf({ ...first, date }), cardRef: null, court },
        entries: [...same, entry],
      },
    ];
  });
}
