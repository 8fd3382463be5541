import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { endsOf, nextNumber } from '../../domain/catalogue/own-numbers.ts';
import { rulebookOf } from '../../domain/catalogue/rulebook.ts';
import type { NextNumbers } from '../../domain/decision/decision.ts';
import type { UsesPort } from '../ports.ts';

/** Finds the number that the next pass of each item of the site gets, where the venue has a range of them. */
export async function nextNumbersOf(
  uses: Pick<UsesPort, 'numbersGiven'>,
  {
    catalogue,
    siteId,
    kiosk,
  }: { readonly catalogue: Catalogue; readonly siteId: string; readonly kiosk: string | null },
): Promise<NextNumbers> {
  const next: Record<string, string | null> = {};
  for (const { item } of rulebookOf(catalogue).itemsBySite.get(siteId) ?? []) {
    const range = item.ownNumbers?.range;
    if (range === undefined) continue;
    next[item.id] = nextNumber(range, await uses.numbersGiven(siteId, endsOf(range)), kiosk);
  }
  return next;
}
