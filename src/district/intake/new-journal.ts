import { LAST_DAY, plusDays, wallDateOf } from '../../domain/base/wall-time.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { BOOKING_DAYS_AHEAD, isSameCourtDay } from '../../domain/shared/lease.ts';
import { without } from '../../domain/shared/minutes.ts';
import { CourtDays } from '../leases/court-days.ts';
import { readGivenCourts } from '../leases/given-courts.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { LeaseRow } from '../storage/store-rows.ts';

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
  { now, catalogue: { catalogue } }: Pick<Services, 'now' | 'catalogue'>,
  { journalId, kioskId }: { readonly journalId: string; readonly kioskId: string },
): Promise<void> {
  const before = (await writes.journalIdsOf(kioskId)).filter((id) => id !== journalId);
  await writes.beginJournal(journalId, kioskId);
  if (before.length === 0) return;
  await writes.lockBookRow();
  const today = wallDateOf(now());
  for (const left of before) {
    const leases = await writes.leasesOfJournal(left, today);
    const held = leases.filter(({ date }) => date <= plusDays(today, BOOKING_DAYS_AHEAD));
    await passOn(writes, catalogue, held, journalId);
    await writes.dropSharers({ journalId: left, keepSiteId: NO_SITE });
  }
}

/** A court stays with the journal that sold it. A use without a court's number may be on any court. */
async function passOn(
  writes: DistrictWrites,
  catalogue: Catalogue,
  held: readonly LeaseRow[],
  journalId: string,
): Promise<void> {
  const given = await readGivenCourts(writes, catalogue, held);
  const days = held.map(({ siteId, resourceId, date, court }) => ({ siteId, resourceId, date, court }));
  const ofDays: LeaseRow[] = [];
  for (const siteId of new Set(days.map((day) => day.siteId))) {
    const first = days.reduce((least, { date }) => (date < least ? date : least), LAST_DAY);
    ofDays.push(...(await writes.leasesOfSite(siteId, first)));
  }
  const courts = new CourtDays(ofDays.filter((row) => days.some((day) => isSameCourtDay(day, row))));
  for (const row of held) {
    const cuts = given.unnamed(row) > 0 ? [row] : given.over(row);
    for (const { from, to } of without(row, cuts)) courts.put({ ...row, from, to, holder: journalId });
  }
  const changed = courts.changed();
  await writes.putLeases(changed.days, changed.rows);
}
