import { z } from 'zod';
import { NoteHash } from '../../domain/notes/note.ts';
import { replaceFile } from '../disk/atomic-file.ts';
import type { Disk } from '../disk/disk.ts';
import { readProfileFile } from '../profile/profile-file.ts';

const FILE = 'notes-erased.json';
/**
 * This many fit well into a file of the profile. For an older erased note the desk says that there is no note, which
 * is also true.
 */
const HASHES_MAX = 2_000;

const ErasedFile = z.strictObject({ format: z.literal(1), hashes: z.array(NoteHash).max(HASHES_MAX) });

/** Which notes were here and had their end: hashes, from which nothing follows. */
export interface ErasedHashes {
  has(hash: string): boolean;
  /** Rejects on disk errors. */
  add(hash: string): Promise<void>;
}

export async function openErasedHashes(disk: Disk): Promise<ErasedHashes> {
  const read = await readProfileFile(disk, FILE, ErasedFile);
  let hashes = new Set(read.kind === 'read' ? read.value.hashes : []);
  return {
    has: (hash) => hashes.has(hash),
    async add(hash) {
      if (hashes.has(hash)) return;
      const next = [...hashes, hash].slice(-HASHES_MAX);
      await replaceFile(disk, FILE, Buffer.from(JSON.stringify({ format: 1, hashes: next })));
      hashes = new Set(next);
    },
  };
}
