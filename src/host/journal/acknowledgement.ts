import { z } from 'zod';
import { Hash } from '../../domain/journal/journal-entry.ts';
import { Epoch } from '../../protocol/wire.ts';
import type { JournalFile } from './file/journal-file.ts';
import { JournalUnreadable } from './file/journal-reading.ts';

const ENTRIES_AT_ONCE = 1_000;

/** How far the district has this journal, as it said last. This is only a note; the district's reply counts. */
export const Acknowledgement = z.strictObject({
  journalId: z.uuid(),
  /** Null if the district refused before it named an entry. */
  epoch: Epoch.nullable(),
  seq: z.int().min(0),
  hash: Hash,
  /** The district holds another future of this journal; up to `seq` it has ours as well, in quarantine. */
  isForked: z.boolean().default(false),
  /** The district has heard that this journal is unfit. */
  isUnfitHeard: z.boolean().optional(),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

/** The note as it stands, in memory and on disk. */
export interface AcknowledgementNote {
  /** Null if the district must be asked first. */
  current(): Acknowledgement | null;
  set(acknowledgement: Acknowledgement | null): Promise<void>;
}

/** Keeps the note; `write` may fail (a full disk): the note then holds until the host ends. */
export function acknowledgementNote(
  initial: Acknowledgement | null,
  write: (acknowledgement: Acknowledgement | null) => Promise<void>,
): AcknowledgementNote {
  let current = initial;
  return {
    current: () => current,
    async set(acknowledgement) {
      current = acknowledgement;
      // If the file is lost, the kiosk asks the district once after the next start.
      await write(acknowledgement).catch(() => undefined);
    },
  };
}

/**
 * False if the note names one of our entries by another number: its file is damaged, and what it says of entries that
 * have not arrived yet cannot be believed. The district is asked then.
 */
export async function isNoteOf(
  journal: Pick<JournalFile, 'head' | 'base' | 'read'>,
  { seq, hash, isForked }: Acknowledgement,
): Promise<boolean> {
  if (isForked) return true;
  const base = journal.base();
  if (seq < base.seq) return true;
  try {
    if (seq <= journal.head().seq) {
      const [own] = seq === base.seq ? [base] : await journal.read(seq, 1);
      return own === undefined || own.hash === hash;
    }
    // The journal has lost the entry that the note names, unless it has that one under another number.
    if (base.hash === hash) return false;
    for (let from = base.seq + 1; from <= journal.head().seq; from += ENTRIES_AT_ONCE) {
      const some = await journal.read(from, ENTRIES_AT_ONCE);
      if (some.some((entry) => entry.hash === hash)) return false;
    }
    return true;
  } catch (error) {
    if (!(error instanceof JournalUnreadable)) throw error;
    return true;
  }
}
