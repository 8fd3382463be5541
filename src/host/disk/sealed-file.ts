import { join } from 'node:path';
import type { z } from 'zod';
import { jsonOf } from '../../domain/base/json-text.ts';
import { PROFILE_FILE_BYTES_MAX } from '../profile/profile-file.ts';
import type { SecretStore } from '../profile/secret-store.ts';
import { readFileOf, replaceFile } from './atomic-file.ts';
import type { Disk } from './disk.ts';

export type SealedFile<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'missing' }
  /** The file was sealed by another key, was changed, or does not fit the schema. */
  | { readonly kind: 'sealed'; readonly file: string };

/** Reads one JSON value that must not be readable in the profile. Throws on disk errors. */
export async function readSealed<T extends z.ZodType>(
  disk: Disk,
  name: string,
  { schema, secrets }: { readonly schema: T; readonly secrets: SecretStore },
): Promise<SealedFile<z.output<T>>> {
  const sealed = await readFileOf(disk, name, PROFILE_FILE_BYTES_MAX);
  if (sealed === null) return { kind: 'missing' };
  const opened = secrets.unseal(sealed);
  const parsed = schema.safeParse(opened === null ? null : jsonOf(Buffer.from(opened).toString('utf8')));
  return parsed.success
    ? { kind: 'read', value: parsed.data }
    : { kind: 'sealed', file: join(disk.folder, name) };
}

/** Replaces the sealed file whole; one writer at a time per name. Throws on disk errors. */
export async function writeSealed(
  disk: Disk,
  name: string,
  { value, secrets }: { readonly value: unknown; readonly secrets: SecretStore },
): Promise<void> {
  await replaceFile(disk, name, secrets.seal(Buffer.from(JSON.stringify(value))));
}
