import { createHash } from 'node:crypto';
import type { KioskGrant } from './enrolment-code.ts';
import { type Outcome, refused } from './refusal.ts';
import type { Services } from './services.ts';
import type { DistrictWrites } from './store.ts';

const BEARER = /^Bearer ([A-Za-z0-9_-]{32,200})$/i;

export interface Kiosk {
  readonly kioskId: string;
  readonly name: string;
  /** The desks that it may be. */
  readonly siteIds: readonly string[];
}

/** Adds a kiosk; its token is told once and kept as a hash only. */
export async function createKiosk(
  writes: DistrictWrites,
  { secrets, now }: Pick<Services, 'secrets' | 'now'>,
  { kioskName, siteIds }: KioskGrant,
): Promise<{ readonly kioskId: string; readonly token: string }> {
  const kioskId = secrets.uuid();
  const token = secrets.token();
  await writes.insertKiosk({
    kioskId,
    name: kioskName,
    siteIds,
    tokenHash: hashOfToken(token),
    enrolledAt: now(),
    revokedAt: null,
  });
  return { kioskId, token };
}

/**
 * The kiosk that an `Authorization` header speaks for. The token is looked up by its hash, so that how long
 * the answer takes tells nothing about it.
 */
export async function kioskOfHeader(
  { store }: Pick<Services, 'store'>,
  header: string | undefined,
): Promise<Outcome<Kiosk>> {
  const token = BEARER.exec(header ?? '')?.[1];
  if (token === undefined) return refused({ kind: 'unauthorized', message: 'no bearer token' });
  const kiosk = await store.read((reads) => reads.kioskByToken(hashOfToken(token)));
  if (kiosk === null) {
    return refused({ kind: 'unauthorized', message: 'no kiosk was enrolled with this token' });
  }
  if (kiosk.revokedAt !== null) {
    return refused({ kind: 'device-revoked', message: `kiosk ${kiosk.kioskId} was revoked` });
  }
  return { ok: true, value: { kioskId: kiosk.kioskId, name: kiosk.name, siteIds: kiosk.siteIds } };
}

/** Shuts a lost or stolen kiosk out; what it has sent stays. False where there is no such active kiosk. */
export async function revokeKiosk(
  { store, now }: Pick<Services, 'store' | 'now'>,
  kioskId: string,
): Promise<boolean> {
  return store.transaction((writes) => writes.revokeKiosk(kioskId, now()));
}

function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
