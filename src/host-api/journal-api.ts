import { z } from 'zod';
import { HandoverHolder } from '../domain/handover/handover.ts';
import { JournalDraft, JournalEntry } from '../domain/journal/journal-entry.ts';
import { JournalFault, JournalStatus } from '../domain/journal/journal-state.ts';
import { Nothing } from './call-shapes.ts';

const JOURNAL_READ_MAX = 500;

export const journalApi = {
  /** Flushed to disk when it answers. */
  'journal.append': {
    /** `handover`: who was served, for a site that tells the hospital's own system. It does not go into the journal. */
    input: JournalDraft.extend({ handover: HandoverHolder.optional() }),
    output: z.discriminatedUnion('ok', [
      z.strictObject({ ok: z.literal(true), entry: JournalEntry }),
      z.strictObject({ ok: z.literal(false), fault: JournalFault }),
    ]),
  },
  'journal.status': { input: Nothing, output: JournalStatus },
  /** Entries with `seq >= fromSeq`, in order, at most `limit`. */
  'journal.read': {
    input: z.strictObject({ fromSeq: z.int().min(1), limit: z.int().min(1).max(JOURNAL_READ_MAX) }),
    output: z.array(JournalEntry),
  },
} as const;
