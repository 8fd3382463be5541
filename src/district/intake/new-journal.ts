import { plusDays, wallDateOf } from '../../domain/base/wall-time.ts';
import { BOOKING_DAYS_AHEAD } from '../../domain/shared/lease.ts';
import { readGivenCourts } from '../leases/given-courts.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';

/** No site has this id. */
const NO_SITE = '';

/**
 * An enrolment has one journal; more begin where a disk was lost, cloned or restored. Past this, it is to be enrolled
 * again.
 */
export const JOURNALS_PER_KIOSK_MAX = 16;

/**
 * Begins a journal for a kiosk. One that has had another goes on in this one: the courts that it held and has not sold,
 * as far as the district knows, are this one's now, and the journal before shares none any more unless it asks again.
 */
export async function beginJournal(
  writes: DistrictWrites,
  { now }: Pick<Services, 'now'>,
  { journalId, kioskId }: { readonly journalId: string; readonly kioskId: string },
): Promise<void> {
  const before = (await writes.journalIdsOf(kioskId)).filter((id) => id !== journalId);
  await writes.beginJournal(journalId, kioskId);
  if (before.length === 0) return;
  await writes.lockBookRow();
  const today = wallDateOf(now());
  for (const left of before) {
    const leases = await writes.leasesOfJournal(left, today);
    const held = leases.filter(
      ({ holder, date }) => holder === left && date <= plusDays(today, BOOKING_DAYS_AHEAD),
    );
    const given = await readGivenCourts(writes, held);
    const unsold = held.filter((lease) => !given.has(lease) && given.unnamed(lease) === 0);
    await writes.putLeases(unsold.map((lease) => ({ ...lease, holder: journalId })));
    await writes.dropSharers({ journalId: left, keepSiteId: NO_SITE });
  }
}
