import type { DiscrepancyRow } from '../../district/storage/store-rows.ts';
import type { Fail } from './invariant.ts';
import { refOf } from './standing-uses.ts';

/** A pass with a number of its venue, by a count of the judge's own. */
export interface NumberedPass {
  readonly siteId: string;
  readonly number: string;
  readonly cardRef: string;
  readonly opener: { readonly journalId: string; readonly seq: number };
}

/** Two kiosks that gave one number to two holders while apart are told to the office, with both sales. */
export function judgeNumbers(
  fail: Fail,
  passes: readonly NumberedPass[],
  discrepancies: readonly Pick<DiscrepancyRow, 'kind' | 'entries'>[],
): void {
  const told = discrepancies.filter(({ kind }) => kind === 'pass-number');
  for (const [name, same] of Map.groupBy(passes, ({ siteId, number }) => `${siteId}/${number}`)) {
    for (const one of same) {
      const other = same.find(
        ({ cardRef, opener }) => cardRef !== one.cardRef && opener.journalId !== one.opener.journalId,
      );
      if (other === undefined) continue;
      const refs = [refOf(one.opener), refOf(other.opener)];
      const isTold = told.some(({ entries }) => refs.every((ref) => entries.map(refOf).includes(ref)));
      if (!isTold) fail('numbers', `${name} is of two holders, and is no discrepancy`);
    }
  }
}
