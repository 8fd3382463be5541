import { z } from 'zod';
import { hexOf } from '../../domain/base/id-text.ts';
import { EnrolReply } from '../../protocol/wire.ts';
import { proveReplaceable } from '../disk/atomic-file.ts';
import { destroyFile } from '../disk/destroyed-file.ts';
import type { Disk } from '../disk/disk.ts';
import { readSealed, type SealedFile, writeSealed } from '../disk/sealed-file.ts';
import type { SecretStore } from './secret-store.ts';

/** What the kiosk got for its one-time code, and the keys that belong to it. */
export const Enrolment = EnrolReply.omit({ epoch: true, check: true }).extend({
  districtUrl: z.string(),
  /** Ed25519 key that signs what this device asks and exports; made here, it never leaves this device. */
  deviceKeyHex: hexOf(32),
  /** AES-256-GCM key of the roster's rows; made here, it never leaves this device. */
  rosterKeyHex: hexOf(32),
});
export type Enrolment = z.infer<typeof Enrolment>;

const KEY_BYTES = 32;

/** Returns this many random bytes. */
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
  const { epoch: _, check: __, ...kept } = reply;
  return { ...kept, ...made };
}

export const ENROLMENT_FILE = 'enrolment.sealed';
/** An enrolment takes less than this. */
const PROOF_BYTES = 4 * 1024;

/** Reads the sealed file. Throws on disk errors. */
export function readEnrolment(disk: Disk, secrets: SecretStore): Promise<SealedFile<Enrolment>> {
  return readSealed(disk, ENROLMENT_FILE, { schema: Enrolment, secrets });
}

/** Throws on disk errors. */
export async function hasEnrolmentFile(disk: Disk): Promise<boolean> {
  return (await disk.list()).includes(ENROLMENT_FILE);
}

/** Replaces the sealed file whole. Throws on disk errors. */
export function writeEnrolment(disk: Disk, value: Enrolment, secrets: SecretStore): Promise<void> {
  return writeSealed(disk, ENROLMENT_FILE, { value, secrets });
}

/**
 * Rejects if an enrolment could not be sealed and stored now. The stored enrolment stays, and the trial leaves no
 * trace.
 */
export async function proveEnrolmentFile(disk: Disk, secrets: SecretStore): Promise<void> {
  await proveReplaceable(disk, ENROLMENT_FILE, secrets.seal(new Uint8Array(PROOF_BYTES)));
}

/** Removes all keys of the enrolment from the disk. Throws on disk errors. */
export function destroyEnrolment(disk: Disk): Promise<void> {
  return destroyFile(disk, ENROLMENT_FILE);
}

/** What is left of the enrolment of a kiosk that its district has revoked: nothing that needs a seal. */
export const Disabled = z.strictObject({
  kioskName: z.string(),
  districtName: z.string(),
  districtUrl: z.string(),
});
export type Disabled = z.infer<typeof Disabled>;

export function disabledOf({ kioskName, districtName, districtUrl }: Enrolment): Disabled {
  return { kioskName, districtName, districtUrl };
}
