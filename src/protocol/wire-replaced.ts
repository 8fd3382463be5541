import { z } from 'zod';
import { Replacement } from '../domain/card/replacement.ts';
import { Hash } from '../domain/journal/journal-entry.ts';
import { positionOfCursor } from './position-cursor.ts';
import { Cursor, Epoch } from './wire.ts';

export const REPLACED_PAGE_MAX = 1_000;

/**
 * `GET /v1/replaced?cursor=&limit=`: cards that took the place of others, in the order of the roster's commits. It is a
 * feed beside the roster's pages, since kiosks of the releases before read these strictly and would take none with a new
 * field. A district of a release before has no such route.
 */
export const ReplacedQuery = z.strictObject({
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(REPLACED_PAGE_MAX).default(REPLACED_PAGE_MAX),
});
export const ReplacedPage = z
  .object({
    epoch: Epoch,
    serverTimeMs: z.int(),
    replaced: z.array(Replacement).max(REPLACED_PAGE_MAX),
    /** On the last page it stands where the roster stood: its positions are the roster's. */
    cursor: Cursor,
    /** False on the last page: the reader is now up to date. */
    more: z.boolean(),
    /** `replacedCheckOf` the question and the rest. */
    check: Hash,
  })
  .refine(({ epoch, cursor }) => positionOfCursor(cursor)?.epoch === epoch, 'a cursor of another epoch');
export type ReplacedPage = z.infer<typeof ReplacedPage>;
