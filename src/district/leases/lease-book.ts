import { DAY_MS, MINUTE_MS } from '../../domain/base/duration.ts';
import type { Instant, WallDate } from '../../domain/base/wall-time.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { resourcesAt } from '../../domain/catalogue/rulebook.ts';
import { type CourtStretch, isSameCourtDay, type Lease } from '../../domain/shared/lease.ts';
import { common, joined, without } from '../../domain/shared/minutes.ts';
import type { LeaseRow, SharerRow } from '../storage/store-rows.ts';
import { CourtDays } from './court-days.ts';
import type { GivenCourts } from './given-courts.ts';
import type { OpenStretch } from './open-stretches.ts';

/** A kiosk that asked within this time receives what others give back for it, and its stretches cannot be taken over. */
const PRESENT_MS = 10 * MINUTE_MS;

/** A stretch that a kiosk says it holds, by the serial of its grant. */
export type HeldStretch = CourtStretch & { readonly serial: number };

/** A court that a clerk asks for at this moment: one court that is free for all of these stretches. */
export interface WantedCourt {
  readonly courts: number;
  /** The stretches that every one of the courts must have. The court number in them is not read. */
  readonly places: readonly CourtStretch[];
  readonly takeOver: boolean;
}

interface BookParts {
  /** The rows of `days`: all rows of the asker's desk, and of other desks those that the asker has or names. */
  readonly rows: readonly LeaseRow[];
  /** The stretches that are given, on the days of `rows` and on every day that the request names. */
  readonly given: GivenCourts;
  /** The days of which a kiosk may hold a court now, both included. */
  readonly days: { readonly first: WallDate; readonly last: WallDate };
  /** The journal that asks. */
  readonly asker: string;
  /** The serial of the last grant. */
  readonly serial: number;
  /** Who shares the desk's courts, in a fixed order. */
  readonly sharers: readonly SharerRow[];
  readonly now: number;
  /** The first day that may be granted. */
  readonly grantsFrom: WallDate;
}

/** The leases of one desk while one request is answered; what it decides is stored by its caller. */
export class LeaseBook {
  readonly #parts: BookParts;
  readonly #courts: CourtDays;
  #serial: number;

  constructor(parts: BookParts) {
    this.#parts = parts;
    this.#serial = parts.serial;
    this.#courts = new CourtDays(parts.rows);
  }

  serial(): number {
    return this.#serial;
  }

  courts(): CourtDays {
    return this.#courts;
  }

  /** Frees what the asker has heard of and does not hold any longer. */
  takeBack({ seen, held }: { readonly seen: number; readonly held: readonly HeldStretch[] }): void {
    for (const row of this.#courts.rows()) {
      if (row.holder !== this.#parts.asker || row.serial > seen) continue;
      const kept = held.filter((lease) => isSameCourtDay(lease, row) && lease.serial >= row.serial);
      for (const { from, to } of without(row, joined(kept))) this.#courts.put(freed({ ...row, from, to }));
    }
  }

  /** Grants what is due to the asker and calls back what is due to another who is there. */
  share(stretches: readonly OpenStretch[]): void {
    const { asker, sharers } = this.#parts;
    const isByStretch = sharers.some((row) => row.journalId === asker && row.isByStretch);
    for (const open of stretches) {
      if (!open.isOfSlot && !isByStretch) continue;
      for (const row of this.#courts.within(open)) this.#shareRow(row, open, stretches);
    }
  }

  #shareRow(row: LeaseRow, open: OpenStretch, all: readonly OpenStretch[]): void {
    const { asker, given } = this.#parts;
    const due = this.#dueTo(open);
    if (row.holder === null) {
      const { wantedBy } = row;
      const isWantedElsewhere = wantedBy !== null && wantedBy !== asker && this.#isPresent(wantedBy);
      if (isWantedElsewhere || (wantedBy !== asker && due !== asker)) return;
      const courts = all
        .filter((one) => one.resourceId === open.resourceId && one.date === open.date && covers(one, row))
        .map(({ court }) => court);
      for (const { from, to } of without(row, given.over(row))) {
        const part = { ...row, from, to };
        if (this.#isGrantable(part, courts)) this.#grant(part, wantedBy === asker && row.claimed);
      }
    } else if (row.holder === asker && row.wantedBy === null && !row.claimed && due !== asker) {
      if (!this.#isPresent(due)) return;
      for (const { from, to } of without(row, given.over(row)))
        this.#courts.put({ ...row, from, to, wantedBy: due });
    }
  }

  /**
   * A court for each time that a clerk asks for: a free one at once, otherwise one that another gives back. Nothing of a
   * day that no desk books yet: what a kiosk holds, and so each answer, would otherwise grow without end.
   */
  serveWants(wants: readonly WantedCourt[]): void {
    for (const want of wants) {
      if (!want.places.every(({ date }) => this.#isBooked(date))) continue;
      const courts = Array.from({ length: want.courts }, (_, index) => index + 1);
      const all = courts
        .map((court) => want.places.flatMap((place) => this.#courts.within({ ...place, court })))
        .filter((rows) => rows.every((row) => this.#parts.given.over(row).length === 0));
      if (!this.#serve(all, courts) && want.takeOver) this.#takeOver(all);
    }
  }

  /** True if the asker has a court, gets one now, or waits for one that its holder was just asked to give back. */
  #serve(all: readonly (readonly LeaseRow[])[], courts: readonly number[]): boolean {
    const { asker } = this.#parts;
    if (all.some((rows) => rows.every(({ holder }) => holder === asker))) return true;
    const isFree = ({ holder }: LeaseRow) => holder === asker || holder === null;
    const free = all.find((rows) =>
      rows.every((row) => isFree(row) && (row.holder === asker || this.#isGrantable(row, courts))),
    );
    if (free !== undefined) {
      for (const row of free) if (row.holder === null) this.#grant(row, true);
      return true;
    }
    const isAsked = (row: LeaseRow) => isFree(row) || row.wantedBy === asker;
    if (all.some((rows) => rows.every(isAsked) && rows.some((row) => row.wantedBy === asker))) return false;
    const other = all.find((rows) => rows.every((row) => isFree(row) || row.wantedBy === null));
    for (const row of other ?? []) {
      if (row.holder !== asker) this.#courts.put({ ...row, wantedBy: asker, claimed: true });
    }
    return false;
  }

  /** The stretches of kiosks that were not heard for ten minutes may go to a clerk who has read the warning. */
  #takeOver(all: readonly (readonly LeaseRow[])[]): void {
    const { asker } = this.#parts;
    const mayTake = ({ holder }: LeaseRow) =>
      holder === null || holder === asker || this.#silentSince(holder) !== null;
    const rows = all.find((ofCourt) => ofCourt.every(mayTake));
    for (const row of rows ?? []) if (row.holder !== asker) this.#grant(row, true);
  }

  /** Accepts what the asker says that it holds, if nobody else holds those minutes or has given them away. */
  adopt(
    held: readonly HeldStretch[],
    bounds: { readonly siteIds: readonly string[]; readonly catalogue: Catalogue },
  ): void {
    const { asker, given } = this.#parts;
    for (const lease of held) {
      const resource = resourcesAt(bounds.catalogue, lease.siteId).find(({ id }) => id === lease.resourceId);
      if (resource === undefined || lease.court > resource.count) continue;
      if (!bounds.siteIds.includes(lease.siteId) || !this.#isBooked(lease.date)) continue;
      for (const row of this.#courts.within(lease)) {
        if (row.holder !== null) continue;
        for (const { from, to } of without(row, given.overOfAnother(row, asker)))
          this.#courts.put({ ...row, from, to, holder: asker, serial: this.#next() });
      }
    }
  }

  /**
   * What the asker holds now. What another kiosk wants, or has given away already, is marked `recalled`, as is what the
   * venue has given to the public. If the asker is not known yet, the answer has only what it said that it holds.
   */
  leases(held: readonly HeldStretch[], isKnown: boolean): readonly Lease[] {
    const { asker, given } = this.#parts;
    const own = this.#courts.rows().filter((row) => row.holder === asker);
    const said = own.flatMap((row) => {
      const parts = joined(held.filter((lease) => isSameCourtDay(lease, row)));
      return isKnown ? [row] : parts.flatMap((one) => ({ ...row, ...(common(one, row) ?? NOTHING) }));
    });
    return said
      .filter(({ from, to }) => from < to)
      .flatMap((row) => {
        const taken = joined(given.overOfAnother(row, asker)).flatMap((one) => common(one, row) ?? []);
        const isWanted = row.wantedBy !== null && row.wantedBy !== asker;
        return [
          ...without(row, taken).map((minutes) => ({ ...minutes, recalled: isWanted })),
          ...taken.map((minutes) => ({ ...minutes, recalled: true })),
        ]
          .sort((one, other) => one.from - other.from)
          .map((part) => leaseOf({ ...row, ...part }, part.recalled));
      });
  }

  /** What other kiosks hold at the desk, and when each was last heard if that is more than ten minutes ago. */
  elsewhere(siteId: string): readonly (CourtStretch & { readonly silentSince: Instant | null })[] {
    const { asker } = this.#parts;
    return this.#courts.rows().flatMap((row) => {
      const { resourceId, date, court, from, to, holder } = row;
      if (row.siteId !== siteId || holder === null || holder === asker) return [];
      return [{ siteId, resourceId, date, court, from, to, silentSince: this.#silentSince(holder) }];
    });
  }

  #isBooked(date: WallDate): boolean {
    return date >= this.#parts.days.first && date <= this.#parts.days.last;
  }

  /** True if nobody holds the stretch or has given it away. One free court is kept for each use that names no court. */
  #isGrantable(row: LeaseRow, courts: readonly number[]): boolean {
    const { given } = this.#parts;
    const unnamed = given.unnamed(row);
    if (unnamed === 0) return true;
    const isFree = (court: number): boolean =>
      this.#courts
        .within({ ...row, court })
        .every((one) => one.holder === null && given.over(one).length === 0);
    return courts.filter(isFree).length > unnamed;
  }

  #grant(row: LeaseRow, claimed: boolean): void {
    if (row.date < this.#parts.grantsFrom) return;
    this.#courts.put({ ...row, holder: this.#parts.asker, serial: this.#next(), wantedBy: null, claimed });
  }

  #next(): number {
    this.#serial += 1;
    return this.#serial;
  }

  /** Courts go round among the sharers, beginning one further each day. Older kiosks can only give those of slots. */
  #dueTo({ court, date, isOfSlot }: OpenStretch): string {
    const sharers = this.#parts.sharers.filter(({ isByStretch }) => isOfSlot || isByStretch);
    const day = Math.floor(Date.parse(date) / DAY_MS);
    return sharers[(day + court - 1) % sharers.length]?.journalId ?? this.#parts.asker;
  }

  #isPresent(journalId: string): boolean {
    const { now } = this.#parts;
    const heardAt = this.#heardAt(journalId);
    return heardAt !== null && heardAt >= now - PRESENT_MS;
  }

  /**
   * When a kiosk was last heard, if that is too long ago; else null. A kiosk that is no longer listed counts as silent.
   */
  #silentSince(journalId: string): Instant | null {
    return this.#isPresent(journalId) ? null : (this.#heardAt(journalId) ?? 0);
  }

  #heardAt(journalId: string): Instant | null {
    return this.#parts.sharers.find((row) => row.journalId === journalId)?.askedAt ?? null;
  }
}

const NOTHING = { from: 0, to: 0 };

function covers(open: OpenStretch, row: LeaseRow): boolean {
  return open.from <= row.from && row.to <= open.to;
}

/** What a clerk asked for stays asked for. */
function freed(row: LeaseRow): LeaseRow {
  return { ...row, holder: null, claimed: row.claimed && row.wantedBy !== null };
}

function leaseOf({ siteId, resourceId, date, court, from, to, serial }: LeaseRow, recalled: boolean): Lease {
  return { siteId, resourceId, date, court, from, to, serial, recalled };
}
