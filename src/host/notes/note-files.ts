import { z } from 'zod';
import { jsonOf } from '../../domain/base/json-text.ts';
import { EntryRef } from '../../domain/journal/entry-body.ts';
import { NoteHash, NoteKeyHex, NoteKindName } from '../../domain/notes/note.ts';
import { RecordId } from '../../domain/records/record-id.ts';
import { replaceFile } from '../disk/atomic-file.ts';
import { destroyFile } from '../disk/destroyed-file.ts';
import type { Disk, DiskHandle } from '../disk/disk.ts';
import { readBytes } from '../disk/disk-bytes.ts';
import { errorCodeOf } from '../disk/error-code.ts';
import { readSealed, writeSealed } from '../disk/sealed-file.ts';
import type { SecretStore } from '../profile/secret-store.ts';

/** What lies beside the key: nothing in it is a secret, and the bytes open with the key alone. */
export const NoteFile = z.strictObject({
  format: z.literal(1),
  hash: NoteHash,
  kind: NoteKindName,
  recordId: RecordId,
  siteId: z.string(),
  /** By the high-water mark of time. */
  writtenMs: z.int(),
  endsMs: z.int(),
  /** Null for a note that another kiosk wrote. */
  own: z
    .strictObject({
      /** Where the journal stood when it was written: an entry that names it comes later. */
      behind: z.strictObject({ journalId: z.uuid(), seq: z.int().min(0) }),
      /** The entry that names it; null while none does. */
      entry: EntryRef.nullable(),
      isSent: z.boolean(),
    })
    .nullable(),
  sealed: z.base64(),
});
export type NoteFile = z.infer<typeof NoteFile>;

const KeyFile = z.strictObject({ format: z.literal(1), keyHex: NoteKeyHex });
/** Twice what the longest note takes. */
const NOTE_FILE_BYTES_MAX = 8 * 1024;
const NAME = /^note-([0-9a-f]{64})\.(json|key\.sealed|key\.gone)(\.new)?$/;

export interface NoteFiles {
  /** The hashes that any file names, whole or not. */
  hashes(): Promise<readonly string[]>;
  /** `half`: the key or the bytes are missing or broken, so nobody can read it. */
  read(
    hash: string,
  ): Promise<{ readonly kind: 'whole'; readonly file: NoteFile } | { readonly kind: 'half' }>;
  /** Null for a key that this device cannot open. */
  keyOf(hash: string): Promise<string | null>;
  /**
   * The bytes are written first and the key last: a note that a crash leaves half cannot be read, and a whole one is
   * on disk.
   */
  write(file: NoteFile, keyHex: string): Promise<void>;
  rewrite(file: NoteFile): Promise<void>;
  /** First the key: from then on nobody can read it, whatever becomes of the rest. */
  destroyKey(hash: string): Promise<void>;
  destroyBytes(hash: string): Promise<void>;
}

/** Two files for each note. Every call rejects on disk errors. */
export function noteFiles(disk: Disk, secrets: SecretStore): NoteFiles {
  const writeBytes = (file: NoteFile) =>
    replaceFile(disk, bytesName(file.hash), Buffer.from(JSON.stringify(file)));
  return {
    async hashes() {
      const named = (await disk.list()).flatMap((name) => NAME.exec(name)?.[1] ?? []);
      return [...new Set(named)];
    },
    async read(hash) {
      const isHalf = (await bytesIn(disk, keyName(hash))) === null;
      const bytes = isHalf ? null : await bytesIn(disk, bytesName(hash));
      const parsed = NoteFile.safeParse(bytes === null ? null : jsonOf(bytes.toString('utf8')));
      return parsed.success && parsed.data.hash === hash
        ? { kind: 'whole', file: parsed.data }
        : { kind: 'half' };
    },
    async keyOf(hash) {
      const read = await readSealed(disk, keyName(hash), { schema: KeyFile, secrets });
      return read.kind === 'read' ? read.value.keyHex : null;
    },
    async write(file, keyHex) {
      await writeBytes(file);
      await writeSealed(disk, keyName(file.hash), { value: { format: 1, keyHex }, secrets });
    },
    rewrite: writeBytes,
    async destroyKey(hash) {
      // Half written over it would still lie under the name of a key: so it first loses that.
      if ((await disk.list()).includes(keyName(hash))) {
        await disk.rename(keyName(hash), goneName(hash));
        await disk.sync();
      }
      await destroyFile(disk, goneName(hash));
      await destroyFile(disk, keyName(hash));
    },
    destroyBytes: (hash) => destroyFile(disk, bytesName(hash)),
  };
}

/** Null if there is none. Without a look at the whole folder: at a start each of some thousand notes is read. */
async function bytesIn(disk: Disk, name: string): Promise<Buffer | null> {
  let handle: DiskHandle;
  try {
    handle = await disk.open(name, 'read');
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    return await readBytes(handle, 0, NOTE_FILE_BYTES_MAX);
  } finally {
    await handle.close();
  }
}

function bytesName(hash: string): string {
  return `note-${hash}.json`;
}

/** A key that is being destroyed. */
function goneName(hash: string): string {
  return `note-${hash}.key.gone`;
}

function keyName(hash: string): string {
  return `note-${hash}.key.sealed`;
}
