import { proveRevoked, type RevocationProof } from '../../domain/trust/revocation.ts';
import type { Services } from '../services.ts';

/** What a kiosk that is revoked believes it by. */
export function revocationProofOf({ keys }: Pick<Services, 'keys'>, kioskId: string): RevocationProof {
  return proveRevoked(kioskId, { keys: keys.list, signer: keys.signer });
}
