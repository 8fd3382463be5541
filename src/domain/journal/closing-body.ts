import { z } from 'zod';
import { IdText as Id } from '../base/id-text.ts';
import type { Fen } from '../base/money.ts';
import { isInDrawer, ReadPaymentWay } from '../base/payment-way.ts';
import { WallDate } from '../base/wall-time.ts';

const Count = z.int().min(0).max(1_000_000);
/** A sum of money. It is below zero if more was given back than taken. */
const Sum = z.int().min(-1_000_000_000).max(1_000_000_000);

/** An entry has 8 KiB at most. No desk has that many items or members. */
export const CLOSING_ROWS_MAX = 30;

/** Why the count is another than what is recorded. */
export const DifferenceReason = z.enum(['change', 'unrecorded', 'drawer', 'other']);
export type DifferenceReason = z.infer<typeof DifferenceReason>;

/** Why a closing is taken back. */
export const ReopenReason = z.enum(['miscounted', 'more-work', 'other']);
export type ReopenReason = z.infer<typeof ReopenReason>;

/**
 * A desk's day was counted and signed off (日结). It covers the entries of its site before it, back to the last closing
 * that stands. It names no cardholder.
 */
export const DayClosed = z.strictObject({
  kind: z.literal('day-closed'),
  /** The day on which the first of the entries was recorded. */
  date: WallDate,
  uses: Count,
  voids: Count,
  /** Voids, moves and returns of what an earlier closing has. */
  reversals: Count,
  /**
   * Moves, voids and steps taken back that change what an earlier closing or another kiosk has. This kiosk does not know
   * the earlier price, so their money is in no sum.
   */
  unclear: Count,
  listFen: Sum,
  /** What was taken for the uses that stand, less what was given back of them. */
  totalFen: Sum,
  /** What the reversals brought in. It is below zero if they gave money back. */
  reversedFen: Sum,
  items: z.array(z.strictObject({ itemId: Id, uses: Count, totalFen: Sum })).max(CLOSING_ROWS_MAX),
  /** Uses by the member who recorded them; null if nobody was signed in. A reversal counts for the member who made it. */
  members: z
    .array(z.strictObject({ staff: Id.nullable(), uses: Count, totalFen: Sum }))
    .max(CLOSING_ROWS_MAX),
  /**
   * By the person for whom it was (holder, spouse, child): how many came, and what was taken. Reversals are not in it.
   * Absent if all were the holder's; earlier releases did not say.
   */
  persons: z
    .array(z.strictObject({ person: Id, people: Count, totalFen: Sum }))
    .max(CLOSING_ROWS_MAX)
    .optional(),
  /**
   * By way of payment, reversals included; `way` is null for what no way was recorded of. Absent at a site that records
   * none.
   */
  payments: z
    .array(z.strictObject({ way: ReadPaymentWay.nullable(), uses: Count, totalFen: Sum }))
    .max(CLOSING_ROWS_MAX)
    .optional(),
  /**
   * The cash in the drawer, less the float; null at a desk that takes none. It is below zero if a part of the float was
   * paid out.
   */
  countedFen: Sum.nullable(),
  /** The float that lay in the drawer beside the cash; absent at a site without one. */
  floatFen: z.int().min(1).max(1_000_000_000).optional(),
  /** Null if the count is what is recorded. */
  reason: DifferenceReason.nullable(),
});
export type DayClosed = z.infer<typeof DayClosed>;

/** Takes back the last closing of the site that stands; the next one counts from where that one did. */
export const DayReopened = z.strictObject({ kind: z.literal('day-reopened'), reason: ReopenReason });
export type DayReopened = z.infer<typeof DayReopened>;

type CashSums = Pick<DayClosed, 'totalFen' | 'reversedFen' | 'payments'>;

/** The cash that should lie in the drawer beside the float. What was paid in another way lies elsewhere. */
export function expectedFen({ totalFen, reversedFen, payments }: CashSums): Fen {
  if (payments === undefined) return totalFen + reversedFen;
  return payments.reduce((sum, { way, totalFen: fen }) => sum + (isInDrawer(way) ? fen : 0), 0);
}

/** Above zero if there is more cash than was recorded; null if nobody counted. */
export function differenceFen(closing: CashSums & Pick<DayClosed, 'countedFen'>): Fen | null {
  return closing.countedFen === null ? null : closing.countedFen - expectedFen(closing);
}
