import type { Instant } from '../../domain/base/wall-time.ts';
import type { KioskRow } from './store-rows.ts';

/** Kiosks, and which journals are theirs. May be read within a transaction or without. */
export interface KioskReads {
  kioskById(kioskId: string): Promise<KioskRow | null>;
  /** The kiosk that a journal belongs to now. */
  kioskOfJournal(journalId: string): Promise<KioskRow | null>;
  /** The kiosks that a journal has ever belonged to, by id: each enrolment of its device made another. */
  kioskIdsOfJournal(journalId: string): Promise<readonly string[]>;
  /** The journals that are this kiosk's now. */
  journalIdsOf(kioskId: string): Promise<readonly string[]>;
  /** How many journals have ever belonged to a kiosk. */
  countJournalsOf(kioskId: string): Promise<number>;
}

/** The changes that a transaction may make. A row that a `lock…` has read stays as it is until the commit. */
export interface KioskWrites {
  /** All kiosks there are and were; none is added meanwhile. */
  lockKioskRows(): Promise<readonly KioskRow[]>;
  insertKiosk(row: KioskRow): Promise<void>;
  /** False if there is no such active kiosk. */
  revokeKiosk(kioskId: string, at: Instant, reason?: string): Promise<boolean>;
  /** The kiosk, which stays as it is until the commit; null if there is none. */
  lockKioskRow(kioskId: string): Promise<KioskRow | null>;
  /** The first time counts. */
  markRevocationTold(kioskId: string, at: Instant): Promise<void>;
  /** Makes a journal the kiosk's own, beginning it where it is new. */
  giveJournal(journalId: string, kioskId: string): Promise<void>;
  /** Begins a journal if there is none; one that is there stays whose it is. */
  beginJournal(journalId: string, kioskId: string): Promise<void>;
}
