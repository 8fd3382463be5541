import { DISPUTED_MAX, type UsageReport } from '../../protocol/wire-reports.ts';
import type { DistrictReads } from '../storage/store.ts';
import { keyOf, type StandingUse } from './standing-uses.ts';

const DISCREPANCIES_MAX = 100_000;

export interface DisputeBook {
  note(use: StandingUse): void;
  noted(): Pick<UsageReport, 'disputed' | 'disputedCount'>;
}

/** Notes the uses that an open discrepancy names. They count; the office has to look at them. */
export async function disputeBook(reads: DistrictReads): Promise<DisputeBook> {
  const discrepancies = await reads.discrepancies({ open: true, limit: DISCREPANCIES_MAX });
  const byEntry = Map.groupBy(
    discrepancies.flatMap(({ discrepancyId, kind, entries }) =>
      entries.map((ref) => ({ key: keyOf(ref), discrepancyId, kind })),
    ),
    ({ key }) => key,
  );
  const disputed: UsageReport['disputed'] = [];
  let disputedCount = 0;
  return {
    note({ journalId, seq }) {
      const found = byEntry.get(keyOf({ journalId, seq })) ?? [];
      if (found.length > 0) disputedCount += 1;
      for (const { discrepancyId, kind } of found) {
        if (disputed.length < DISPUTED_MAX) disputed.push({ journalId, seq, discrepancyId, kind });
      }
    },
    noted: () => ({ disputed, disputedCount }),
  };
}
