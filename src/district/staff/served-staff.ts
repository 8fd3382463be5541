import { type SignedStaff, signStaffList } from '../../domain/staff/staff-list.ts';
import type { Kiosk } from '../kiosks/kiosk.ts';
import type { Services } from '../services.ts';

export interface ServedStaff {
  readonly serial: number;
  /** Null if the kiosk has it. */
  readonly signed: SignedStaff | null;
}

/**
 * The staff of the kiosk's sites, signed for it alone: who could play another kiosk's list to it would let people in whom
 * its sites do not know.
 */
export async function servedStaff(
  { store, keys }: Pick<Services, 'store' | 'keys'>,
  { kioskId, siteIds }: Kiosk,
  have: number,
): Promise<ServedStaff> {
  // This is one transaction, since the serial of a list must not be newer than its members.
  const { serial, members, signIn } = await store.transaction(async (writes) => ({
    serial: await writes.lockStaffSerial(),
    members: await writes.staffMembers(),
    signIn: await writes.signInSites(),
  }));
  if (serial <= have) return { serial, signed: null };
  const listed = members.flatMap(({ memberId, name, role, pin, removedAt, ...row }) => {
    const own = row.siteIds.filter((siteId) => siteIds.includes(siteId));
    return removedAt !== null || own.length === 0 ? [] : [{ memberId, name, role, siteIds: own, pin }];
  });
  const sites = siteIds.map((siteId) => ({ siteId, signIn: signIn.includes(siteId) }));
  const list = { format: 1 as const, serial, kioskId, sites, members: listed };
  return { serial, signed: signStaffList(list, { keys: keys.list, signer: keys.signer }) };
}
