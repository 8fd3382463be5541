import { z } from 'zod';
import { WallDate } from '../domain/base/wall-time.ts';
import { DifferenceReason } from '../domain/journal/closing-body.ts';

/** `GET /v1/office/closings?from=&to=`: signed off on the days from `from` on, `to` not among them. */
export const ClosingsQuery = z.strictObject({ from: WallDate, to: WallDate });

const Sums = { uses: z.int(), totalFen: z.int() };

/** One closing (日结) of a desk. Money is in fen. */
export const ClosingView = z.object({
  /** As it can be said aloud: `A1-128`. */
  number: z.string(),
  journalId: z.string(),
  seq: z.int(),
  siteId: z.string(),
  closedAtMs: z.int(),
  date: z.string(),
  ...Sums,
  voids: z.int(),
  reversals: z.int(),
  unclear: z.int(),
  listFen: z.int(),
  reversedFen: z.int(),
  expectedFen: z.int(),
  /** Null if the desk takes no cash. */
  countedFen: z.int().nullable(),
  reason: DifferenceReason.nullable(),
  /** The name of the member who closed the day; null if nobody was signed in. */
  closedBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
  /** A supervisor took it back; another closing counts what it has. */
  isReopened: z.boolean(),
  items: z.array(z.object({ itemId: z.string(), ...Sums })),
  members: z.array(z.object({ name: z.string().nullable(), ...Sums })),
  /** By the person for whom it was; absent if only holders came. */
  persons: z.array(z.object({ person: z.string(), people: z.int(), totalFen: z.int() })).optional(),
  /** By way of payment, null for what none was recorded of; absent at a site that records none. */
  payments: z.array(z.object({ way: z.string().nullable(), ...Sums })).optional(),
});
export type ClosingView = z.infer<typeof ClosingView>;

export const ClosingsReport = z.object({ serverTimeMs: z.int(), closings: z.array(ClosingView) });
export type ClosingsReport = z.infer<typeof ClosingsReport>;
