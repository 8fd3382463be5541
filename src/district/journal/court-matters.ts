import { plusMinutes } from '../../domain/base/wall-time.ts';
import type { Catalogue, Item } from '../../domain/catalogue/catalogue.ts';
import { courtsForItem, type ReadyResource } from '../../domain/catalogue/resource.ts';
import { quantityOf } from '../../domain/journal/fold/taken.ts';
import { type DatedMinutes, overlaps } from '../../domain/shared/minutes.ts';
import { placesOfUse, resourceOfUse, slotsOver } from '../leases/given-courts.ts';
import type { DistrictReads } from '../storage/store.ts';
import type { CountedUse, PublicStretchRow } from '../storage/store-rows.ts';
import type { Matter } from './finding.ts';

export type CourtReads = Pick<DistrictReads, 'usesOfSlots' | 'publicStretchesOf'>;

/** Finds a use on a court that was already given for some of its time, and uses of more courts than there are. */
export async function courtMatters(
  reads: CourtReads,
  { catalogue, item }: { readonly catalogue: Catalogue; readonly item: Item },
  use: CountedUse,
): Promise<readonly Matter[]> {
  const resource = resourceOfUse(catalogue, use);
  if (resource === undefined) return [];
  const matters: Matter[] = [];
  for (const place of placesOfUse(catalogue, resource, use)) {
    const others = (await usesOver(reads, { catalogue, resource }, place)).filter(
      (other) => other.journalId !== use.journalId || other.seq !== use.seq,
    );
    const taken = await takenOver(reads, resource, place);
    const day = `${use.siteId}/${resource.id}/${place.date}`;
    for (const court of use.courts) {
      const same = others.filter((other) => other.courts.includes(court));
      const entries = [
        ...same,
        ...taken.filter(({ courts }) => courts.includes(court)).map(({ entry }) => entry),
      ];
      if (entries.length === 0) continue;
      matters.push({
        key: `court:${day}/${court}`,
        kind: 'court-collision',
        subject: { ...subjectOf({ ...use, date: place.date }), cardRef: null, court },
        entries: [...entries, use],
      });
    }
    if (isBeyond({ resource, item }, use, others)) {
      matters.push({
        key: `slot:${day}`,
        kind: 'limit-exceeded',
        subject: { ...subjectOf({ ...use, date: place.date }), cardRef: null },
        entries: [...others, use],
      });
    }
  }
  return matters;
}

/** Returns the uses of a resource that have a minute in common with a place. */
export async function usesOver(
  reads: CourtReads,
  { catalogue, resource }: { readonly catalogue: Catalogue; readonly resource: ReadyResource },
  place: DatedMinutes,
): Promise<readonly CountedUse[]> {
  const uses = await reads.usesOfSlots(slotsOver(resource, place.date));
  return uses.filter((use) =>
    placesOfUse(catalogue, resource, use).some((one) => one.date === place.date && overlaps(one, place)),
  );
}

async function takenOver(
  reads: CourtReads,
  { siteId, id }: ReadyResource,
  place: DatedMinutes,
): Promise<readonly PublicStretchRow[]> {
  const stretches = await reads.publicStretchesOf(siteId, place.date);
  return stretches.filter(
    (one) => !one.isFreed && one.resourceId === id && one.date === place.date && overlaps(one, place),
  );
}

/** True if more courts are used than there are. Two uses that both overlap this one need not overlap each other. */
function isBeyond(
  { resource, item }: { readonly resource: ReadyResource; readonly item: Item },
  use: CountedUse,
  others: readonly CountedUse[],
): boolean {
  const most = courtsForItem(resource, item);
  if (use.courts.some((court) => court > most)) return true;
  const ofItem = others.filter((other) => other.itemId === use.itemId);
  if (resource.isDerived) return quantityOf([...others, use]) > most;
  return atOnce(use, ofItem) > most || atOnce(use, others) > resource.count;
}

/** The largest number of courts that are used at one minute of a use. */
function atOnce(use: CountedUse, others: readonly CountedUse[]): number {
  if (use.span === null) return quantityOf([...others, use]);
  const { start } = use.span;
  const minutes = [start, ...others.flatMap(({ span }) => (span === null ? [] : [span.start]))];
  const sums = minutes
    .filter((minute) => minute >= start)
    .map((minute) => quantityOf([...others.filter((other) => isOn(other, minute)), use]));
  return Math.max(...sums);
}

function isOn({ span }: CountedUse, minute: string): boolean {
  return span === null || (span.start <= minute && minute < plusMinutes(span.start, span.minutes));
}

export function subjectOf({ siteId, itemId, cardRef, date }: CountedUse): Matter['subject'] {
  return { siteId, itemId, cardRef, date, court: null };
}
