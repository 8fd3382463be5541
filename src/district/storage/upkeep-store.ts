import type { Instant } from '../../domain/base/wall-time.ts';
import type { KioskReport } from '../../protocol/wire-kiosks.ts';
import type { KioskRow } from './store-rows.ts';

/** What the district knows about the state of a kiosk. Each field is null until the kiosk has shown it. */
export interface KioskStatus {
  /** Its last request. */
  readonly seenAt: Instant | null;
  /** When it last had the roster whole. */
  readonly rosterAt: Instant | null;
  readonly report: KioskReport | null;
  readonly reportedAt: Instant | null;
}

export interface KioskOverview extends KioskStatus {
  readonly kiosk: KioskRow;
  /** The office's words; null for a kiosk in service, and if none were given. */
  readonly revokedReason: string | null;
  /** The journals that are its own now, and how many entries the district holds of each. */
  readonly journals: readonly { readonly journalId: string; readonly entries: number }[];
}

/** May be read within a transaction or without. */
export interface KioskStatusReads {
  /** All kiosks there are and were, in the order of their enrolment. */
  kioskOverviews(): Promise<readonly KioskOverview[]>;
}

export interface KioskStatusWrites {
  /** Changes what is given, and leaves the rest as it is. */
  noteKioskStatus(kioskId: string, status: Partial<KioskStatus>): Promise<void>;
}

export interface BackupNote {
  readonly madeAt: Instant;
  readonly sha256: string;
}

/** May be read within a transaction or without. */
export interface BackupReads {
  /** The last backup that was written and checked; null before the first. */
  lastBackup(): Promise<BackupNote | null>;
}

export interface BackupWrites {
  noteBackup(note: BackupNote): Promise<void>;
}
