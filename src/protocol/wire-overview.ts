import { z } from 'zod';
import { JournalEntry } from '../domain/journal/journal-entry.ts';

/** `GET /v1/office/overview`: what the first page of the office's console says, without reading a single entry. */
export const OverviewReply = z.object({
  serverTimeMs: z.int(),
  districtName: z.string(),
  /** The release that the district runs. */
  version: z.string(),
  /** Null for whoever sees some sites alone, as are what is in quarantine and the backup. */
  cards: z.int().nullable(),
  /** At most as many as one list of them has. */
  openDiscrepancies: z.int(),
  quarantine: z.object({ journals: z.int(), entries: z.int() }).nullable(),
  /** The last backup that somebody fetched, checked and keeps; null for none. */
  lastBackup: z.object({ madeAtMs: z.int(), sha256: z.string() }).nullable(),
  /**
   * How many cards a run would erase now; `isCut` if there are more. Null for a venue manager, as the others are, and
   * from a district of a release before.
   */
  dueErasures: z.object({ cards: z.int(), isCut: z.boolean() }).nullable().default(null),
});
export type OverviewReply = z.infer<typeof OverviewReply>;

/** `GET /v1/office/catalogue`: the signed file that is in force, as it is. */
export const CatalogueInForce = z.object({ serverTimeMs: z.int(), file: z.string() });

/** `GET /v1/office/entries/{journalId}/{seq}`: one entry that a journal holds; null if it does not. */
export const EntryReply = z.object({ serverTimeMs: z.int(), entry: JournalEntry.nullable() });
