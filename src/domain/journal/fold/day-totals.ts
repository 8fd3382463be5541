import type { Fen } from '../../base/money.ts';
import { isStillGiven, refundFenOf } from '../../records/possible-steps.ts';
import { type RecordedUse, standing } from './recorded-uses.ts';

export interface DayTotals {
  readonly uses: number;
  readonly voids: number;
  readonly totalFen: Fen;
  readonly savedFen: Fen;
}

/**
 * What a day's list comes to: uses that were taken back count as voids and nothing else. What was moved or cancelled since
 * counts with what the venue has of it now.
 */
export function dayTotalsOf(recorded: readonly RecordedUse[]): DayTotals {
  const uses = standing(recorded);
  const totalFen = uses.reduce((sum, use) => sum + refundFenOf(use), 0);
  const listFen = uses.reduce((sum, use) => sum + listFenOf(use), 0);
  return {
    uses: uses.length,
    voids: recorded.length - uses.length,
    totalFen,
    savedFen: listFen - totalFen,
  };
}

/** Nothing is saved on what was given back. */
function listFenOf(use: RecordedUse): Fen {
  if (!isStillGiven(use)) return refundFenOf(use);
  const { body, record } = use;
  const { listTotalFen, totalFen } = record?.state.kind === 'booking' ? record.state.place : body;
  return listTotalFen ?? totalFen ?? 0;
}
