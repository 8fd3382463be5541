import type { Fen } from '../../base/money.ts';
import { paidBy } from '../../base/payment-way.ts';
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

/** What the venue has of these now, by way of payment, the largest first; what costs nothing is left out. */
export function takenByWay(
  recorded: readonly RecordedUse[],
): readonly { readonly way: string | null; readonly totalFen: Fen }[] {
  const by = new Map<string | null, Fen>();
  for (const use of standing(recorded)) {
    const fen = refundFenOf(use);
    if (fen > 0) by.set(paidBy(use), (by.get(paidBy(use)) ?? 0) + fen);
  }
  return [...by].map(([way, totalFen]) => ({ way, totalFen })).sort((a, b) => b.totalFen - a.totalFen);
}

/** Nothing is saved on what was given back. */
function listFenOf(use: RecordedUse): Fen {
  if (!isStillGiven(use)) return refundFenOf(use);
  const { body, record } = use;
  const { listTotalFen, totalFen } = record?.state.kind === 'booking' ? record.state.place : body;
  return listTotalFen ?? totalFen ?? 0;
}
