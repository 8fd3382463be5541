import type { Fen } from '../../base/money.ts';
import { type RecordedUse, standing } from './recorded-uses.ts';

export interface DayTotals {
  readonly uses: number;
  readonly voids: number;
  readonly totalFen: Fen;
  readonly savedFen: Fen;
}

/** What a day's list comes to: uses that were taken back count as voids and nothing else. */
export function dayTotalsOf(recorded: readonly RecordedUse[]): DayTotals {
  const uses = standing(recorded);
  const totalFen = uses.reduce((sum, use) => sum + (use.body.totalFen ?? 0), 0);
  const listFen = uses.reduce((sum, use) => sum + (use.body.listTotalFen ?? use.body.totalFen ?? 0), 0);
  return {
    uses: uses.length,
    voids: recorded.length - uses.length,
    totalFen,
    savedFen: listFen - totalFen,
  };
}
