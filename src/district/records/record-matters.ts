import type { FoldedRecord } from '../../domain/records/record.ts';
import type { Matter } from '../journal/finding.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { EntryRef } from '../storage/store-rows.ts';
import { type Recounted, recount } from './counted-record.ts';
import { itemIdOf, type RecordChange } from './record-book.ts';
import { sameNumberMatters } from './same-number-matters.ts';
import { stepMismatchMatters } from './step-mismatches.ts';

/** What an officer must look into after a change of a record; the use by which it counts is right after this. */
export async function mattersOfChange(
  writes: DistrictWrites,
  services: Pick<Services, 'catalogue' | 'now'>,
  given: Recounted,
): Promise<readonly Matter[]> {
  return [
    ...collisionsOf(given.change),
    ...(await stepMismatchMatters(writes, services, given.change)),
    ...(await sameNumberMatters(writes, given.change)),
    ...(await recount(writes, given)),
  ];
}

/**
 * Steps that do not fit since this entry came, and a void that passed over another desk's step. Each record gives at
 * most one matter.
 */
function collisionsOf(change: RecordChange): readonly Matter[] {
  const { recordId, before, after, step, isIgnored } = change;
  // A step that does not fit here may fit for the newer release that made another step of this record.
  if (after.hasNewer) return [];
  const misfits = isIgnored ? [step] : newMisfits(before, after);
  const isBlind = isBlindVoid(change);
  if (misfits.length === 0 && !isBlind) return [];
  const { siteId, cardRef } = after.state;
  return [
    {
      key: `record:${recordId}`,
      kind: 'record-collision',
      subject: { siteId, itemId: itemIdOf(after.state), cardRef, date: null, court: null },
      entries: [before?.last ?? null, after.last, ...misfits].flatMap((ref) =>
        ref === null ? [] : [{ journalId: ref.journalId, seq: ref.seq }],
      ),
    },
  ];
}

/**
 * A void names nothing that it comes after: another desk may have stepped the record, and have taken or given money,
 * before the voiding desk heard of it.
 */
function isBlindVoid({ before, step }: RecordChange): boolean {
  const last = before?.last ?? null;
  return step.body.kind === 'void' && last !== null && last.journalId !== step.journalId;
}

function newMisfits(before: FoldedRecord | null, after: FoldedRecord): readonly EntryRef[] {
  const known = new Set(before === null || before.hasNewer ? [] : before.misfits.map(nameOf));
  return after.misfits.filter((ref) => !known.has(nameOf(ref)));
}

function nameOf({ journalId, seq }: EntryRef): string {
  return `${journalId}/${seq}`;
}
