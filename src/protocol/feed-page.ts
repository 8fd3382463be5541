import { z } from 'zod';
import { Hash } from '../domain/journal/journal-entry.ts';
import { positionOfCursor } from './position-cursor.ts';
import { Cursor, Epoch } from './wire.ts';

/** What a kiosk asks any feed for: the rows after a cursor, or from the first one on. */
export function feedQuery(rowsMax: number) {
  return z.strictObject({
    cursor: Cursor.optional(),
    limit: z.coerce.number().int().min(1).max(rowsMax).default(rowsMax),
  });
}

/** The fields before the rows of a page. */
export const PAGE_HEAD = { epoch: Epoch, serverTimeMs: z.int() };

/** The fields after the rows of a page. */
export const PAGE_TAIL = {
  cursor: Cursor,
  /** False on the last page: the reader is now up to date. */
  more: z.boolean(),
  /** The sum of the question and the page, as `feedCheckOf` makes it. */
  check: Hash,
};

/** True for a cursor of the epoch that the page is of: any other one means nothing to its reader. */
export function isOfItsEpoch({
  epoch,
  cursor,
}: {
  readonly epoch: string;
  readonly cursor: Cursor;
}): boolean {
  return positionOfCursor(cursor)?.epoch === epoch;
}

export const OTHER_EPOCH = 'a cursor of another epoch';
