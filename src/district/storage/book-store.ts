import type { WallDate } from '../../domain/base/wall-time.ts';
import type { RightKey } from '../../domain/shared/right.ts';
import type {
  Book,
  CourtDay,
  DiscrepancyKind,
  DiscrepancyRow,
  DiscrepancyWordRow,
  LeaseRow,
  PublicStretchRow,
  RightRow,
  SharerRow,
} from './store-rows.ts';

/** Leases, rights and discrepancies, which share one order. May be read within a transaction or without. */
export interface BookReads {
  /** Leases of a site from a day on, granted or not. */
  leasesOfSite(siteId: string, fromDate: WallDate): Promise<readonly LeaseRow[]>;
  leasesOfJournal(journalId: string, fromDate: WallDate): Promise<readonly LeaseRow[]>;
  sharersOf(siteId: string): Promise<readonly SharerRow[]>;
  /** The stretches that the venue has given to the public from a day on, also those that it has taken back. */
  publicStretchesOf(siteId: string, fromDate: WallDate): Promise<readonly PublicStretchRow[]>;
  publicStretch(takenId: string): Promise<PublicStretchRow | null>;
  rights(keys: readonly RightKey[]): Promise<readonly RightRow[]>;
  /** All rights of these cards. */
  rightsOfCards(cardRefs: readonly string[]): Promise<readonly RightRow[]>;
  /** Rights in the order of their last change. */
  rightsAfter(position: number, limit: number): Promise<readonly RightRow[]>;
  book(): Promise<Book>;
  discrepancyByKey(key: string): Promise<DiscrepancyRow | null>;
  discrepancyById(discrepancyId: string): Promise<DiscrepancyRow | null>;
  /** Newest change first; only one kind if it is named. */
  discrepancies(query: {
    readonly open: boolean;
    readonly limit: number;
    readonly kind?: DiscrepancyKind;
    /** Only these sites; null or absent for all. */
    readonly siteIds?: readonly string[] | null;
  }): Promise<readonly DiscrepancyRow[]>;
  /** The first one first. */
  discrepancyWords(discrepancyIds: readonly string[]): Promise<readonly DiscrepancyWordRow[]>;
}

/** The changes that a transaction may make. A row that a `lock…` has read stays as it is until the commit. */
export interface BookWrites {
  /** Every transaction that gives out leases, rights or discrepancies locks this row, so that all of them have one order. */
  lockBookRow(): Promise<Book>;
  saveBook(book: Book): Promise<void>;
  /** Replaces all rows of these days by the given ones. */
  putLeases(days: readonly CourtDay[], rows: readonly LeaseRow[]): Promise<void>;
  putPublicStretches(rows: readonly PublicStretchRow[]): Promise<void>;
  putSharer(row: SharerRow): Promise<void>;
  /** A kiosk is one desk: its journal shares the courts of no other site. */
  dropSharers(drop: { readonly journalId: string; readonly keepSiteId: string }): Promise<void>;
  putRights(rows: readonly RightRow[]): Promise<void>;
  putDiscrepancy(row: DiscrepancyRow): Promise<void>;
  addDiscrepancyWord(row: DiscrepancyWordRow): Promise<void>;
}
