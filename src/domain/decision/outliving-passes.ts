import type { WallDate } from '../base/wall-time.ts';
import type { Item } from '../catalogue/catalogue.ts';
import { passUntil } from '../journal/known-use.ts';
import { admissionOn } from '../records/pass.ts';
import { type PresentRecord, withUntil } from '../records/present-records.ts';
import { workflowOf } from '../workflow/workflows.ts';
import type { CardReason, Explanation } from './decision.ts';

/** Lost and replaced cards are not among them: somebody else may have found or borrowed such a card. */
const ENDS: readonly CardReason[] = ['expired', 'revoked'];

/** True if the card has come to its end, so that what was paid for before may be asked about. */
export function hasCardEnded(reason: Explanation<CardReason> | null): boolean {
  return reason !== null && ENDS.includes(reason.kind);
}

/** True for a pass that was paid for and admits on the day: it outlives the end of its card. */
export function outlivesCard(record: PresentRecord, items: readonly Item[], date: WallDate): boolean {
  const { state } = record;
  if (state.kind !== 'pass' || (state.totalFen ?? 0) === 0) return false;
  const item = items.find(({ id }) => id === state.itemId);
  if (item === undefined || workflowOf(item).opens !== state.kind) return false;
  const now = withUntil(record, passUntil(item, state.from)).state;
  return now.kind === 'pass' && admissionOn(now, date) === 'admits';
}
