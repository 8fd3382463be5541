import { DEVELOPMENT_ROOT, type DistrictKeys } from '../../district/keys.ts';
import { publicKeyHexOf, secretKeyOfPhrase } from '../../domain/catalogue-file.ts';
import { signKeyList } from '../../domain/key-list.ts';
import type { Signer } from '../../domain/signed-text.ts';

const IN_FORCE = { validFrom: '2020-01-01', validUntil: '2049-12-31' } as const;

/** The district's keys after so many rotations: a list of its own for each, and of one signer alone. */
export function keysAfter(rotations: number): DistrictKeys {
  const serial = rotations + 1;
  const signer: Signer = {
    keyId: `district-${serial}`,
    secretKey: secretKeyOfPhrase(`simulated district ${serial}`),
  };
  const key = {
    id: signer.keyId,
    algorithm: 'ed25519' as const,
    publicKeyHex: publicKeyHexOf(signer.secretKey),
    purposes: ['roster', 'denied', 'lease'],
    ...IN_FORCE,
  };
  return {
    list: signKeyList({ format: 1, serial, ...IN_FORCE, keys: [key] }, DEVELOPMENT_ROOT),
    serial,
    signer,
  };
}
