import type { DistrictKeys } from '../../district/roster/keys.ts';
import type { WallDate } from '../../domain/base/wall-time.ts';
import { publicKeyHexOf, secretKeyOfPhrase } from '../../domain/catalogue/catalogue-file.ts';
import { DEVELOPMENT_ROOT } from '../../domain/trust/development-keys.ts';
import { signKeyList } from '../../domain/trust/key-list.ts';
import type { Signer } from '../../domain/trust/signed-text.ts';

const FIRST_DAY: WallDate = '2020-01-01';
const LAST_DAY: WallDate = '2049-12-31';

/**
 * The district's keys: a list for each rotation. A key that is withdrawn stays in it with an end that has passed,
 * so that what it signed and a kiosk has taken can still be checked.
 *
 * @param ends - the last day of each key that was withdrawn, in order
 */
export function keysAfter(ends: readonly WallDate[]): DistrictKeys {
  const serial = ends.length + 1;
  const keys = [...ends, LAST_DAY].map((validUntil, rotation) => {
    const { keyId, secretKey } = signerAfter(rotation);
    const publicKeyHex = publicKeyHexOf(secretKey);
    const purposes = ['roster', 'denied', 'lease'];
    return {
      id: keyId,
      algorithm: 'ed25519' as const,
      publicKeyHex,
      purposes,
      validFrom: FIRST_DAY,
      validUntil,
    };
  });
  const list = { format: 1 as const, serial, validFrom: FIRST_DAY, validUntil: LAST_DAY, keys };
  return { list: signKeyList(list, DEVELOPMENT_ROOT), serial, signer: signerAfter(ends.length) };
}

function signerAfter(rotations: number): Signer {
  return {
    keyId: `district-${rotations + 1}`,
    secretKey: secretKeyOfPhrase(`simulated district ${rotations + 1}`),
  };
}
