import { createHash } from 'node:crypto';
import type { SecretStore } from '../../host/profile/secret-store.ts';

const TAG_BYTES = 16;

/**
 * The safe storage of one machine, stood in for: sealed bytes lie open behind a digest, which a changed byte
 * breaks as it would break the seal of AES-GCM. Nobody in the simulation reads what is sealed but its judges.
 */
export const simulatedSecrets: SecretStore = {
  strength: 'file',
  seal: (secret) => Buffer.concat([tagOf(secret), secret]),
  unseal(sealed) {
    const secret = sealed.subarray(TAG_BYTES);
    return tagOf(secret).equals(sealed.subarray(0, TAG_BYTES)) ? secret : null;
  },
};

function tagOf(secret: Uint8Array): Buffer {
  return createHash('sha256').update(secret).digest().subarray(0, TAG_BYTES);
}

/** What a sealed file holds for whoever has both the disk and the safe storage; null if it does not open any longer. */
export function sealedIn(bytes: Uint8Array): unknown {
  const opened = simulatedSecrets.unseal(bytes);
  return opened === null ? null : JSON.parse(Buffer.from(opened).toString('utf8'));
}
