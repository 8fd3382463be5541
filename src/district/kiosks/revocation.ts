import type { Services } from '../services.ts';
import { forceNewPins } from '../staff/staff.ts';

export type Revoking =
  | { readonly kind: 'revoked'; readonly revoked: readonly string[]; readonly already: readonly string[] }
  /** The district has no such kiosks; nothing was done. */
  | { readonly kind: 'unknown-kiosks'; readonly kioskIds: readonly string[] };

/**
 * Shuts lost or stolen kiosks out, all of them in one commit. From then on each may hand in what it has recorded, and
 * nothing else; the courts that it has not sold are free for the others. The staff of its sites needs new PINs.
 */
export async function revokeKiosks(
  { store, now }: Pick<Services, 'store' | 'now'>,
  { kioskIds, reason }: { readonly kioskIds: readonly string[]; readonly reason?: string },
): Promise<Revoking> {
  return store.transaction(async (writes) => {
    const at = now();
    // In one order, so that two revocations at once do not wait for each other.
    const wanted = [...new Set(kioskIds)].sort();
    const unknown: string[] = [];
    const siteIds = new Map<string, readonly string[]>();
    for (const kioskId of wanted) {
      const row = await writes.lockKioskRow(kioskId);
      if (row === null) unknown.push(kioskId);
      else siteIds.set(kioskId, row.siteIds);
    }
    if (unknown.length > 0) return { kind: 'unknown-kiosks', kioskIds: unknown };
    const revoked: string[] = [];
    for (const kioskId of wanted) {
      if (await writes.revokeKiosk(kioskId, at, reason)) revoked.push(kioskId);
    }
    await forceNewPins(writes, { siteIds: revoked.flatMap((id) => siteIds.get(id) ?? []), at });
    return { kind: 'revoked', revoked, already: wanted.filter((kioskId) => !revoked.includes(kioskId)) };
  });
}
