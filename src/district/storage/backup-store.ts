import type { Instant } from '../../domain/base/wall-time.ts';

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
