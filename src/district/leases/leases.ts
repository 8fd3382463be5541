import { DAY_MS } from '../../domain/base/duration.ts';
import { plusDays, type WallDate, wallDateOf } from '../../domain/base/wall-time.ts';
import { BOOKING_DAYS_AHEAD, isSameSlot, LEASE_DAYS_AHEAD } from '../../domain/shared/lease.ts';
import type { LeaseReply, LeaseRequest } from '../../protocol/wire-limits.ts';
import { beginJournal, JOURNALS_PER_KIOSK_MAX } from '../intake/new-journal.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { LeaseRow, OwnedHead, SharerRow } from '../storage/store-rows.ts';
import { readGivenCourts } from './given-courts.ts';
import { LeaseBook } from './lease-book.ts';
import { leasedSlotsOf } from './leased-slots.ts';

/** A request that has seen so much more than was granted is no lost tail, it is nonsense. */
const LOST_GRANTS_MAX = 1_000_000;
/** No district has granted more on any day since the first one. */
const GRANTS_PER_DAY_MAX = 1_000_000;
const FIRST_DAY_MS = Date.parse('2026-01-01T00:00+08:00');

interface Asker {
  readonly kioskId: string;
  readonly siteIds: readonly string[];
  readonly journalId: string;
}

/**
 * Shares the courts of a desk's slots among the kiosks at it (guide 5.3: two courts a slot), each court of each day by
 * name to one journal, ahead of time: a kiosk gives away only what it holds, with or without a line. With one kiosk at
 * a desk all courts are its own.
 *
 * What a kiosk has given back goes to the kiosk whose turn it is, but never a court whose use stands. A lease ends with
 * its day. After a restore from a backup a kiosk keeps what it says that it holds where nobody else has it, and nothing
 * new is granted for the days that were leased before until every kiosk at the desk has said what it holds. A district
 * whose tail was lost goes on counting from what a kiosk has seen, so that no serial is granted twice; but no further
 * than what it can have granted since its first day, since anyone who signs as a kiosk could otherwise use up all
 * serials. `not-found` where the journal is not this kiosk's, or the desk is none that it may be; `bad-request` for a
 * `seen` that no district can have given.
 */
export async function shareLeases(
  { store, catalogue, now }: Pick<Services, 'store' | 'catalogue' | 'now'>,
  asker: Asker,
  request: LeaseRequest,
): Promise<Outcome<Omit<LeaseReply, 'serverTimeMs'>>> {
  const { journalId, kioskId } = asker;
  const { siteId } = request;
  if (!asker.siteIds.includes(siteId)) {
    return refused({ kind: 'not-found', message: `this kiosk may not be the desk ${siteId}` });
  }
  return store.transaction(async (writes) => {
    const head = await headOrBegun(writes, { now }, asker);
    if (head?.kioskId !== kioskId) {
      return refused({ kind: 'not-found', message: `this kiosk has no journal ${journalId}` });
    }
    const { serial, position } = await writes.lockBookRow();
    const at = now();
    if (request.seen > seenMaxOf(serial, at)) {
      return refused({ kind: 'bad-request', message: 'no such lease was ever granted' });
    }
    const { epoch, rolledAt } = await writes.identity();
    const today = wallDateOf(at);
    const days = { first: today, last: plusDays(today, BOOKING_DAYS_AHEAD) };
    const sharers = await meet(writes, { journalId, siteId, askedAt: at, epoch });
    const rows = await rowsOf(writes, { siteId, journalId, days, held: request.held });
    const slots = leasedSlotsOf(catalogue.catalogue, siteId, today);
    const book = new LeaseBook({
      rows,
      given: await readGivenCourts(writes, [
        ...[...rows, ...request.held].filter(({ date }) => date >= days.first && date <= days.last),
        ...slots.map(({ slot }) => slot),
        ...request.wants.map((want) => ({ ...want, siteId })),
      ]),
      days,
      asker: journalId,
      serial: Math.max(serial, request.seen),
      sharers,
      now: at,
      grantsFrom: grantsFrom({ sharers, epoch, rolledAt, today }),
    });
    const isKnown = request.epoch === null || (request.epoch === epoch && request.seen <= serial);
    if (isKnown) {
      if (head.seq >= request.headSeq) book.takeBack(request);
      book.share(slots);
      book.serveWants(request, catalogue.catalogue);
    } else {
      book.adopt(request.held, { siteIds: asker.siteIds, catalogue: catalogue.catalogue });
    }
    await writes.putLeases(book.changed());
    await writes.saveBook({ serial: book.serial(), position });
    return { ok: true, value: { epoch, serial: book.serial(), ...book.answer(request, isKnown) } };
  });
}

/** A kiosk that has left a journal asks for courts in the next one before it has sold anything. */
async function headOrBegun(
  writes: DistrictWrites,
  services: Pick<Services, 'now'>,
  { journalId, kioskId }: Asker,
): Promise<OwnedHead | null> {
  const held = await writes.lockJournalRow(journalId);
  if (held !== null) return held;
  const journals = await writes.countJournalsOf(kioskId);
  if (journals === 0 || journals >= JOURNALS_PER_KIOSK_MAX) return null;
  await beginJournal(writes, services, { journalId, kioskId });
  return writes.lockJournalRow(journalId);
}

/** The highest serial that a kiosk can have seen, where the last one that is stored is `serial`. */
function seenMaxOf(serial: number, at: number): number {
  const days = Math.max(1, Math.ceil((at - FIRST_DAY_MS) / DAY_MS));
  return Math.max(serial, Math.min(serial + LOST_GRANTS_MAX, days * GRANTS_PER_DAY_MAX));
}

/** Notes that this journal is at this desk; answers who else is, active within the days of a lease. */
async function meet(writes: DistrictWrites, asker: SharerRow): Promise<readonly SharerRow[]> {
  await writes.dropSharers({ journalId: asker.journalId, keepSiteId: asker.siteId });
  await writes.putSharer(asker);
  const since = asker.askedAt - (LEASE_DAYS_AHEAD + 1) * DAY_MS;
  const sharers: SharerRow[] = [];
  for (const sharer of await writes.sharersOf(asker.siteId)) {
    if (sharer.askedAt < since) continue;
    const kiosk = await writes.kioskOfJournal(sharer.journalId);
    if (kiosk?.revokedAt === null) sharers.push(sharer);
  }
  return sharers.sort((one, other) => (one.journalId < other.journalId ? -1 : 1));
}

/** The leases of this desk, and those of other desks that the journal has or names. A revoked kiosk holds none. */
async function rowsOf(
  writes: DistrictWrites,
  {
    siteId,
    journalId,
    days,
    held,
  }: {
    readonly siteId: string;
    readonly journalId: string;
    readonly days: { readonly first: WallDate; readonly last: WallDate };
    readonly held: LeaseRequest['held'];
  },
): Promise<readonly LeaseRow[]> {
  const ofSite = await writes.leasesOfSite(siteId, days.first);
  const ofJournal = await writes.leasesOfJournal(journalId, days.first);
  const elsewhere: LeaseRow[] = [];
  for (const site of new Set(held.map((lease) => lease.siteId))) {
    if (site === siteId) continue;
    const named = (row: LeaseRow): boolean =>
      held.some((lease) => isSameSlot(lease, row) && lease.court === row.court);
    const others = (await writes.leasesOfSite(site, days.first)).filter((row) => row.holder !== journalId);
    elsewhere.push(...others.filter(named));
  }
  const own = ofJournal.filter((row) => row.siteId !== siteId);
  const rows = [...ofSite, ...own, ...elsewhere].filter((row) => row.date <= days.last);
  const revoked = new Set<string>();
  for (const holder of new Set(rows.map((row) => row.holder))) {
    if (holder === null || holder === journalId) continue;
    const kiosk = await writes.kioskOfJournal(holder);
    if (kiosk === null || kiosk.revokedAt !== null) revoked.add(holder);
  }
  return rows.map((row) =>
    row.holder !== null && revoked.has(row.holder) ? { ...row, holder: null, claimed: false } : row,
  );
}

/** The first day that may be granted: all of them, but for days that may have been leased before a restore. */
function grantsFrom(given: {
  readonly sharers: readonly SharerRow[];
  readonly epoch: string;
  readonly rolledAt: number | null;
  readonly today: WallDate;
}): WallDate {
  const allKnown = given.sharers.every((sharer) => sharer.epoch === given.epoch);
  if (given.rolledAt === null || allKnown) return given.today;
  return plusDays(wallDateOf(given.rolledAt), BOOKING_DAYS_AHEAD + 1);
}
