import { everyStep } from '../every-step.ts';
import type { HeldNotes } from './held-notes.ts';

export interface NoteEraser {
  /** Destroys it and remembers that it was there. */
  erase(hash: string): Promise<void>;
  destroy(hash: string): Promise<void>;
  destroyAll(): Promise<void>;
}

/** Whatever a disk refuses is doomed, and out of the memory at once. */
export function noteEraser({ files, metas, doomed, erased }: HeldNotes): NoteEraser {
  async function destroy(hash: string, remember = async () => {}): Promise<void> {
    metas.delete(hash);
    doomed.add(hash);
    // First the key. A crash after it leaves bytes that nobody can read, and the next start destroys them.
    await files.destroyKey(hash);
    await remember();
    await files.destroyBytes(hash);
    doomed.delete(hash);
  }
  return {
    async erase(hash) {
      if (!metas.has(hash) && !doomed.has(hash)) return;
      await destroy(hash, () => erased.add(hash));
    },
    destroy: (hash) => destroy(hash),
    async destroyAll() {
      const all = new Set([...(await files.hashes()), ...metas.keys()]);
      await everyStep([...all].map((hash) => () => destroy(hash)));
    },
  };
}
