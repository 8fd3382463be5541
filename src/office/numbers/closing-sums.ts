import type { Fen } from '../../domain/base/money.ts';
import type { ClosingView } from '../../protocol/wire-closings.ts';

export interface SiteSums {
  readonly siteId: string;
  readonly closings: number;
  readonly uses: number;
  /** With the reversals of earlier days. */
  readonly takenFen: Fen;
  /** By way of payment, the largest first; null for money of which no way was recorded. */
  readonly ways: readonly { readonly way: string | null; readonly fen: Fen }[];
}

/** Adds up the closings of each site that stand; a reopened one is in the one that followed it. */
export function siteSumsOf(closings: readonly ClosingView[]): readonly SiteSums[] {
  const bySite = new Map<string, ClosingView[]>();
  for (const closing of closings) {
    if (closing.isReopened) continue;
    const of = bySite.get(closing.siteId) ?? [];
    bySite.set(closing.siteId, of);
    of.push(closing);
  }
  return [...bySite].map(([siteId, of]) => ({
    siteId,
    closings: of.length,
    uses: of.reduce((sum, { uses }) => sum + uses, 0),
    takenFen: of.reduce((sum, one) => sum + takenIn(one), 0),
    ways: waysOf(of),
  }));
}

function takenIn({ totalFen, reversedFen }: ClosingView): Fen {
  return totalFen + reversedFen;
}

function waysOf(closings: readonly ClosingView[]): SiteSums['ways'] {
  const ways = new Map<string | null, Fen>();
  for (const closing of closings) {
    const unsaid = [{ way: null, totalFen: takenIn(closing) }];
    for (const { way, totalFen } of closing.payments ?? unsaid) {
      ways.set(way, (ways.get(way) ?? 0) + totalFen);
    }
  }
  return [...ways]
    .map(([way, fen]) => ({ way, fen }))
    .filter(({ fen }) => fen !== 0)
    .sort((a, b) => b.fen - a.fen);
}
