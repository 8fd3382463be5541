import type { Instant } from '../../domain/base/wall-time.ts';
import type { BookReads, BookWrites } from './book-store.ts';
import type { CardholderReads, CardholderWrites } from './cardholder-store.ts';
import type { CatalogueReads, CatalogueWrites } from './catalogue-store.ts';
import type { EnrolmentReads, EnrolmentWrites } from './enrolment-store.ts';
import type { JournalReads, JournalWrites } from './journal-store.ts';
import type { KioskReads, KioskWrites } from './kiosk-store.ts';
import type { Forgotten, NoteReads, NoteWrites } from './note-store.ts';
import type { NoticeReads, NoticeWrites } from './notice-store.ts';
import type { OfficeReads, OfficeWrites } from './office-store.ts';
import type { RecordReads, RecordWrites } from './record-store.ts';
import type { ReportReads, ReportWrites } from './report-store.ts';
import type { RosterReads, RosterWrites } from './roster-store.ts';
import type { StaffReads, StaffWrites } from './staff-store.ts';
import type { DistrictIdentity } from './store-rows.ts';
import type { BackupReads, BackupWrites, KioskStatusReads, KioskStatusWrites } from './upkeep-store.ts';

/**
 * Where the district keeps its data: small typed operations, no rules. One contract suite runs over the SQL
 * and the memory implementation.
 */
export interface DistrictStore {
  /** Which storage answers, as `/v1/health` tells it. */
  readonly kind: 'pglite' | 'postgresql' | 'memory';
  /**
   * Runs `work` in one commit: all of it, or nothing where it throws; an ordinary answer commits, a refusal
   * too. Transactions that lock the same row come one after the other. `work` awaits nothing but the
   * operations it is given and must not keep them.
   */
  transaction<T>(work: (writes: DistrictWrites) => Promise<T>): Promise<T>;
  /** Reads what is committed; two reads may see two states. */
  read<T>(work: (reads: DistrictReads) => Promise<T>): Promise<T>;
  /** Lets go of what deleted keys of notes leave behind, as far as the storage can. Not within a transaction. */
  forgetDroppedKeys(): Promise<Forgotten>;
  /** Does the same for cardholders that were erased. */
  forgetErasedCards(): Promise<Forgotten>;
}

/** What may be read, within a transaction or without. */
export interface DistrictReads
  extends EnrolmentReads,
    KioskReads,
    KioskStatusReads,
    JournalReads,
    BookReads,
    RosterReads,
    BackupReads,
    CardholderReads,
    NoteReads,
    NoticeReads,
    RecordReads,
    ReportReads,
    CatalogueReads,
    StaffReads,
    OfficeReads {
  identity(): Promise<DistrictIdentity>;
}

/** What a transaction may do. What `lock…` answers stays as it is until the commit. */
export interface DistrictWrites
  extends DistrictReads,
    EnrolmentWrites,
    KioskWrites,
    KioskStatusWrites,
    JournalWrites,
    BookWrites,
    RosterWrites,
    BackupWrites,
    CardholderWrites,
    NoteWrites,
    NoticeWrites,
    RecordWrites,
    ReportWrites,
    CatalogueWrites,
    StaffWrites,
    OfficeWrites {
  setEpoch(epoch: string, rolledAt: Instant): Promise<void>;
}
