import { z } from 'zod';
import { Hash, JournalEntry } from '../domain/journal/journal-entry.ts';
import { DiscrepancyClosing } from './wire-limits.ts';

/** How many forked journals a list may hold. */
export const QUARANTINE_JOURNALS_MAX = 500;
const ENTRIES_MAX = 100_000;
const CHOSEN_MAX = 1_000;

/** A journal with two futures: the district goes by one, and holds the other aside until the office decides. */
const QuarantinedJournal = z.object({
  journalId: z.uuid(),
  /** The discrepancy about it. */
  discrepancyId: z.uuid(),
  /** The kiosk that has the journal now; null if nobody knows. */
  kioskName: z.string().nullable(),
  waiting: z.int().min(0),
  merged: z.int().min(0),
  dismissed: z.int().min(0),
});
export type QuarantinedJournal = z.infer<typeof QuarantinedJournal>;

const QuarantinedEntry = z.object({
  entry: JournalEntry,
  /** The kiosk that brought it. */
  kioskId: z.string(),
  receivedAtMs: z.int(),
  outcome: z.enum(['waiting', 'merged', 'dismissed']),
  /** The name by which uses and discrepancies refer to a merged entry; null if it was not merged. */
  mergedAs: z.object({ journalId: z.uuid(), seq: z.int() }).nullable(),
  /**
   * What the journal itself has under this number: this very entry, which a merge does not count again, another one,
   * or nothing. A district of before does not say.
   */
  storedAs: z.enum(['same', 'other']).nullable().optional(),
});
export type QuarantinedEntry = z.infer<typeof QuarantinedEntry>;

/**
 * The body of `POST /v1/office/quarantine/{journalId}/merge` and `…/dismiss`: the entries of these hashes, or all that wait
 * if none is named. One that is not waiting there is passed over.
 */
export const QuarantineDeciding = DiscrepancyClosing.extend({
  hashes: z.array(Hash).min(1).max(CHOSEN_MAX).optional(),
});

/** `GET /v1/office/quarantine`, as an officer or with an access token. */
export const QuarantineReply = z.object({
  serverTimeMs: z.int(),
  journals: z.array(QuarantinedJournal).max(QUARANTINE_JOURNALS_MAX),
});
/** `GET /v1/office/quarantine/{journalId}` */
export const QuarantinedReply = z.object({
  serverTimeMs: z.int(),
  entries: z.array(QuarantinedEntry).max(ENTRIES_MAX),
});
/** `POST /v1/office/quarantine/{journalId}/merge` and `…/dismiss`: how many entries were decided on by this. */
export const QuarantineSettled = z.object({ serverTimeMs: z.int(), entries: z.int().min(0) });
