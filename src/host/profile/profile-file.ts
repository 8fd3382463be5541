import { join } from 'node:path';
import type { z } from 'zod';
import { jsonOf } from '../../domain/base/json-text.ts';
import { moveAside, readFileOf } from '../disk/atomic-file.ts';
import type { Disk } from '../disk/disk.ts';

/** Every file except the journal takes much less than this. */
export const PROFILE_FILE_BYTES_MAX = 256 * 1024;

export type ProfileFile<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'missing' }
  /**
   * The file is no JSON or does not fit the schema. It was moved to `keptIn`, which is null if it could not be moved.
   */
  | { readonly kind: 'broken'; readonly file: string; readonly keptIn: string | null };

/** One JSON file of the profile, checked; a broken one is moved out of the way. Throws on disk errors. */
export async function readProfileFile<T extends z.ZodType>(
  disk: Disk,
  name: string,
  schema: T,
): Promise<ProfileFile<z.output<T>>> {
  const bytes = await readFileOf(disk, name, PROFILE_FILE_BYTES_MAX);
  if (bytes === null) return { kind: 'missing' };
  const parsed = schema.safeParse(jsonOf(bytes.toString('utf8')));
  if (parsed.success) return { kind: 'read', value: parsed.data };
  const aside = await moveAside(disk, name);
  return {
    kind: 'broken',
    file: join(disk.folder, name),
    keptIn: aside === null ? null : join(disk.folder, aside),
  };
}
