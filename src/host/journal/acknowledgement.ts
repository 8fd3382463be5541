import { z } from 'zod';
import { Hash } from '../../domain/journal/journal-entry.ts';
import { Epoch } from '../../protocol/wire.ts';

/** How far the district has this journal, in its own words: a note only, the district's reply is the truth. */
export const Acknowledgement = z.strictObject({
  journalId: z.uuid(),
  /** Null where the district refused before it named one. */
  epoch: Epoch.nullable(),
  seq: z.int().min(0),
  hash: Hash,
  /** The district holds another future of this journal; up to `seq` it has ours as well, in quarantine. */
  isForked: z.boolean().default(false),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

/** The note as it stands, in memory and on disk. */
export interface AcknowledgementNote {
  /** Null where the district must be asked first. */
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
      // Losing the file costs one question to the district after the next start.
      await write(acknowledgement).catch(() => undefined);
    },
  };
}
