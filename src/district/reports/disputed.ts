import { DISPUTED_MAX, type UsageReport } from '../../protocol/wire-reports.ts';
import type { DistrictReads } from '../storage/store.ts';
import { keyOf, type StandingUse } from './standing-uses.ts';

const CASES_MAX = 100_000;

export interface DisputeBook {
  note(use: StandingUse): void;
  noted(): Pick<UsageReport, 'disputed' | 'disputedCount'>;
}

/** Notes the uses that an open case names. They count; the office has to look at them. */
export async function disputeBook(reads: DistrictReads): Promise<DisputeBook> {
  const cases = await reads.cases({ open: true, limit: CASES_MAX });
  const byEntry = Map.groupBy(
    cases.flatMap(({ caseId, kind, entries }) => entries.map((ref) => ({ key: keyOf(ref), caseId, kind }))),
    ({ key }) => key,
  );
  const disputed: UsageReport['disputed'] = [];
  let disputedCount = 0;
  return {
    note({ journalId, seq }) {
      const found = byEntry.get(keyOf({ journalId, seq })) ?? [];
      if (found.length > 0) disputedCount += 1;
      for (const { caseId, kind } of found) {
        if (disputed.length < DISPUTED_MAX) disputed.push({ journalId, seq, caseId, kind });
      }
    },
    noted: () => ({ disputed, disputedCount }),
  };
}
