import { proveRevoked, type RevocationProof } from '../../domain/trust/revocation.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { KioskRow } from '../storage/store-rows.ts';
import { revokeKiosks } from './revocation.ts';

export interface Kiosk {
  readonly kioskId: string;
  readonly name: string;
  /** The desks that it may be. */
  readonly siteIds: readonly string[];
}

const IN_SERVICE = { revokedAt: null, revocationToldAt: null };

/** Adds a kiosk under a new id, which goes with every request that its device signs. */
export async function createKiosk(
  writes: DistrictWrites,
  { secrets, now }: Pick<Services, 'secrets' | 'now'>,
  given: Pick<KioskRow, 'name' | 'shortName' | 'siteIds' | 'publicKeyHex'>,
): Promise<string> {
  const kioskId = secrets.uuid();
  await writes.insertKiosk({ ...given, kioskId, enrolledAt: now(), ...IN_SERVICE });
  return kioskId;
}

/** Shuts a lost or stolen kiosk out: from now on it may hand in what it has recorded, and nothing else. False if there is no such active kiosk. */
export async function revokeKiosk(
  { store, now }: Pick<Services, 'store' | 'now'>,
  kioskId: string,
): Promise<boolean> {
  const revoking = await revokeKiosks({ store, now }, { kioskIds: [kioskId] });
  return revoking.kind === 'revoked' && revoking.revoked.length > 0;
}

/** What a kiosk that is revoked believes it by. */
export function revocationProofOf({ keys }: Pick<Services, 'keys'>, kioskId: string): RevocationProof {
  return proveRevoked(kioskId, { keys: keys.list, signer: keys.signer });
}
