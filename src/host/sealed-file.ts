import type { z } from 'zod';
import { readIfThere, writeFileAtomic } from './atomic-file.ts';
import type { SecretStore } from './secret-store.ts';

export type SealedFile<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'missing' }
  /** Sealed by another key, changed, or not of the schema. */
  | { readonly kind: 'sealed'; readonly file: string };

/** One JSON value that must not lie readable in the profile. Throws on disk errors. */
export async function readSealed<T extends z.ZodType>(
  path: string,
  schema: T,
  secrets: SecretStore,
): Promise<SealedFile<z.output<T>>> {
  const sealed = await readIfThere(path);
  if (sealed === null) return { kind: 'missing' };
  const opened = secrets.unseal(sealed);
  const parsed = schema.safeParse(opened === null ? null : jsonOf(opened));
  return parsed.success ? { kind: 'read', value: parsed.data } : { kind: 'sealed', file: path };
}

/** Replaces the sealed file whole; one writer at a time per path. Throws on disk errors. */
export async function writeSealed(path: string, value: unknown, secrets: SecretStore): Promise<void> {
  await writeFileAtomic(path, secrets.seal(Buffer.from(JSON.stringify(value))));
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null; // no schema of ours takes this
  }
}
