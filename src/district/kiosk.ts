import type { KioskGrant } from './enrolment-code.ts';
import type { Services } from './services.ts';
import type { DistrictWrites } from './store.ts';

export interface Kiosk {
  readonly kioskId: string;
  readonly name: string;
  /** The desks that it may be. */
  readonly siteIds: readonly string[];
}

/** Adds a kiosk under a new id, which goes with every request that its device signs. */
export async function createKiosk(
  writes: DistrictWrites,
  { secrets, now }: Pick<Services, 'secrets' | 'now'>,
  { kioskName, siteIds, publicKeyHex }: KioskGrant & { readonly publicKeyHex: string },
): Promise<string> {
  const kioskId = secrets.uuid();
  const row = { kioskId, name: kioskName, siteIds, publicKeyHex, enrolledAt: now(), revokedAt: null };
  await writes.insertKiosk(row);
  return kioskId;
}

/** Shuts a lost or stolen kiosk out: from now on it may hand in what it has recorded, and nothing else. False where there is no such active kiosk. */
export async function revokeKiosk(
  { store, now }: Pick<Services, 'store' | 'now'>,
  kioskId: string,
): Promise<boolean> {
  return store.transaction((writes) => writes.revokeKiosk(kioskId, now()));
}
