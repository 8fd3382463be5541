import { z } from 'zod';
import { EnrolReply } from '../protocol/wire.ts';
import { readIfThere, writeFileAtomic } from './atomic-file.ts';
import type { SecretStore } from './secret-store.ts';

/** What a one-time code was turned into, and the keys that go with it. */
export const Enrolment = EnrolReply.omit({ epoch: true }).extend({
  districtUrl: z.string(),
  /** Ed25519 key that signs what this device asks and exports; made here, it never leaves this device. */
  deviceKeyHex: z.string().regex(/^[0-9a-f]{64}$/),
  /** AES-256-GCM key of the roster's rows; made here, it never leaves this device. */
  rosterKeyHex: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Enrolment = z.infer<typeof Enrolment>;

const KEY_BYTES = 32;

/** So many bytes that nobody can foretell. */
export type RandomBytes = (count: number) => Uint8Array;

/** A new key as it is kept, 64 hexadecimal digits. */
export function newKeyHex(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(KEY_BYTES)).toString('hex');
}

/** A reply as it is kept. The roster's key stays when the kiosk is enrolled again, and with it the cache. */
export function newEnrolment(
  reply: EnrolReply,
  made: Pick<Enrolment, 'districtUrl' | 'deviceKeyHex' | 'rosterKeyHex'>,
): Enrolment {
  const { epoch: _, ...kept } = reply;
  return { ...kept, ...made };
}

export type EnrolmentRead =
  | { readonly kind: 'read'; readonly enrolment: Enrolment }
  | { readonly kind: 'missing' }
  /** Sealed by another key, or changed: left alone, a locked keyring may open it at the next start. */
  | { readonly kind: 'sealed'; readonly file: string };

/** Reads the sealed file. Throws on disk errors. */
export async function readEnrolment(path: string, secrets: SecretStore): Promise<EnrolmentRead> {
  const sealed = await readIfThere(path);
  if (sealed === null) return { kind: 'missing' };
  const opened = secrets.unseal(sealed);
  const parsed = Enrolment.safeParse(opened === null ? null : jsonOf(opened));
  return parsed.success ? { kind: 'read', enrolment: parsed.data } : { kind: 'sealed', file: path };
}

/** Replaces the sealed file whole. */
export async function writeEnrolment(
  path: string,
  secrets: SecretStore,
  enrolment: Enrolment,
): Promise<void> {
  await writeFileAtomic(path, secrets.seal(Buffer.from(JSON.stringify(enrolment))));
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null; // not an enrolment
  }
}
