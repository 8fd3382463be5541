import type { MatterState } from '../../domain/records/matter.ts';
import type { PassState } from '../../domain/records/pass.ts';
import type { FoldedRecord } from '../../domain/records/record.ts';
import type { Matter } from '../journal/finding.ts';
import type { DistrictReads } from '../storage/store.ts';
import type { RecordChange } from './record-book.ts';

/**
 * Finds the other matters of the hall that have the 办件编号 which this change gives. Whoever scans the 受理回执 finds all
 * of them, and may step the wrong one. Those that the same kiosk opened are left out: it asked its clerk before. The number
 * of a venue's pass is of one holder, who may have several passes under it.
 */
export async function sameNumberMatters(
  reads: Pick<DistrictReads, 'mattersNumbered'>,
  { recordId, before, after, opener, step }: RecordChange,
): Promise<readonly Matter[]> {
  const state = numberedIn(after);
  if (state?.number == null || numberedIn(before)?.number === state.number) return [];
  const { siteId, itemId, cardRef, number, kind } = state;
  const others = (await reads.mattersNumbered(siteId, number)).filter(
    (row) =>
      row.recordId !== recordId &&
      row.kind === kind &&
      (kind === 'matter' || row.state.cardRef !== cardRef) &&
      row.state.status !== 'taken-back' &&
      row.opener.journalId !== opener.journalId,
  );
  if (others.length === 0) return [];
  return [
    {
      key: `${kind}-number:${siteId}/${number}`,
      kind: `${kind}-number`,
      subject: { siteId, itemId, cardRef, date: null, court: null },
      entries: [...others.map((row) => row.opener), opener, { journalId: step.journalId, seq: step.seq }],
    },
  ];
}

/** The state of a matter or a pass that stands; null for any other record. */
function numberedIn(folded: FoldedRecord | null): MatterState | PassState | null {
  const state = folded?.state ?? null;
  const isNumbered = state?.kind === 'matter' || state?.kind === 'pass';
  return isNumbered && state.status !== 'taken-back' ? state : null;
}
