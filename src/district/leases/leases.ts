import { DAY_MS } from '../../domain/base/duration.ts';
import { plusDays, type WallDate, wallDateOf } from '../../domain/base/wall-time.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { courtsForItem, RESOURCE_LEASE_DAYS } from '../../domain/catalogue/resource.ts';
import { resourcesAt, rulebookOf } from '../../domain/catalogue/rulebook.ts';
import { placesOn } from '../../domain/decision/courts-in-use.ts';
import { BOOKING_DAYS_AHEAD, isSameCourtDay, type Lease } from '../../domain/shared/lease.ts';
import { overlaps, WHOLE_DAY, without } from '../../domain/shared/minutes.ts';
import { onResources, slotLeasesOf, slotOnResource } from '../../domain/shared/slot-leases.ts';
import type { LeaseReply, LeaseRequest } from '../../protocol/wire-limits.ts';
import type { StretchReply, StretchRequest } from '../../protocol/wire-stretches.ts';
import { beginJournal, JOURNALS_PER_KIOSK_MAX } from '../intake/new-journal.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { LeaseRow, OwnedHead, SharerRow } from '../storage/store-rows.ts';
import { readGivenCourts } from './given-courts.ts';
import { type HeldStretch, LeaseBook, type WantedCourt } from './lease-book.ts';
import { openStretchesOf } from './open-stretches.ts';

/**
 * A server that lost its last hours may have fewer grants than a kiosk has seen. A request that is this far ahead is
 * wrong.
 */
const LOST_GRANTS_MAX = 1_000_000;
/** No district has granted more on any day since the first one. */
const GRANTS_PER_DAY_MAX = 1_000_000;
const FIRST_DAY_MS = Date.parse('2026-01-01T00:00+08:00');

interface Asker {
  readonly kioskId: string;
  readonly siteIds: readonly string[];
  readonly journalId: string;
}

/** The request of a kiosk, by stretches or by slots. */
interface LeaseQuestion {
  readonly siteId: string;
  readonly headSeq: number;
  readonly epoch: string | null;
  readonly seen: number;
  readonly held: readonly HeldStretch[];
  readonly wants: readonly WantedCourt[];
  /** False for a kiosk of a release before resources. */
  readonly isByStretch: boolean;
}

interface LeaseAnswer {
  readonly epoch: string;
  readonly serial: number;
  readonly leases: readonly Lease[];
  readonly elsewhere: ReturnType<LeaseBook['elsewhere']>;
}

type LeaseServices = Pick<Services, 'store' | 'catalogue' | 'now'>;

/** Shares the courts, tables and rooms of a desk among the kiosks at it, by stretches of a day. */
export async function shareStretches(
  services: LeaseServices,
  asker: Asker,
  request: StretchRequest,
): Promise<Outcome<Omit<StretchReply, 'serverTimeMs'>>> {
  const { catalogue } = services.catalogue;
  const { siteId } = request;
  const wants = request.wants.flatMap((want) => wantedCourtOf(catalogue, siteId, want));
  const held = request.held.flatMap((lease) => onResources(catalogue, { ...lease, recalled: false }));
  const question = { ...request, held, wants, isByStretch: true };
  const shared = await share(services, asker, question);
  if (!shared.ok) return shared;
  const today = wallDateOf(services.now());
  const taken = await services.store.read((reads) => reads.publicStretchesOf(siteId, today));
  return {
    ok: true,
    value: {
      ...shared.value,
      leases: [...shared.value.leases],
      elsewhere: shared.value.elsewhere.map(({ silentSince, ...one }) => ({
        ...one,
        silentSinceMs: silentSince,
      })),
      toPublic: taken.map(({ entry: _, courts, ...one }) => ({ ...one, courts: [...courts] })),
    },
  };
}

function wantedCourtOf(
  catalogue: Catalogue,
  siteId: string,
  { itemId, takeOver, ...span }: StretchRequest['wants'][number],
): readonly WantedCourt[] {
  const entries = rulebookOf(catalogue).itemsBySite.get(siteId) ?? [];
  const entry = entries.find(({ item }) => item.id === itemId);
  const resource = entry?.resource ?? null;
  if (entry === undefined || resource === null) return [];
  const places = placesOn(resource, span).map((place) => ({
    siteId,
    resourceId: resource.id,
    ...place,
    court: 1,
  }));
  return [{ courts: courtsForItem(resource, entry.item), places, takeOver }];
}

/**
 * The same for a kiosk of a release before resources, which only knows slots of items and numbers of courts. Its slots
 * are turned into stretches, and the answer names the slots of which it holds every minute. `elsewhere` names the courts
 * of a slot of which another kiosk holds some minute.
 */
export async function shareLeases(
  services: LeaseServices,
  asker: Asker,
  request: LeaseRequest,
): Promise<Outcome<Omit<LeaseReply, 'serverTimeMs'>>> {
  const { catalogue } = services.catalogue;
  const { siteId } = request;
  const shared = await share(services, asker, {
    ...request,
    held: request.held.flatMap(({ itemId, ...slot }) =>
      onResources(catalogue, { ...slot, ...WHOLE_DAY, resourceId: itemId, recalled: false }),
    ),
    wants: request.wants.flatMap(({ itemId, date }) => {
      const slot = slotOnResource(catalogue, { siteId, itemId, date });
      if (slot === null || slot.stretches.length === 0) return [];
      const day = { siteId, resourceId: slot.resource.id, date, court: 1 };
      const places = slot.stretches.map((minutes) => ({ ...day, ...minutes }));
      return [{ courts: slot.courts, places, takeOver: false }];
    }),
    isByStretch: false,
  });
  if (!shared.ok) return shared;
  const { leases, elsewhere, ...head } = shared.value;
  return {
    ok: true,
    value: {
      ...head,
      leases: [...slotLeasesOf(catalogue, leases)],
      elsewhere: countBySlot(catalogue, elsewhere),
    },
  };
}

/**
 * Shares the courts of a desk among the kiosks at it (guide 5.3: two courts a slot). Each stretch of each court's day
 * is leased ahead of time to one journal, so that a kiosk gives away only what it holds, with or without a line. If
 * there is only one kiosk at a desk, it holds all courts.
 *
 * A stretch that was given back goes to the kiosk that is due to have it, unless a use stands on it. A lease ends with
 * its day. After a restore from a backup, a kiosk keeps what it says that it holds if nobody else has it. Nothing new
 * is granted for the days that were leased before, until every kiosk at the desk has said what it holds. A district
 * that has lost its last changes goes on counting from what a kiosk has seen, so that no serial is granted twice. It
 * goes no further than what it can have granted since its first day, since a hostile kiosk could otherwise use up all
 * serials.
 *
 * Errors: `not-found` if the journal is not this kiosk's, or the kiosk may not be at that desk; `bad-request` if no
 * district can have told this `seen`.
 */
async function share(
  { store, catalogue: served, now }: LeaseServices,
  asker: Asker,
  question: LeaseQuestion,
): Promise<Outcome<LeaseAnswer>> {
  const { journalId, kioskId } = asker;
  const { siteId, isByStretch } = question;
  const { catalogue } = served;
  if (!asker.siteIds.includes(siteId)) {
    return refused({ kind: 'not-found', message: `this kiosk may not be the desk ${siteId}` });
  }
  return store.transaction(async (writes) => {
    const head = await headOrBegun(writes, { now, catalogue: served }, asker);
    if (head?.kioskId !== kioskId) {
      return refused({ kind: 'not-found', message: `this kiosk has no journal ${journalId}` });
    }
    const { serial, position } = await writes.lockBookRow();
    const at = now();
    if (question.seen > seenMaxOf(serial, at)) {
      return refused({ kind: 'bad-request', message: 'no such lease was ever granted' });
    }
    const { epoch, rolledAt } = await writes.identity();
    const today = wallDateOf(at);
    const days = { first: today, last: plusDays(today, BOOKING_DAYS_AHEAD) };
    const sharers = await meet(writes, { journalId, siteId, askedAt: at, epoch, isByStretch });
    const rows = await rowsOf(writes, { siteId, journalId, days, held: question.held });
    const open = openStretchesOf(catalogue, siteId, today);
    const onCourts = rows.flatMap((row) => onResources(catalogue, { ...row, recalled: false }));
    const book = new LeaseBook({
      rows: withoutOverlaps(onCourts),
      given: await readGivenCourts(writes, catalogue, [
        ...[...onCourts, ...question.held].filter(({ date }) => date >= days.first && date <= days.last),
        ...open,
        ...question.wants.flatMap(({ places }) => places),
      ]),
      days,
      asker: journalId,
      serial: Math.max(serial, question.seen),
      sharers,
      now: at,
      grantsFrom: grantsFrom({ sharers, epoch, rolledAt, today }),
    });
    // Leases that an earlier release wrote under the item's id move to the id of its resource.
    const moved = rows.filter((row) => !onCourts.some((one) => one.resourceId === row.resourceId));
    for (const row of moved) book.courts().touch(row);
    for (const row of moved.length === 0 ? [] : onCourts) book.courts().touch(row);
    const isKnown = question.epoch === null || (question.epoch === epoch && question.seen <= serial);
    if (isKnown) {
      if (head.seq >= question.headSeq) book.takeBack(question);
      book.share(open);
      book.serveWants(question.wants);
    } else {
      book.adopt(question.held, { siteIds: asker.siteIds, catalogue });
    }
    const changed = book.courts().changed();
    await writes.putLeases(changed.days, changed.rows);
    await writes.saveBook({ serial: book.serial(), position });
    const leases = book.leases(question.held, isKnown);
    return { ok: true, value: { epoch, serial: book.serial(), leases, elsewhere: book.elsewhere(siteId) } };
  });
}

/**
 * Two slots may lie in one stretch after a change. The newer grant keeps the stretch; a use under the older one is a
 * collision.
 */
function withoutOverlaps(rows: readonly (LeaseRow & { readonly recalled: boolean })[]): readonly LeaseRow[] {
  const kept: LeaseRow[] = [];
  for (const { recalled: _, ...row } of rows.toSorted((one, other) => other.serial - one.serial)) {
    const before = kept.filter((one) => isSameCourtDay(one, row));
    kept.push(...without(row, before).map(({ from, to }) => ({ ...row, from, to })));
  }
  return kept;
}

function countBySlot(catalogue: Catalogue, elsewhere: LeaseAnswer['elsewhere']): LeaseReply['elsewhere'] {
  const counts = new Map<string, LeaseReply['elsewhere'][number]>();
  const seen = new Set<string>();
  for (const one of elsewhere) {
    const { siteId, resourceId, date, court } = one;
    const resource = resourcesAt(catalogue, siteId).find(({ id }) => id === resourceId);
    for (const itemId of resource?.itemIds ?? []) {
      const slot = slotOnResource(catalogue, { siteId, itemId, date });
      if (slot === null || court > slot.courts) continue;
      if (!slot.stretches.some((minutes) => overlaps(minutes, one))) continue;
      const name = `${itemId}/${date}`;
      if (seen.has(`${name}/${court}`)) continue;
      seen.add(`${name}/${court}`);
      counts.set(name, { siteId, itemId, date, courts: (counts.get(name)?.courts ?? 0) + 1 });
    }
  }
  return [...counts.values()];
}

/** A kiosk that has left a journal asks for courts in the next one before it has sold anything. */
async function headOrBegun(
  writes: DistrictWrites,
  services: Pick<Services, 'now' | 'catalogue'>,
  { journalId, kioskId }: Asker,
): Promise<OwnedHead | null> {
  const stored = await writes.lockJournalRow(journalId);
  if (stored !== null) return stored;
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
  const since = asker.askedAt - (RESOURCE_LEASE_DAYS + 1) * DAY_MS;
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
    readonly held: readonly HeldStretch[];
  },
): Promise<readonly LeaseRow[]> {
  const ofSite = await writes.leasesOfSite(siteId, days.first);
  const ofJournal = await writes.leasesOfJournal(journalId, days.first);
  const elsewhere: LeaseRow[] = [];
  for (const site of new Set(held.map((lease) => lease.siteId))) {
    if (site === siteId) continue;
    const named = (row: LeaseRow): boolean =>
      held.some((lease) => isSameCourtDay(lease, row) && overlaps(lease, row));
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
