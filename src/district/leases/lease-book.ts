import { DAY_MS, MINUTE_MS } from '../../domain/base/duration.ts';
import type { WallDate } from '../../domain/base/wall-time.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { courtsOf, limitedItemsOf } from '../../domain/decision/limited-items.ts';
import { isSameSlot, type LeaseSlot } from '../../domain/shared/lease.ts';
import type { LeaseReply, LeaseRequest } from '../../protocol/wire-limits.ts';
import type { LeaseRow, SharerRow } from '../storage/store-rows.ts';
import type { GivenCourts } from './given-courts.ts';
import type { LeasedSlot } from './leased-slots.ts';

/** Who asked within this time is there to take what is given back for it. */
const PRESENT_MS = 10 * MINUTE_MS;

interface BookParts {
  /** The rows of `days`: all rows of the asker's desk, and of other desks those that the asker has or names. */
  readonly rows: readonly LeaseRow[];
  /** Which courts are given, for the slots of `rows` and for every slot that the request names. */
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
  readonly #rows: Map<string, LeaseRow>;
  readonly #changed = new Set<string>();
  #serial: number;

  constructor(parts: BookParts) {
    this.#parts = parts;
    this.#serial = parts.serial;
    this.#rows = new Map(parts.rows.map((row) => [keyOf(row), row]));
  }

  serial(): number {
    return this.#serial;
  }

  changed(): readonly LeaseRow[] {
    return [...this.#changed].flatMap((key) => this.#rows.get(key) ?? []);
  }

  /** Frees the leases that the asker has heard of and does not hold any longer. */
  takeBack({ seen, held }: LeaseRequest): void {
    const kept = new Set(held.map((lease) => `${keyOf(lease)}/${lease.serial}`));
    for (const row of [...this.#rows.values()]) {
      if (row.holder !== this.#parts.asker || row.serial > seen) continue;
      if (!kept.has(`${keyOf(row)}/${row.serial}`)) this.#put(freed(row));
    }
  }

  /** Grants what is due to the asker and calls back what is due to another who is there. */
  share(slots: readonly LeasedSlot[]): void {
    for (const { slot, courts } of slots) {
      for (let court = 1; court <= courts; court += 1) this.#shareCourt({ ...slot, court }, courts);
    }
  }

  #shareCourt(place: LeaseSlot & { readonly court: number }, courts: number): void {
    const { asker } = this.#parts;
    const row = this.#rowAt(place);
    const due = this.#dueTo(place);
    if (row.holder === null) {
      if (!this.#isGrantable(row, this.#slotRows(place, courts))) return;
      const isWantedElsewhere =
        row.wantedBy !== null && row.wantedBy !== asker && this.#isPresent(row.wantedBy);
      if (!isWantedElsewhere && (row.wantedBy === asker || due === asker))
        this.#grant(row, row.wantedBy === asker && row.claimed);
    } else if (row.holder === asker && row.wantedBy === null && !row.claimed && due !== asker) {
      if (this.#isPresent(due)) this.#put({ ...row, wantedBy: due });
    }
  }

  /**
   * A court for each slot that a clerk asks for: a free one at once, else one that another gives back. No slot of a
   * day that no desk books yet: what a kiosk holds, and so each answer, would otherwise grow without end.
   */
  serveWants({ siteId, wants }: LeaseRequest, catalogue: Catalogue): void {
    for (const { itemId, date } of wants) {
      if (!this.#isBooked(date)) continue;
      const slot = { siteId, itemId, date };
      const item = limitedItemsOf(catalogue).get(itemId);
      const courts = item?.siteIds.includes(siteId) ? (courtsOf(item)?.courts ?? 0) : 0;
      const rows = this.#slotRows(slot, courts);
      const isOpen = (row: LeaseRow): boolean => !this.#parts.given.has(row);
      if (rows.some((row) => row.holder === this.#parts.asker && isOpen(row))) continue;
      const free = rows.find((row) => this.#isGrantable(row, rows));
      const other = rows.find((row) => row.holder !== null && row.wantedBy === null && isOpen(row));
      if (free !== undefined) this.#grant(free, true);
      else if (other !== undefined) this.#put({ ...other, wantedBy: this.#parts.asker, claimed: true });
    }
  }

  /** Believes what the asker says that it holds, if nobody else holds that court or has given it away. */
  adopt(
    held: LeaseRequest['held'],
    bounds: { readonly siteIds: readonly string[]; readonly catalogue: Catalogue },
  ): void {
    for (const lease of held) {
      const item = limitedItemsOf(bounds.catalogue).get(lease.itemId);
      const isSlot = item?.siteIds.includes(lease.siteId) && lease.court <= (courtsOf(item)?.courts ?? 0);
      if (!isSlot || !bounds.siteIds.includes(lease.siteId)) continue;
      if (!this.#isBooked(lease.date)) continue;
      const row = this.#rowAt(lease);
      const { asker, given } = this.#parts;
      if (row.holder !== null || given.hasOfAnother(row, asker)) continue;
      this.#put({ ...row, holder: asker, serial: this.#next() });
    }
  }

  /**
   * What the asker holds now. A court that another kiosk wants, or has given away already, is marked `recalled`. If the
   * asker is not known yet, the answer has only what it said that it holds.
   */
  answer({ siteId, held }: LeaseRequest, isKnown: boolean): Pick<LeaseReply, 'leases' | 'elsewhere'> {
    const { asker, given } = this.#parts;
    const rows = [...this.#rows.values()];
    const said = new Set(held.map(keyOf));
    const own = rows.filter((row) => row.holder === asker && (isKnown || said.has(keyOf(row))));
    const others = rows.filter((row) => row.siteId === siteId && row.holder !== null && row.holder !== asker);
    return {
      leases: own.map((row) => ({
        siteId: row.siteId,
        itemId: row.itemId,
        date: row.date,
        court: row.court,
        serial: row.serial,
        recalled: (row.wantedBy !== null && row.wantedBy !== asker) || given.hasOfAnother(row, asker),
      })),
      elsewhere: countBySlot(others),
    };
  }

  #isBooked(date: WallDate): boolean {
    return date >= this.#parts.days.first && date <= this.#parts.days.last;
  }

  /** True for a court that nobody holds or has given away. One free court is kept for each use that names no court. */
  #isGrantable(row: LeaseRow, ofSlot: readonly LeaseRow[]): boolean {
    const { given } = this.#parts;
    const isFree = (one: LeaseRow): boolean => one.holder === null && !given.has(one);
    return isFree(row) && ofSlot.filter(isFree).length > given.unnamed(row);
  }

  #grant(row: LeaseRow, claimed: boolean): void {
    if (row.date < this.#parts.grantsFrom) return;
    this.#put({ ...row, holder: this.#parts.asker, serial: this.#next(), wantedBy: null, claimed });
  }

  #next(): number {
    this.#serial += 1;
    return this.#serial;
  }

  /** Courts go round among the sharers, beginning one further each day. */
  #dueTo({ court, date }: { readonly court: number; readonly date: WallDate }): string {
    const { sharers, asker } = this.#parts;
    const day = Math.floor(Date.parse(date) / DAY_MS);
    return sharers[(day + court - 1) % sharers.length]?.journalId ?? asker;
  }

  #isPresent(journalId: string): boolean {
    const sharer = this.#parts.sharers.find((row) => row.journalId === journalId);
    return sharer !== undefined && sharer.askedAt >= this.#parts.now - PRESENT_MS;
  }

  #slotRows(slot: LeaseSlot, courts: number): readonly LeaseRow[] {
    return Array.from({ length: courts }, (_, index) => this.#rowAt({ ...slot, court: index + 1 }));
  }

  #rowAt(place: LeaseSlot & { readonly court: number }): LeaseRow {
    const { siteId, itemId, date, court } = place;
    const none = { siteId, itemId, date, court, holder: null, serial: 0, wantedBy: null, claimed: false };
    return this.#rows.get(keyOf(place)) ?? none;
  }

  #put(row: LeaseRow): void {
    this.#rows.set(keyOf(row), row);
    this.#changed.add(keyOf(row));
  }
}

/** What a clerk asked for stays asked for. */
function freed(row: LeaseRow): LeaseRow {
  return { ...row, holder: null, claimed: row.claimed && row.wantedBy !== null };
}

function countBySlot(rows: readonly LeaseRow[]): LeaseReply['elsewhere'] {
  const counts: {
    -readonly [Field in keyof LeaseReply['elsewhere'][number]]: LeaseReply['elsewhere'][number][Field];
  }[] = [];
  for (const { siteId, itemId, date } of rows) {
    const slot = { siteId, itemId, date };
    const count = counts.find((one) => isSameSlot(one, slot));
    if (count === undefined) counts.push({ ...slot, courts: 1 });
    else count.courts += 1;
  }
  return counts;
}

function keyOf({ siteId, itemId, date, court }: LeaseSlot & { readonly court: number }): string {
  return `${siteId}/${itemId}/${date}/${court}`;
}
