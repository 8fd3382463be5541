import type { RecordedUse } from '../app/ports.ts';
import type { Fen } from '../domain/base/money.ts';

export interface DayTotals {
  readonly uses: number;
  readonly voids: number;
  readonly totalFen: Fen;
  readonly savedFen: Fen;
}

/** What a day's list comes to: uses that were taken back count as voids and nothing else. */
export function dayTotalsOf(recorded: readonly RecordedUse[]): DayTotals {
  const standing = recorded.filter((use) => use.voidedBySeq === null);
  const totalFen = standing.reduce((sum, use) => sum + (use.body.totalFen ?? 0), 0);
  const listFen = standing.reduce((sum, use) => sum + (use.body.listTotalFen ?? use.body.totalFen ?? 0), 0);
  return {
    uses: standing.length,
    voids: recorded.length - standing.length,
    totalFen,
    savedFen: listFen - totalFen,
  };
}
