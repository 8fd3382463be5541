import type { KioskRevocation } from '../../protocol/wire-kiosks.ts';
import type { Services } from '../services.ts';

export type Revoking =
  | { readonly kind: 'revoked'; readonly revoked: readonly string[]; readonly already: readonly string[] }
  /** The district has no such kiosks; nothing was done. */
  | { readonly kind: 'unknown-kiosks'; readonly kioskIds: readonly string[] };

/**
 * Shuts lost or stolen kiosks out, all of them in one commit. From then on each may hand in what it has recorded, and
 * nothing else; the courts that it has not sold are free for the others.
 */
export async function revokeKiosks(
  { store, now }: Pick<Services, 'store' | 'now'>,
  { kioskIds, reason }: KioskRevocation,
): Promise<Revoking> {
  return store.transaction(async (writes) => {
    const at = now();
    // In one order, so that two revocations at once do not wait for each other.
    const wanted = [...new Set(kioskIds)].sort();
    const unknown: string[] = [];
    for (const kioskId of wanted) if ((await writes.lockKioskRow(kioskId)) === null) unknown.push(kioskId);
    if (unknown.length > 0) return { kind: 'unknown-kiosks', kioskIds: unknown };
    const revoked: string[] = [];
    for (const kioskId of wanted) {
      if (await writes.revokeKiosk(kioskId, at, reason)) revoked.push(kioskId);
    }
    return { kind: 'revoked', revoked, already: wanted.filter((kioskId) => !revoked.includes(kioskId)) };
  });
}
