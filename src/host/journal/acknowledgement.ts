import { z } from 'zod';
import { Hash } from '../../domain/journal/journal-entry.ts';
import { Epoch } from '../../protocol/wire.ts';

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
