import { DAY_MS } from '../../domain/base/duration.ts';
import type { Services } from '../services.ts';
import type { Forgotten } from '../storage/note-store.ts';

type EraseServices = Pick<Services, 'store' | 'now'>;

/** Notes of one commit, so that pushes wait for no long one. */
const NOTES_PER_COMMIT = 200;

export interface Erased {
  readonly erased: number;
  /** Null if nothing was left to let go of. */
  readonly forgotten: Forgotten | null;
}

/**
 * Deletes the key and the bytes of every note that has had its end, in one commit; the hash stays, so that kiosks
 * hear of it and nobody brings the note again. Then the storage lets go of what deleted keys leave in it.
 */
export async function eraseNotes({ store, now }: EraseServices): Promise<Erased> {
  let erased = 0;
  for (;;) {
    const count = await store.transaction(async (writes) => {
      const book = await writes.lockBookRow();
      const at = now();
      const due = await writes.dueNotes(at, NOTES_PER_COMMIT);
      await writes.dropNoteKeys({ hashes: due.map(({ hash }) => hash), endedBy: at });
      await writes.putNotes(
        due.map((row, index) => ({
          ...row,
          sealed: null,
          erasedAt: at,
          position: book.position + index + 1,
        })),
      );
      if (due.length > 0) await writes.saveBook({ ...book, position: book.position + due.length });
      return due.length;
    });
    erased += count;
    // Each turn erases what it found, so that the notes bound the loop.
    if (count < NOTES_PER_COMMIT) break;
  }
  if (!(await store.read((reads) => reads.hasNoteRemains()))) return { erased, forgotten: null };
  const forgotten = await store.forgetDroppedKeys();
  await store.transaction((writes) => writes.noteRemainsGone());
  return { erased, forgotten };
}

/** Erases now and once a day. A failure is reported and tried again a day later. The returned function stops it. */
export function eraseNotesDaily(
  services: EraseServices,
  failed: (thrown: unknown) => void,
): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const erase = () => {
    running = eraseNotes(services).catch(failed);
  };
  erase();
  const timer = setInterval(erase, DAY_MS).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
