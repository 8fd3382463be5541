import { DEMO_MEMBERS } from '../../domain/staff/demo-members.ts';
import type { Services } from '../services.ts';

/** Puts the demo's members on the list, once: what the office makes of them stays. They may work at every site. */
export async function seedDemoStaff({
  store,
  now,
  catalogue,
}: Pick<Services, 'store' | 'now' | 'catalogue'>): Promise<void> {
  const siteIds = catalogue.catalogue.sites.map(({ id }) => id);
  await store.transaction(async (writes) => {
    const serial = await writes.lockStaffSerial();
    const known = new Set((await writes.staffMembers()).map(({ memberId }) => memberId));
    const missing = DEMO_MEMBERS.filter(({ memberId }) => !known.has(memberId));
    for (const [place, { memberId, name, role, verifier }] of missing.entries()) {
      const pin = { state: 'own' as const, verifier };
      await writes.putStaffMember({
        ...{ memberId, name, role, siteIds, pin },
        createdAt: now() + place,
        removedAt: null,
      });
    }
    if (missing.length > 0) await writes.setStaffSerial(Math.max(serial + 1, now()));
  });
}
