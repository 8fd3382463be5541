import type { z } from 'zod';
import { moveAside, readIfThere } from './atomic-file.ts';

export type ProfileFile<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'missing' }
  /** Not JSON, or not of the schema: moved to `keptIn`, null where it could not be moved. */
  | { readonly kind: 'broken'; readonly file: string; readonly keptIn: string | null };

/** One JSON file of the profile, checked; a broken one is moved out of the way. Throws on disk errors. */
export async function readProfileFile<T extends z.ZodType>(
  path: string,
  schema: T,
): Promise<ProfileFile<z.output<T>>> {
  const bytes = await readIfThere(path);
  if (bytes === null) return { kind: 'missing' };
  const parsed = schema.safeParse(jsonOf(bytes));
  if (parsed.success) return { kind: 'read', value: parsed.data };
  return { kind: 'broken', file: path, keptIn: await moveAside(path) };
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined; // no schema of ours takes this
  }
}
