import { join } from 'node:path';
import type { z } from 'zod';
import { jsonOf } from '../../domain/base/json-text.ts';
import { moveAside, readFileOf } from '../disk/atomic-file.ts';
import type { Disk } from '../disk/disk.ts';

/** Many times what any file beside the journal takes. */
export const PROFILE_FILE_BYTES_MAX = 256 * 1024;

export type ProfileFile<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'missing' }
  /** Not JSON, or not of the schema: moved to `keptIn`, null where it could not be moved. */
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
